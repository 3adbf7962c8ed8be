// SPDX-License-Identifier: GPL-3.0-or-later
// RunMonitor: watches one run from outside: clocks, output, forbidden calls, cancellation.
#include "sandbox/run_monitor.h"

#include "sandbox/reply_check.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <thread>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

using std::chrono::steady_clock;

/// How long the launcher has to report after it was told to kill, before it is killed itself.
constexpr Milliseconds kKillGrace{100};
/// How long the kernel may take to end a killed launcher with all its programs, before nobody waits any longer.
constexpr Milliseconds kDeathPatience{5'000};
/// The CPU time is looked at no more often than this.
constexpr Milliseconds kCpuCheckStep{2};
/// How often it is looked whether a group starves, and how many times in a row it must, to count as out of memory.
constexpr Milliseconds kMemoryCheckStep{100};
constexpr int kStarvedLooks = 3;
/// A program that has closed both outputs has most likely ended, and the launcher's reply takes microseconds: for so
/// long it is looked for, since falling asleep and being woken takes tens of them on an idle core.
constexpr Microseconds kReplyPatience{100};
constexpr Milliseconds kCloseDelay{2};
constexpr std::size_t kReadSize = 64 * 1024;

} // namespace

RunMonitor::RunMonitor(const RunSpec &spec, RunChannels channels, RunCgroup *cgroup)
    : m_spec(spec)
    , m_channels(std::move(channels))
    , m_cgroup(cgroup)
    , m_start(steady_clock::now())
    , m_nextCpuCheck(m_start)
    , m_nextMemoryCheck(m_start + kMemoryCheckStep)
{
    static const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    m_nextCpuCheck += spec.limits.cpu / cores;
}

Result<RunOutcome> RunMonitor::watch()
{
    while (!m_finished)
        TRY(pollOnce());
    return conclude();
}

void RunMonitor::kill(KilledBy reason)
{
    if (m_killed)
        return;
    m_outcome.killedBy = reason;
    m_killed = steady_clock::now();
    (void)sendStruct(m_channels.launcher, MessageKind::Kill); // when it is gone, poll says so
}

/// With everything that it has started.
void RunMonitor::endLauncher()
{
    if (m_channels.holder < 0) {
        ::syscall(SYS_pidfd_send_signal, m_channels.launcherPid, SIGKILL, nullptr, 0);
        return;
    }
    Status status; // the holder can only do it, or be dead
    ReceivedFds none;
    if (sendStruct(m_channels.holder, EndRequest{}) == 0)
        (void)receiveStruct(m_channels.holder, status, none);
}

void RunMonitor::checkClocks(Time now)
{
    if (m_killed) {
        if (now >= *m_killed + kKillGrace && m_launcherLives) {
            endLauncher();
            m_launcherLives = false;
        }
        return;
    }
    if (now >= m_start + m_spec.limits.wall) {
        kill(KilledBy::Wall);
    } else if (m_cgroup != nullptr && now >= m_nextCpuCheck) {
        const auto left = m_spec.limits.cpu - m_cgroup->cpuSinceBegin();
        if (left < Microseconds{0}) {
            kill(KilledBy::Cpu);
        } else {
            // The tree cannot use up what is left before that much time has passed on all cores.
            static const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
            m_nextCpuCheck = now + std::max<steady_clock::duration>(left / cores, kCpuCheckStep);
        }
    }
}

void RunMonitor::checkMemory(Time now)
{
    if (m_killed || m_cgroup == nullptr || now < m_nextMemoryCheck)
        return;
    m_starvedLooks = m_cgroup->isStarving() ? m_starvedLooks + 1 : 0;
    if (m_starvedLooks >= kStarvedLooks)
        kill(KilledBy::Memory);
    m_nextMemoryCheck = now + kMemoryCheckStep;
}

int RunMonitor::timeoutFrom(Time now) const
{
    Time next = m_start + m_spec.limits.wall;
    if (m_killed)
        next = *m_killed + (m_launcherLives ? kKillGrace : kDeathPatience);
    else if (m_cgroup != nullptr)
        next = std::min({next, m_nextCpuCheck, m_nextMemoryCheck});
    if (m_outputClosed && !m_closeTold)
        next = std::min(next, *m_outputClosed + kCloseDelay);
    const auto wait = std::chrono::ceil<Milliseconds>(next - now).count();
    return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 3'600'000));
}

bool RunMonitor::isReplyNear(Time now) const
{
    return m_outputsEnded && now < *m_outputsEnded + kReplyPatience;
}

