// SPDX-License-Identifier: GPL-3.0-or-later
// RunMonitor against a launcher that is a thread of the test.
#include "sandbox/run_monitor.h"
#include "sandbox/seqpacket.h"

#include <QTest>

#include <thread>

#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

/// A process that only waits to be killed: what the monitor takes for the launcher's.
pid_t startIdleProcess()
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        for (;;)
            ::pause();
    }
    return pid;
}

/// A launcher that is so slow that it is killed, and whose reply arrives all the same.
void replyWhenDead(const UniqueFd &socket, pid_t process)
{
    MessageKind kind{};
    ReceivedFds fds;
    (void)receiveStruct(socket.get(), kind, fds);
    siginfo_t ended{};
    ::waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED);
    (void)sendStruct(socket.get(), RunReply{.waitStatus = SIGKILL, .wallMicroseconds = 1});
}

} // namespace

class tst_RunMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void launcher_killedWhileItReplies_isNotUsedAgain();
};

void tst_RunMonitor::launcher_killedWhileItReplies_isNotUsedAgain()
{
    UniqueFd ours;
    UniqueFd launchers;
    QCOMPARE(makeSocketPair(ours, launchers), 0);
    const pid_t process = startIdleProcess();
    QVERIFY(process > 0);
    const UniqueFd processFd(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
    QVERIFY(processFd);
    const std::jthread launcher([process, end = std::move(launchers)]() mutable {
        replyWhenDead(end, process);
        end.reset();
    });

    const RunSpec spec{.argv = {"/program"}, .environment = {}, .limits = {.wall = 1ms}};
    RunMonitor monitor(
        spec,
        {.launcher = ours.get(), .launcherPid = processFd.get(), .filterListener = -1, .output = {}, .errorOutput = {}},
        nullptr);
    const auto outcome = monitor.watch();
    QVERIFY2(outcome, outcome ? "" : outcome.error().describe().c_str());
    QCOMPARE(outcome->killedBy, KilledBy::Wall);
    QCOMPARE(outcome->signal, SIGKILL);
    QVERIFY(!monitor.launcherLives());
}

QTEST_GUILESS_MAIN(tst_RunMonitor)
#include "tst_run_monitor.moc"
