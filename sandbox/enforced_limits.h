// SPDX-License-Identifier: GPL-3.0-or-later
// EnforcedLimits: the limits of a run as they were set, and what holds each of them.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"

namespace assay::sandbox {

/// How a limit is held, or a figure came about.
enum class Mechanism : std::uint8_t {
    CgroupV1,
    CgroupV2,
    Rlimit,  ///< setrlimit(2): per process.
    Rusage,  ///< wait4(2): the processes that were reaped; memory of the largest single one.
    Polling, ///< Looked at every few milliseconds; memory is the sum of resident sizes, shared pages more than once.
    Tmpfs,   ///< Size of a memory file system.
    Pipe,    ///< The engine reads up to there.
    Timer,   ///< The engine's clock.
};

inline constexpr auto kMechanismNames = makeEnumTable<Mechanism>({
    {Mechanism::CgroupV1, "cgroup v1"},
    {Mechanism::CgroupV2, "cgroup v2"},
    {Mechanism::Rlimit, "rlimit"},
    {Mechanism::Rusage, "rusage"},
    {Mechanism::Polling, "polling"},
    {Mechanism::Tmpfs, "tmpfs"},
    {Mechanism::Pipe, "pipe"},
    {Mechanism::Timer, "timer"},
});
static_assert(kMechanismNames.isComplete(Mechanism::Timer));

template <typename T>
struct Enforced {
    T value{};
    Mechanism mechanism = Mechanism::Rlimit;

    bool operator==(const Enforced &) const = default;
};

struct EnforcedLimits {
    Enforced<Milliseconds> cpu;   ///< User + system of the whole tree.
    Enforced<Milliseconds> wall;
    Enforced<Bytes> memory;       ///< Of the whole tree.
    Enforced<Bytes> output;
    Enforced<Bytes> errorOutput;  ///< More is discarded.
    Enforced<Bytes> fileSize;     ///< Each file.
    Enforced<Bytes> stack;        ///< Of the main thread.
    Enforced<int> processes;      ///< Processes and threads together.
    Enforced<int> openFiles;      ///< Per process.
    Enforced<Bytes> scratch;      ///< Of /w and of /tmp, each.
    Enforced<int> scratchFiles;   ///< In each.

    bool operator==(const EnforcedLimits &) const = default;
};

} // namespace assay::sandbox
