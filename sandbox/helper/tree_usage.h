// SPDX-License-Identifier: GPL-3.0-or-later
// TreeWatch: what the processes of a run use, read from /proc: for hosts without cgroups.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <cstdint>
#include <vector>

namespace assay::sandbox::helper {

struct TreeUsage {
    /// Resident pages of all processes (shared ones count more than once), and what the kernel holds for them.
    std::uint64_t memoryBytes = 0;
    std::uint64_t cpuMicroseconds = 0; ///< User + system, of the living, of what they have reaped, and of the lost.
    std::uint64_t tasks = 0; ///< Processes and threads.
    std::uint64_t processes = 0;
};

/// Which processes are a run's.
enum class TreeScope {
    PidNamespace, ///< All but process 1.
    Descendants,  ///< All that descend from this process.
};

/// A proc file system of one's own that hides nothing, attached nowhere. In that of the programs (hidepid) a program
/// whose file cannot be read, and that is hence not dumpable, is to be seen by nobody, this process included.
[[nodiscard]] Status openTreeProc(UniqueFd &proc);

/// Of one run. To be read every few milliseconds.
class TreeWatch
{
public:
    /// `proc` is borrowed.
    explicit TreeWatch(int proc, TreeScope scope)
        : m_proc(proc)
        , m_scope(scope)
    {
    }

    /// `enough`: memory above that need not be counted to its end. Bytes.
    [[nodiscard]] TreeUsage read(std::uint64_t enough);
    /// CPU time of processes that were seen, and whose end is on nobody's bill: children that their parent had the
    /// kernel reap.
    [[nodiscard]] std::uint64_t lostCpuMicroseconds() const { return m_lostCpu; }

private:
    struct Process {
        int pid = 0;
        std::uint64_t started = 0; ///< With the pid: who it is.
        std::uint64_t ownCpu = 0;  ///< Microseconds, as below.
        std::uint64_t childCpu = 0;
        std::uint64_t resident = 0; ///< Bytes.
        std::uint64_t threads = 0;
    };

    [[nodiscard]] bool readProcess(const char *name, Process &process) const;
    void findLost(const std::vector<Process> &processes);
    [[nodiscard]] std::uint64_t kernelBytes(std::uint64_t enough) const;
    [[nodiscard]] std::uint64_t mappingsOf(int pid, std::uint64_t most) const;

    [[nodiscard]] std::vector<Process> readProcesses() const;

    int m_proc = -1;
    TreeScope m_scope;
    std::vector<Process> m_processes; ///< As they were last seen, by pid.
    std::uint64_t m_lostCpu = 0;
    std::uint64_t m_kernelBytes = 0;
    unsigned m_readings = 0;
};

} // namespace assay::sandbox::helper
