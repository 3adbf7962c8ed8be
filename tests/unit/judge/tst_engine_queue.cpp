// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the engine's queue with real workers: rules that hold while it runs, and draining.
#include "tests/unit/judge/engine_fixture.h"

#include <QTest>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

class tst_EngineQueue : public QObject
{
    Q_OBJECT

    std::unique_ptr<PackageEngine> m_home;

    SubmissionId submit(const QByteArray &source)
    {
        const auto id = m_home->engine->submissions().submit(
            {.problem = m_home->problem,
             .language = QStringLiteral("python"),
             .sources = {{.name = QStringLiteral("solve.py"), .content = source}}});
        return id ? *id : SubmissionId();
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void rules_holdWhileItRuns();
    void drain_waitsForWhatRuns_andTakesNoMore();
};

void tst_EngineQueue::initTestCase()
{
    m_home = std::make_unique<PackageEngine>();
    m_home->openWithPackage();
}

void tst_EngineQueue::cleanupTestCase()
{
    m_home.reset();
}

void tst_EngineQueue::rules_holdWhileItRuns()
{
    QueueRules rules = QueueRules::unbounded();
    rules.submit.paused = true;
    rules.submit.atOnce = 4;
    QVERIFY(m_home->engine->queue().setRules(rules));
    const SubmissionId id = submit("print(2 * int(input()))\n");
    QTest::qWait(300);
    QCOMPARE(m_home->engine->store().currentJudgement(id)->state, JudgementState::Queued);
    QCOMPARE(m_home->engine->queue().placeOf(id)->value().position, 0);
    const auto count = [](const QList<WorkerStatus> &workers) {
        return std::ranges::count(workers, Purpose::Submit, &WorkerStatus::lane);
    };
    QCOMPARE(count(m_home->engine->status().workers), 4);
    rules.submit.atOnce = 1;
    QVERIFY(m_home->engine->queue().setRules(rules));
    QTRY_COMPARE(count(m_home->engine->status().workers), 1);
    QVERIFY(m_home->engine->queue().setPaused(Purpose::Submit, false));
    QCOMPARE(m_home->log->waitFor(id, JudgementState::Done)->verdict, Verdict::Accepted);
    QVERIFY(m_home->engine->queue().setRules(QueueRules::unbounded()));
}

void tst_EngineQueue::drain_waitsForWhatRuns_andTakesNoMore()
{
    const SubmissionId running = submit("import time\ntime.sleep(0.5)\nprint(2 * int(input()))\n");
    QVERIFY(m_home->log->waitFor(running, JudgementState::Running));
    QVERIFY(!m_home->engine->drain(1ms));
    const SubmissionId late = submit("print(2 * int(input()))\n");
    QVERIFY(m_home->engine->drain(30s));
    QCOMPARE(m_home->engine->store().currentJudgement(running)->verdict, Verdict::Accepted);
    QCOMPARE(m_home->engine->store().currentJudgement(late)->state, JudgementState::Queued);
    m_home->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_home->engine->store().currentJudgement(late)->state, JudgementState::Done, 30s);
}

QTEST_GUILESS_MAIN(tst_EngineQueue)
#include "tst_engine_queue.moc"
