// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's end means: verdict and reason, as pure functions.
#include "core/judge/verdict_rules.h"

#include <cstring>
#include <format>

namespace assay::core {

namespace {

using sandbox::KilledBy;
using sandbox::RunOutcome;

std::string seconds(Microseconds time)
{
    return std::format("{:.2f} s", static_cast<double>(time.count()) / 1e6);
}

std::string mebibytes(Bytes size)
{
    return std::format("{:.1f} MiB", size.toMiB());
}

std::string signalName(int signal)
{
    const char *name = ::sigabbrev_np(signal);
    return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

std::string reasonText(const RunOutcome &outcome, const JudgedLimits &limits, Verdict verdict)
{
    switch (verdict) {
    case Verdict::MemoryLimitExceeded:
        return std::format("memory limit {} exceeded, peak {}", mebibytes(limits.memory),
                           mebibytes(outcome.memoryPeak));
    case Verdict::TimeLimitExceeded:
        return std::format("CPU time limit {} exceeded, used {}", seconds(limits.cpu), seconds(outcome.cpu));
    case Verdict::WallTimeLimitExceeded:
        return std::format("stopped after {} of wall time, with {} of CPU time used", seconds(outcome.wall),
                           seconds(outcome.cpu));
    case Verdict::OutputLimitExceeded:
        return std::format("output limit {} exceeded", mebibytes(outcome.enforced.output.value));
    case Verdict::SecurityViolation:
        return "forbidden system call: " + outcome.violation;
    case Verdict::RunTimeError:
        if (outcome.killedBy == KilledBy::FileSize)
            return std::format("file size limit {} exceeded", mebibytes(outcome.enforced.fileSize.value));
        if (outcome.killedBy == KilledBy::Processes)
            return std::format("limit of {} processes exceeded", outcome.enforced.processes.value);
        if (outcome.killedBy == KilledBy::Disk)
            return std::format("limit of {} in files exceeded", mebibytes(outcome.enforced.scratch.value));
        return outcome.signal != 0 ? "ended by " + signalName(outcome.signal)
                                   : "exit code " + std::to_string(outcome.exitCode);
    case Verdict::Accepted:
    case Verdict::WrongAnswer:
    case Verdict::PresentationError:
    case Verdict::CompileError:
    case Verdict::CompileTimeLimitExceeded:
    case Verdict::IllegalInput:
    case Verdict::JudgingError:
    case Verdict::Ok:
        break;
    }
    return {};
}

} // namespace

std::optional<Verdict> verdictOf(const RunOutcome &outcome, const JudgedLimits &limits)
{
    if (outcome.killedBy == KilledBy::Memory || outcome.outOfMemory || outcome.memoryPeak > limits.memory)
        return Verdict::MemoryLimitExceeded;
    if (outcome.killedBy == KilledBy::Cpu || outcome.cpu > limits.cpu)
        return Verdict::TimeLimitExceeded;
    switch (outcome.killedBy) {
    case KilledBy::Wall:
        return Verdict::WallTimeLimitExceeded;
    case KilledBy::Output:
        return Verdict::OutputLimitExceeded;
    case KilledBy::Filter:
        return Verdict::SecurityViolation;
    case KilledBy::FileSize:
    case KilledBy::Processes:
    case KilledBy::Disk:
        return Verdict::RunTimeError;
    case KilledBy::Nobody:
    case KilledBy::Cpu:
    case KilledBy::Memory:
    case KilledBy::Cancel: // the judgement is cancelled as a whole: nobody asks for this run's verdict
        break;
    }
    if (outcome.signal != 0 || outcome.exitCode != 0)
        return Verdict::RunTimeError;
    return std::nullopt;
}

QString reasonOf(const RunOutcome &outcome, const JudgedLimits &limits)
{
    const auto verdict = verdictOf(outcome, limits);
    return verdict ? QString::fromStdString(reasonText(outcome, limits, *verdict)) : QString();
}

} // namespace assay::core
