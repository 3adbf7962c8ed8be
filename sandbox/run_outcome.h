// SPDX-License-Identifier: GPL-3.0-or-later
// RunOutcome: how a run ended, who ended it, and what it used.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "sandbox/enforced_limits.h"

#include <string>

namespace assay::sandbox {

/// Who stopped the run before its own end.
enum class KilledBy : std::uint8_t {
    Nobody,
    Cpu,
    Wall,
    Memory,
    Output,    ///< Standard output over its limit.
    Filter,    ///< A forbidden system call.
    Cancel,    ///< Somebody asked for it.
    FileSize,  ///< A file over its limit: SIGXFSZ, which the program did not ignore.
    Processes, ///< Over the process limit where it is only watched; elsewhere fork fails, and the program goes on.
    Disk,      ///< Over the size of its folders where it is only watched; elsewhere writing fails.
};

inline constexpr auto kKilledByNames = makeEnumTable<KilledBy>({
    {KilledBy::Nobody, "nobody"},
    {KilledBy::Cpu, "cpu"},
    {KilledBy::Wall, "wall"},
    {KilledBy::Memory, "memory"},
    {KilledBy::Output, "output"},
    {KilledBy::Filter, "filter"},
    {KilledBy::Cancel, "user"},
    {KilledBy::FileSize, "file_size"},
    {KilledBy::Processes, "processes"},
    {KilledBy::Disk, "disk"},
});
static_assert(kKilledByNames.isComplete(KilledBy::Disk));

/// A program that crashes, loops or is killed is an outcome; only our own failure is an Error.
struct RunOutcome {
    int exitCode = -1; ///< -1 when a signal ended it.
    int signal = 0;    ///< 0 when it exited by itself.
    KilledBy killedBy = KilledBy::Nobody;
    std::string violation; ///< Name of the forbidden system call, for KilledBy::Filter.

    Microseconds cpu{0};  ///< User + system of the whole tree.
    Microseconds wall{0}; ///< Measured beside the program, from before its start to after its end.
    Bytes memoryPeak;     ///< Of the whole tree, without the page cache of files.
    bool outOfMemory = false;     ///< The kernel killed a process of it for want of memory, or it starved.
    bool processesRefused = false; ///< It wanted more processes than it may have, and did not get them (cgroups only).
    Mechanism memoryMechanism = Mechanism::Polling; ///< Source of memoryPeak. Approximate but for the cgroups.
    Mechanism cpuMechanism = Mechanism::Rusage; ///< Source of cpu.

    std::string output;
    std::string errorOutput;
    bool outputCut = false;
    bool errorOutputCut = false;

    EnforcedLimits enforced;

    bool warm = false; ///< Forked from an interpreter that had started before. See WarmStart.
    std::string coldReason; ///< Why not, when the container was prepared for warm starts.

    /// Whether it ended by itself with exit code 0.
    [[nodiscard]] bool succeeded() const { return killedBy == KilledBy::Nobody && signal == 0 && exitCode == 0; }
};

} // namespace assay::sandbox