/// Not at once: a launcher that could start nothing closes it as well, and its reply follows right away.
void RunMonitor::tellEndOfOutput(Time now)
{
    if (m_channels.output || !m_spec.onOutputClosed || m_closeTold)
        return;
    if (!m_outputClosed)
        m_outputClosed = now;
    m_closeTold = now >= *m_outputClosed + kCloseDelay;
    if (m_closeTold)
        m_spec.onOutputClosed();
}

void RunMonitor::noticeEndOfOutputs(Time now)
{
    if (m_outputsEnded || m_channels.output || m_channels.errorOutput)
        return;
    m_outputsEnded = now;
    if (auto pipes = OutputPipes::make()) // while the launcher clears up, there is time for that
        m_nextPipes = std::move(*pipes);
}

Result<void> RunMonitor::pollOnce()
{
    const Time before = steady_clock::now();
    const bool replyIsNear = isReplyNear(before);
    pollfd files[] = {
        {.fd = m_channels.launcher,
         .events = 0,
         .revents = 0}, // its end; that a reply is there is said by the listener
        {.fd = m_channels.output.get(), .events = POLLIN, .revents = 0},
        {.fd = m_channels.errorOutput.get(), .events = POLLIN, .revents = 0},
        {.fd = m_channels.filterListener, .events = POLLIN, .revents = 0},
        {.fd = m_killed ? -1 : m_channels.keeperListener, .events = POLLIN, .revents = 0},
        {.fd = m_killed ? -1 : m_channels.cancelled, .events = POLLIN, .revents = 0},
    };
    const int ready = ::poll(files, std::size(files), replyIsNear ? 0 : timeoutFrom(before));
    if (ready < 0 && errno != EINTR)
        return fail(Errc::Io, "poll", errno);
    if (ready == 0 && replyIsNear)
        std::this_thread::yield(); // the launcher may be waiting for this very core
    if (files[1].revents != 0)
        (void)readStandardOutput();
    if (files[2].revents != 0)
        (void)readErrorOutput();
    const bool hasReply = (files[3].revents & POLLIN) != 0 && readNotice(m_channels.filterListener);
    if ((files[4].revents & POLLIN) != 0)
        (void)readNotice(m_channels.keeperListener);
    if (files[5].revents != 0)
        kill(KilledBy::Cancel);
    if (hasReply || files[0].revents != 0)
        return readReply();
    const Time after = steady_clock::now();
    tellEndOfOutput(after);
    noticeEndOfOutputs(after);
    checkClocks(after);
    checkMemory(after);
    if (m_killed && after >= *m_killed + kDeathPatience)
        return fail(Errc::Sandbox, "a killed program does not end");
    return {};
}

bool RunMonitor::readOutput(UniqueFd &pipe, std::string &kept, bool &cut, Bytes cap, const OutputListener &listener)
{
    char buffer[kReadSize];
    const ssize_t size = ::read(pipe.get(), buffer, sizeof buffer);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (size <= 0) {
        pipe.reset();
        return false;
    }
    const auto room =
        static_cast<std::size_t>(std::max<std::int64_t>(cap.count - static_cast<std::int64_t>(kept.size()), 0));
    const std::string_view taken(buffer, std::min(static_cast<std::size_t>(size), room));
    kept.append(taken);
    cut = cut || taken.size() < static_cast<std::size_t>(size);
    if (listener && !taken.empty())
        listener(taken);
    return true;
}

bool RunMonitor::readStandardOutput()
{
    const bool more =
        readOutput(m_channels.output, m_outcome.output, m_outcome.outputCut, m_spec.limits.output, m_spec.onOutput);
    if (m_outcome.outputCut)
        kill(KilledBy::Output);
    return more;
}

bool RunMonitor::readErrorOutput()
{
    return readOutput(m_channels.errorOutput, m_outcome.errorOutput, m_outcome.errorOutputCut,
                      m_spec.limits.errorOutput, m_spec.onErrorOutput);
}

bool RunMonitor::readNotice(int listener)
{
    const auto notice = receiveNotice(listener);
    if (!notice) // the caller was killed meanwhile
        return false;
    const bool isLaunchers = listener == m_channels.filterListener && m_channels.handOver != nullptr;
    if (isLaunchers && m_channels.handOver->take(*notice))
        return true;
    if (!m_killed)
        m_outcome.violation = notice->callName();
    kill(KilledBy::Filter);
    return false;
}

Result<void> RunMonitor::readReply()
{
    ReceivedFds fds;
    const int error = receiveReply(m_channels.launcher, m_reply, fds);
    m_finished = true;
    if (error == 0) {
        m_hasReply = true; // even of a launcher that was killed in the same moment
        takeTimeline();
        return {};
    }
    m_launcherLives = false;
    m_reply = RunReply{};
    if (m_channels.holder >= 0)
        endLauncher(); // it has left its programs behind
    const bool memoryWasShort = m_cgroup != nullptr && m_cgroup->endRun(Bytes{}).outOfMemory;
    if (!m_killed && !memoryWasShort)
        return fail(Errc::Sandbox, "the launcher is gone", error);
    return {};
}

