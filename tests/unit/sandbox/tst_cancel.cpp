// SPDX-License-Identifier: GPL-3.0-or-later
// Cancelling: whatever runs is gone at once, and nothing of it is left anywhere. bench_cancel has the times.
#include "cancel_programs.h"
#include "host_traces.h"

#include <QTest>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

class tst_Cancel : public QObject
{
    Q_OBJECT

private:
    int m_mounts = 0;
    uid_t m_user = 0; ///< Of the container, on the host.
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;
    std::unique_ptr<Container> m_container;

private Q_SLOTS:
    void initTestCase();
    void cancel_ofAnything_leavesNothing_data();
    void cancel_ofAnything_leavesNothing();
    void cancel_beforeTheStart_runsNothing();
    void afterwards_nothingIsLeftOnTheHost();
};

void tst_Cancel::initTestCase()
{
    m_mounts = countLines("/proc/self/mountinfo");
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
    m_sandbox = std::move(*sandbox);
    auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy"));
    QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
    m_policy = std::move(*policy);
    auto container = m_sandbox->createContainer();
    QVERIFY2(container, container ? "" : container.error().describe().c_str());
    m_container = std::move(*container);
    m_user = userOf(holdersOf(*m_sandbox).front());
    QVERIFY(m_container->prepare(Stage::Run, m_policy.get()));
}

void tst_Cancel::cancel_ofAnything_leavesNothing_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(std::size(kCancelPrograms)); ++i)
        QTest::newRow(kCancelPrograms[i].name) << i;
}

void tst_Cancel::cancel_ofAnything_leavesNothing()
{
    QFETCH(const int, index);
    const pid_t helper = m_sandbox->helperProcess();
    const auto before = treeBelow(helper);
    QCOMPARE(before.size(), 2U); // holder and launcher

    const Cancelled cancelled = runAndCancel(*m_container, kCancelPrograms[index]);
    QVERIFY2(cancelled.outcome, cancelled.outcome ? "" : cancelled.outcome.error().describe().c_str());
    QCOMPARE(cancelled.outcome->killedBy, KilledBy::Cancel);
    QVERIFY2(cancelled.took < 1s * slowness(),
             qPrintable(QString::number(cancelled.took.count()))); // bench_cancel: 200 ms

    if (slowness() > 1) // an emulated kernel takes its time to end what was killed
        QTRY_VERIFY_WITH_TIMEOUT(treeBelow(helper).size() <= 2, kLongest * slowness());
    const auto after = treeBelow(helper);
    QVERIFY2(after.size() <= 2, qPrintable(QString::number(after.size())));
    QVERIFY(std::ranges::contains(after, before.front())); // the container itself lives on
    const auto next = m_container->run(
        {.argv = {"/usr/bin/python3", "-I", "-S", "-c", "import os; print(os.listdir('/w'), os.listdir('/tmp'))"},
         .requiredTier = m_container->tier()});
    QVERIFY2(next, next ? "" : next.error().describe().c_str());
    QCOMPARE(next->output, "[] []\n");
}

void tst_Cancel::cancel_beforeTheStart_runsNothing()
{
    std::stop_source stop;
    stop.request_stop();
    const auto outcome =
        m_container->run({.argv = {"/usr/bin/python3", "-c", "while True: pass"}, .requiredTier = m_container->tier()},
                         stop.get_token());
    QVERIFY(outcome && outcome->killedBy == KilledBy::Cancel);
}

void tst_Cancel::afterwards_nothingIsLeftOnTheHost()
{
    const pid_t helper = m_sandbox->helperProcess();
    const auto below = treeBelow(helper);
    m_container.reset();
    m_sandbox.reset();
    QVERIFY(std::ranges::none_of(below, isRunning) && !isRunning(helper));
    QCOMPARE(groupsOf(helper), 0);
    QCOMPARE(countLines("/proc/self/mountinfo"), m_mounts);
    if (m_user != ::geteuid())
        QTRY_COMPARE_WITH_TIMEOUT(belongingsOf(m_user), 0,
                                  kLongest * slowness()); // the kernel collects keys a little later
}

QTEST_GUILESS_MAIN(tst_Cancel)
#include "tst_cancel.moc"
