// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine takes for an answer of the helper, and what it does when it is lied to.
#include "sandbox/output_pipes.h"
#include "sandbox/reply_check.h"
#include "sandbox/run_monitor.h"

#include <cstring>

#include <QTest>

#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;

class tst_ReplyCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void status_textWithoutEnd_isUnsound();
    void status_unknownStep_isUnsound();
    void containerReply_unknownCgroupVersion_isUnsound();
    void runReply_whatWaitCannotGive_isUnsound();
    void runReply_quantitiesNobodyHas_areUnsound();
    void receiveReply_tooManyDescriptors_isRefused();
    void monitor_unsoundReply_isAnErrorOfOurs();
    void monitor_launcherThatLiesAboutTheEnd_doesNotHang();
};

namespace {

/// What the monitor makes of this reply while somebody still holds the outputs.
Result<RunOutcome> outcomeOf(const RunReply &reply)
{
    UniqueFd engine;
    UniqueFd launcher;
    OutputPipes pipes = *OutputPipes::make();
    if (makeSocketPair(engine, launcher) != 0 || sendStruct(launcher.get(), reply) != 0 ||
        ::write(pipes.output.writeEnd.get(), "out", 3) != 3)
        return fail(Errc::Internal, "test set-up");
    launcher.reset(); // that something is there is told by the filter's listener, or by the end of the socket
    const RunSpec spec{.argv = {"/box/main"}, .environment = {}};
    RunMonitor monitor(spec,
                       {.launcher = engine.get(),
                        .output = std::move(pipes.output.readEnd),
                        .errorOutput = std::move(pipes.errorOutput.readEnd)},
                       nullptr);
    return monitor.watch();
}

} // namespace

void tst_ReplyCheck::status_textWithoutEnd_isUnsound()
{
    Status status;
    QVERIFY(isSound(status));
    std::memset(status.detail, 'x', sizeof status.detail);
    QVERIFY(!isSound(status));
    status.detail[sizeof status.detail - 1] = 0;
    QVERIFY(isSound(status));
}

void tst_ReplyCheck::status_unknownStep_isUnsound()
{
    QVERIFY(isSound(Status{.failedStep = SetupStep::Execute}));
    QVERIFY(!isSound(Status{.failedStep = SetupStep{static_cast<std::uint32_t>(SetupStep::Execute) + 1}}));
}

void tst_ReplyCheck::containerReply_unknownCgroupVersion_isUnsound()
{
    QVERIFY(isSound(ContainerReply{.cgroup = CgroupVersion::V2}));
    QVERIFY(!isSound(ContainerReply{.cgroup = CgroupVersion{3}}));
    ContainerReply reply;
    std::memset(reply.cgroupStatus.detail, 'x', sizeof reply.cgroupStatus.detail);
    QVERIFY(!isSound(reply));
}

void tst_ReplyCheck::runReply_whatWaitCannotGive_isUnsound()
{
    QVERIFY(isSound(RunReply{.waitStatus = 3 << 8}));  // exited
    QVERIFY(isSound(RunReply{.waitStatus = 11}));      // killed
    QVERIFY(!isSound(RunReply{.waitStatus = 0x137f})); // stopped
    QVERIFY(!isSound(RunReply{.waitStatus = 0xffff})); // continued
}

void tst_ReplyCheck::runReply_quantitiesNobodyHas_areUnsound()
{
    QVERIFY(isSound(RunReply{.cpuMicroseconds = 1'000'000, .maxRssBytes = 1ULL << 40}));
    QVERIFY(!isSound(RunReply{.cpuMicroseconds = ~0ULL}));
    QVERIFY(!isSound(RunReply{.scratchBytes = 1ULL << 63}));
}

void tst_ReplyCheck::receiveReply_tooManyDescriptors_isRefused()
{
    UniqueFd engine;
    UniqueFd helper;
    QCOMPARE(makeSocketPair(engine, helper), 0);
    const int many[kMaxDescriptors + 1] = {};
    QCOMPARE(sendMessage(helper.get(), std::as_bytes(std::span("x")), many), EINVAL); // ours does not even send it
    const int one[1] = {engine.get()};
    QCOMPARE(sendStruct(helper.get(), RunReply{}, one), 0);
    Status status;
    ReceivedFds fds;
    QCOMPARE(receiveReply(engine.get(), status, fds), EPROTO); // another size
}

void tst_ReplyCheck::monitor_unsoundReply_isAnErrorOfOurs()
{
    const auto outcome = outcomeOf({.failedStep = SetupStep{~0U}});
    QVERIFY(!outcome && outcome.error().code == Errc::Sandbox);
}

void tst_ReplyCheck::monitor_launcherThatLiesAboutTheEnd_doesNotHang()
{
    const auto outcome = outcomeOf({.waitStatus = 0});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "out"); // what was there, although somebody could still write
}

QTEST_GUILESS_MAIN(tst_ReplyCheck)
#include "tst_reply_check.moc"
