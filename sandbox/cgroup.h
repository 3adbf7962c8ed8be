// SPDX-License-Identifier: GPL-3.0-or-later
// RunCgroup: limits and figures of one control group, version 1 or 2, through files that stay open.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "base/units.h"
#include "sandbox/helper_protocol.h"
#include "sandbox/run_outcome.h"

#include <span>
#include <vector>

namespace assay::sandbox {

struct CgroupFigures {
    Microseconds cpu{0};
    Bytes peak;        ///< Page cache of files excluded as far as it stayed behind.
    bool peakIsExact =
        true; ///< False on kernels that cannot start a peak anew (v2 before Linux 6.12) and did not see a higher one.
    bool outOfMemory = false;
    bool processesRefused = false; ///< A fork failed at the process limit.
};

/// What is in a group besides the launcher and the program.
struct GroupResidents {
    Bytes memory;
    int processes = 0;

    bool operator==(const GroupResidents &) const = default;
};

/// The group is empty of other processes than the launcher, its programs, and the residents that are named. One run at a time.
class RunCgroup
{
public:
    /// `folders` as ContainerReply gives them for one group. Errors: Io.
    [[nodiscard]] static Result<RunCgroup> open(CgroupVersion version, std::span<UniqueFd> folders);

    /// Files into which a process writes "0" to enter the group.
    [[nodiscard]] Result<std::vector<UniqueFd>> openEntryFiles() const;

    /// Memory limit of the programs (what others hold is added), swap off, processes. Errors: Io.
    [[nodiscard]] Result<void> setLimits(Bytes memory, int processes, const GroupResidents &residents = {});
    [[nodiscard]] Mechanism mechanism() const
    {
        return m_version == CgroupVersion::V2 ? Mechanism::CgroupV2 : Mechanism::CgroupV1;
    }
    /// Whether it runs only when nobody else wants the processor. Niceness does not reach from one group to another
    /// where groups share it (v2 with the controller cpu); where they do not, this does nothing.
    void setIdle(bool idle);
    /// Waits until the kernel has freed what it held for processes that are gone, which it does a moment later: else that
    /// would be on the next one's bill. Soon gives up.
    void settle() const;
    /// Starts all figures anew. `standing` is what the program that is about to run holds already.
    void beginRun(Bytes standing = {});
    /// CPU time since beginRun.
    [[nodiscard]] Microseconds cpuSinceBegin() const;
    /// Whether the programs live by reading pages of files again that had to make room, which the kernel may let go on
    /// for minutes before it calls it being out of memory: there is next to no room but for what cannot make any, and
    /// many pages have been read since the last call. False at the first call.
    [[nodiscard]] bool isStarving();
    /// Figures since beginRun. `scratch` is what the program left in memory file systems: that stays on its bill.
    [[nodiscard]] CgroupFigures endRun(Bytes scratch);

private:
    RunCgroup() = default;
    [[nodiscard]] Result<void> openFiles();
    [[nodiscard]] Microseconds totalCpu() const;
    [[nodiscard]] std::int64_t kernelMemory() const;
    [[nodiscard]] std::int64_t oomKills() const;
    [[nodiscard]] std::int64_t refusedForks() const;

    CgroupVersion m_version = CgroupVersion::None;
    std::vector<UniqueFd> m_folders;
    UniqueFd m_cpu;
    UniqueFd m_memoryLimit;
    UniqueFd m_memoryUsage;
    UniqueFd m_memoryStat;
    UniqueFd m_kernelMemory; ///< In v1, and not everywhere.
    UniqueFd m_memoryPeak;
    UniqueFd m_memoryEvents;
    UniqueFd m_processLimit;
    UniqueFd m_processEvents;
    Bytes m_currentMemory{-1};
    int m_currentProcesses = -1;
    GroupResidents m_currentResidents;
    bool m_peakStartsAnew = false;
    bool m_idle = false;

    Microseconds m_cpuAtBegin{0};
    std::int64_t m_usageAtBegin = 0;
    std::int64_t m_peakAtBegin = 0;
    std::int64_t m_oomKillsAtBegin = 0;
    std::int64_t m_faults = -1; ///< Major ones, at the last look; -1: there was none.
    std::int64_t m_refusedForks = 0; ///< Up to the end of the last run: in between nobody forks.
};

} // namespace assay::sandbox
