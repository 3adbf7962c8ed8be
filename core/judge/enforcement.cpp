// SPDX-License-Identifier: GPL-3.0-or-later
// What the sandbox did in a run, in the terms of a judgement.
#include "core/judge/enforcement.h"

namespace assay::core {

namespace {

qint64 numberOf(Milliseconds time)
{
    return time.count();
}

qint64 numberOf(Bytes size)
{
    return size.count;
}

qint64 numberOf(int count)
{
    return count;
}

template <typename T>
EnforcedLimit entry(const char *name, const sandbox::Enforced<T> &limit)
{
    return {.name = QString::fromLatin1(name),
            .value = numberOf(limit.value),
            .mechanism = QString::fromUtf8(sandbox::kMechanismNames.text(limit.mechanism))};
}

} // namespace

QList<EnforcedLimit> enforcedLimitsOf(const sandbox::EnforcedLimits &limits)
{
    return {entry("cpu_ms", limits.cpu),
            entry("error_output_bytes", limits.errorOutput),
            entry("file_size_bytes", limits.fileSize),
            entry("memory_bytes", limits.memory),
            entry("open_files", limits.openFiles),
            entry("output_bytes", limits.output),
            entry("processes", limits.processes),
            entry("scratch_bytes", limits.scratch),
            entry("scratch_files", limits.scratchFiles),
            entry("stack_bytes", limits.stack),
            entry("wall_ms", limits.wall)};
}

QString killerOf(const sandbox::RunOutcome &outcome)
{
    if (outcome.killedBy == sandbox::KilledBy::Nobody)
        return {};
    return QString::fromUtf8(sandbox::kKilledByNames.text(outcome.killedBy));
}

} // namespace assay::core
