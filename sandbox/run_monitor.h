// SPDX-License-Identifier: GPL-3.0-or-later
// RunMonitor: watches one run from outside: clocks, output, forbidden calls, cancellation.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/cgroup.h"
#include "sandbox/filter_listener.h"
#include "sandbox/output_pipes.h"
#include "sandbox/run_outcome.h"
#include "sandbox/run_spec.h"

#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

namespace assay::sandbox {

/// One end of a run's connections, all borrowed for its length.
struct RunChannels {
    int launcher = -1;    ///< Socket.
    int launcherPid = -1; ///< pidfd.
    int filterListener = -1; ///< Of the launcher and of programs that it starts.
    int keeperListener = -1; ///< Of programs that its keeper starts.
    HandOver *handOver = nullptr;
    int cancelled = -1;   ///< Becomes readable when the run is to be stopped.
    int holder = -1;      ///< Socket; only where programs do not end with their launcher.
    UniqueFd output;      ///< Read ends, non-blocking.
    UniqueFd errorOutput;
};

class RunMonitor
{
public:
    /// `cgroup` may be null: then the launcher watches CPU time and memory.
    RunMonitor(const RunSpec &spec, RunChannels channels, RunCgroup *cgroup);

    /// Returns once the program and all its children are gone.
    /// Errors: Sandbox when the program could not be started, Io.
    [[nodiscard]] Result<RunOutcome> watch();
    /// False after watch() when the launcher had to be killed as well: it has to be started anew.
    [[nodiscard]] bool launcherLives() const { return m_launcherLives; }
    /// Pipes for the next run, when there was time to make them.
    [[nodiscard]] std::optional<OutputPipes> takeNextPipes() { return std::exchange(m_nextPipes, std::nullopt); }
    /// True after watch() when nothing was started: the launcher's process numbers tell of the run before.
    [[nodiscard]] bool wantsNewLauncher() const { return m_reply.failedStep == SetupStep::ProcessNumbers; }
    /// After watch(): whether a warm start failed in a way that speaks against the keeper, and not for a run that is of
    /// another kind than was prepared (EXDEV).
    [[nodiscard]] bool keeperFailed() const
    {
        return m_reply.warmStatus.failedStep != SetupStep::None && m_reply.warmStatus.sysErrno != EXDEV;
    }
    [[nodiscard]] bool scratchUsed() const { return m_reply.scratchUsed != 0 || !m_launcherLives; }

private:
    using Time = std::chrono::steady_clock::time_point;

    void kill(KilledBy reason);
    void endLauncher();
    void checkClocks(Time now);
    void checkMemory(Time now);
    [[nodiscard]] int timeoutFrom(Time now) const;
    [[nodiscard]] bool isReplyNear(Time now) const;
    void tellEndOfOutput(Time now);
    void noticeEndOfOutputs(Time now);
    /// What is there now. False: nothing is.
    bool readOutput(UniqueFd &pipe, std::string &kept, bool &cut, Bytes cap, const OutputListener &listener);
    bool readStandardOutput();
    bool readErrorOutput();
    /// True: it was the launcher's, whose reply is there.
    [[nodiscard]] bool readNotice(int listener);
    [[nodiscard]] Result<void> pollOnce();
    [[nodiscard]] Result<void> readReply();
    void takeTimeline();
    [[nodiscard]] Result<RunOutcome> conclude();
    void concludeUsage();

    const RunSpec &m_spec;
    RunChannels m_channels;
    RunCgroup *m_cgroup;
    RunOutcome m_outcome;
    RunReply m_reply;
    Time m_start;
    Time m_nextCpuCheck;
    Time m_nextMemoryCheck;
    int m_starvedLooks = 0; ///< In a row.
    std::optional<Time> m_outputClosed;
    bool m_closeTold = false;
    std::optional<Time> m_outputsEnded;
    std::optional<OutputPipes> m_nextPipes;
    std::optional<Time> m_killed;
    bool m_finished = false;
    bool m_hasReply = false;
    bool m_launcherLives = true;
};

} // namespace assay::sandbox
