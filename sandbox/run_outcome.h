// SPDX-License-Identifier: GPL-3.0-or-later
// RunOutcome: how a run ended, who ended it, and what it used.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "sandbox/run_spec.h"

#include <string>

namespace assay::sandbox {

/// Who stopped the run before its own end.
enum class KilledBy : std::uint8_t { Nobody, Cpu, Wall, Memory, Output, Filter, Cancel };

inline constexpr auto kKilledByNames = makeEnumTable<KilledBy>({
    {KilledBy::Nobody, "nobody"},
    {KilledBy::Cpu, "cpu"},
    {KilledBy::Wall, "wall"},
    {KilledBy::Memory, "memory"},
    {KilledBy::Output, "output"},
    {KilledBy::Filter, "filter"},
    {KilledBy::Cancel, "cancel"},
});
static_assert(kKilledByNames.isComplete(KilledBy::Cancel));

/// How a figure or a limit came about.
enum class Mechanism : std::uint8_t { CgroupV1, CgroupV2, Rlimit, Polling };

inline constexpr auto kMechanismNames = makeEnumTable<Mechanism>({
    {Mechanism::CgroupV1, "cgroup v1"},
    {Mechanism::CgroupV2, "cgroup v2"},
    {Mechanism::Rlimit, "rlimit"},
    {Mechanism::Polling, "polling"},
});
static_assert(kMechanismNames.isComplete(Mechanism::Polling));

/// A program that crashes, loops or is killed is an outcome; only our own failure is an Error.
struct RunOutcome {
    int exitCode = -1; ///< -1 when a signal ended it.
    int signal = 0;    ///< 0 when it exited by itself.
    KilledBy killedBy = KilledBy::Nobody;
    std::string violation; ///< Name of the forbidden system call, for KilledBy::Filter.

    Microseconds cpu{0};  ///< User + system of the whole tree.
    Microseconds wall{0}; ///< Measured beside the program, from before its start to after its end.
    Bytes memoryPeak;     ///< Of the whole tree, without the page cache of files.
    bool outOfMemory = false;
    Mechanism memoryMechanism = Mechanism::Polling; ///< Polling and Rlimit figures are approximate.
    Mechanism cpuMechanism = Mechanism::Rlimit;

    std::string output;
    std::string errorOutput;
    bool outputCut = false;
    bool errorOutputCut = false;

    RunLimits enforced; ///< The limits as they were set.

    /// Whether it ended by itself with exit code 0.
    [[nodiscard]] bool succeeded() const { return killedBy == KilledBy::Nobody && signal == 0 && exitCode == 0; }
};

} // namespace assay::sandbox
