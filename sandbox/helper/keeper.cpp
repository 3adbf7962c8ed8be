// SPDX-License-Identifier: GPL-3.0-or-later
// The keeper: holds an interpreter that has started up, and forks it for each run.
#include "sandbox/helper/keeper.h"

#include "sandbox/helper/privileges.h"
#include "sandbox/helper/program.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/seqpacket.h"

#if defined(__x86_64__)
#include "sandbox/helper/zygote.h"
#endif

#include <cstring>
#include <vector>

#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

#if defined(__x86_64__)

namespace {

/// A step that takes longer ends the keeper, and with it all that it traces: an interpreter that waits for something
/// while it starts, or a machine that is stuck. Runs are cold then.
constexpr unsigned kStepSeconds = 10;

alignas(RunRequest) std::byte g_message[kMaxMessage];
Program g_program;

class Keeper
{
public:
    explicit Keeper(const KeeperFiles &files)
        : m_files(files)
    {
    }

    [[nodiscard]] Status setUp()
    {
        if (::setpgid(0, 0) < 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
            return failed(SetupStep::Identity, "prctl");
        resetSignals();
        std::vector<int> kept{m_files.engine, m_files.launcher, m_files.filter, m_files.pidNamespace};
        kept.insert(kept.end(), m_files.cgroups, m_files.cgroups + m_files.cgroupCount);
        if (const Status status = keepOnly(kept); !ok(status))
            return status;
        sigset_t children;
        sigemptyset(&children);
        sigaddset(&children, SIGCHLD);
        ::sigprocmask(SIG_BLOCK, &children, nullptr);
        m_children.reset(::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK));
        return m_children ? Status{} : failed(SetupStep::WarmStart, "signalfd");
    }

    /// Until a socket closes or something fails.
    void serve()
    {
        for (;;) {
            pollfd files[3] = {{.fd = m_files.engine, .events = POLLIN, .revents = 0},
                               {.fd = m_files.launcher, .events = POLLIN, .revents = 0},
                               {.fd = m_children.get(), .events = POLLIN, .revents = 0}};
            if (::poll(files, 3, -1) < 0 && errno != EINTR)
                return;
            ::alarm(kStepSeconds);
            if ((files[2].revents != 0 && !collect()) || (files[0].revents != 0 && !answerEngine()) ||
                (files[1].revents != 0 && !answerLauncher()))
                return;
            ::alarm(0);
        }
    }

private:
    /// A traced process that was killed stays for its parent, the launcher, until this one has seen it. False when the
    /// zygote itself has died.
    bool collect()
    {
        signalfd_siginfo signals[8];
        while (::read(m_children.get(), signals, sizeof signals) > 0) {
        }
        if (m_child > 0 && ::waitpid(m_child, nullptr, WNOHANG | __WALL) != 0)
            m_child = -1;
        return m_zygote.process() < 0 || ::waitpid(m_zygote.process(), nullptr, WNOHANG | __WALL) == 0;
    }

    bool answerEngine()
    {
        ReceivedFds fds;
        const long size = receiveMessage(m_files.engine, g_message, fds);
        MessageKind kind{};
        if (size < static_cast<long>(sizeof kind))
            return false;
        std::memcpy(&kind, g_message, sizeof kind);
        StandbyReply reply;
        UniqueFd listener;
        if (kind == MessageKind::WarmUp)
            reply.status = warmUp({g_message, static_cast<std::size_t>(size)}, fds.at(0), listener);
        else if (kind != MessageKind::Standby || m_zygote.process() < 0)
            reply.status = failed(SetupStep::Request, "not a request for a keeper", EINVAL);
        if (ok(reply.status) && m_child < 0)
            reply.status = m_zygote.bear(m_child);
        reply.interpreterBytes = m_zygote.ownBytes();
        reply.programBytes = m_zygote.childBytes();
        const int attached[1] = {listener.get()};
        const int sent =
            sendStruct(m_files.engine, reply, listener ? std::span<const int>(attached) : std::span<const int>());
        return sent == 0 && ok(reply.status);
    }

    Status warmUp(std::span<std::byte> message, int standardInput, UniqueFd &listener)
    {
        if (m_zygote.process() > 0 || !parseProgram(message, g_program) ||
            g_program.request.scriptArgument >= g_program.request.argumentCount || standardInput < 0)
            return failed(SetupStep::Request, "warm up", EINVAL);
        if (const Status status = m_zygote.start(g_program, m_files, standardInput, listener); !ok(status))
            return status;
        return dropCapabilities(1U << CAP_SYS_PTRACE); // its own children are the launcher's: no descendants of it
    }

    bool answerLauncher()
    {
        KeeperRequest request;
        ReceivedFds fds;
        if (receiveStruct(m_files.launcher, request, fds) != 0)
            return false;
        StartWarmReply reply;
        if (request.kind != MessageKind::StartWarm || fds.count != 3 || m_child < 0) {
            reply.status = failed(SetupStep::WarmStart, "nothing stands by", ESRCH);
        } else {
            const int streams[3] = {fds.at(0), fds.at(1), fds.at(2)};
            reply.status = m_zygote.release(m_child, request.expectedProcess, streams, reply.process);
            if (!ok(reply.status))
                endTracee(m_child);
            m_child = -1;
        }
        return sendStruct(m_files.launcher, reply) == 0;
    }

    KeeperFiles m_files;
    UniqueFd m_children; ///< signalfd
    Zygote m_zygote;
    pid_t m_child = -1; ///< Stands by.
};

} // namespace

void runKeeper(const KeeperFiles &files)
{
    Keeper keeper(files);
    if (const Status status = keeper.setUp(); ok(status))
        keeper.serve();
    else
        (void)sendStruct(files.engine, StandbyReply{.status = status});
    ::_exit(0); // and what it traces is killed
}

#else

void runKeeper(const KeeperFiles &files)
{
    (void)sendStruct(files.engine,
                     StandbyReply{.status = failed(SetupStep::WarmStart, "only on x86-64 so far", ENOSYS)});
    ::_exit(0);
}

#endif

} // namespace assay::sandbox::helper