void RunMonitor::takeTimeline()
{
    if (m_spec.timeline == nullptr)
        return;
    mark(m_spec.timeline, RunPoint::Answered);
    for (auto point = static_cast<std::size_t>(RunPoint::Received);
         point <= static_cast<std::size_t>(RunPoint::ScratchChecked); ++point)
        m_spec.timeline->at[point] = m_reply.timeline.at[point];
}

Result<RunOutcome> RunMonitor::conclude()
{
    if (m_reply.failedStep == SetupStep::Execute)
        return fail(Errc::Sandbox, "cannot execute " + m_spec.argv.front(), m_reply.sysErrno);
    if (m_reply.failedStep != SetupStep::None)
        return fail(Errc::Sandbox, "starting a program: " + std::string(kSetupStepNames.text(m_reply.failedStep)),
                    m_reply.sysErrno);
    // What the pipes hold now is all there is: nobody is left who could write, or else the launcher lies.
    while (m_channels.output && !m_outcome.outputCut && readStandardOutput()) {
    }
    while (m_channels.errorOutput && !m_outcome.errorOutputCut && readErrorOutput()) {
    }
    mark(m_spec.timeline, RunPoint::OutputsRead);
    if (m_outcome.outputCut && m_outcome.killedBy == KilledBy::Nobody)
        m_outcome.killedBy = KilledBy::Output;

    if (!m_hasReply || WIFSIGNALED(m_reply.waitStatus))
        m_outcome.signal = m_hasReply ? WTERMSIG(m_reply.waitStatus) : SIGKILL;
    else
        m_outcome.exitCode = WEXITSTATUS(m_reply.waitStatus);
    m_outcome.warm = m_reply.warm != 0;
    if (m_reply.warmStatus.failedStep != SetupStep::None)
        m_outcome.coldReason = m_reply.warmStatus.detail;
    concludeUsage();
    mark(m_spec.timeline, RunPoint::Concluded);
    return std::move(m_outcome);
}

void RunMonitor::concludeUsage()
{
    m_outcome.wall = m_hasReply ? Microseconds{m_reply.wallMicroseconds}
                                : std::chrono::duration_cast<Microseconds>(steady_clock::now() - m_start);
    m_outcome.cpu = Microseconds{m_reply.cpuMicroseconds};
    m_outcome.memoryPeak = Bytes{static_cast<std::int64_t>(std::max(m_reply.maxRssBytes, m_reply.polledPeakBytes))};
    m_outcome.memoryMechanism = m_reply.polledPeakBytes > m_reply.maxRssBytes ? Mechanism::Polling : Mechanism::Rusage;
    if (m_cgroup == nullptr)
        m_outcome.cpuMechanism = Mechanism::Rusage;
    if (m_reply.overMemory != 0)
        m_outcome.killedBy = KilledBy::Memory;
    else if (m_reply.overCpu != 0)
        m_outcome.killedBy = KilledBy::Cpu;
    else if (m_reply.overProcesses != 0)
        m_outcome.killedBy = KilledBy::Processes;
    else if (m_reply.overDisk != 0)
        m_outcome.killedBy = KilledBy::Disk;
    if (m_cgroup != nullptr) {
        const CgroupFigures figures = m_cgroup->endRun(Bytes{static_cast<std::int64_t>(m_reply.scratchBytes)});
        m_outcome.cpu = figures.cpu;
        m_outcome.cpuMechanism = m_cgroup->mechanism();
        m_outcome.outOfMemory = figures.outOfMemory || m_starvedLooks >= kStarvedLooks;
        m_outcome.processesRefused = figures.processesRefused;
        if (figures.peakIsExact) {
            m_outcome.memoryPeak = figures.peak;
            m_outcome.memoryMechanism = m_cgroup->mechanism();
        }
        if (figures.outOfMemory && m_outcome.killedBy == KilledBy::Nobody)
            m_outcome.killedBy = KilledBy::Memory;
    }
    if (m_outcome.killedBy == KilledBy::Nobody && m_outcome.signal == SIGXFSZ)
        m_outcome.killedBy = KilledBy::FileSize;
    // RLIMIT_CPU stands behind the engine's own check: SIGXCPU, then SIGKILL.
    if (m_outcome.killedBy == KilledBy::Nobody && m_outcome.cpu > m_spec.limits.cpu &&
        (m_outcome.signal == SIGXCPU || m_outcome.signal == SIGKILL))
        m_outcome.killedBy = KilledBy::Cpu;
}

} // namespace assay::sandbox
