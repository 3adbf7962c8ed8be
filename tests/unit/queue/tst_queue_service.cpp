// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the queue's rules and of what it says of those who wait.
#include "core/queue/queue_service.h"
#include "tests/unit/store/store_fixture.h"

#include <limits>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct ServiceFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    LaneGates gates;
    QueueService service{*store, files.bus, gates, files.clock, {.run = {.atOnce = 3}, .submit = {.atOnce = 2}}};

    /// As if one had taken a second.
    void judgeOne()
    {
        (void)add(*store);
        ClaimedTask task = claim(*store);
        task.judgement.started = files.clock.time;
        files.clock.time += 1s;
        task.judgement.state = JudgementState::Done;
        task.judgement.verdict = Verdict::Accepted;
        task.judgement.ended = files.clock.time;
        expect(store->finishJudgement(task.judgement, task.epoch));
    }
};

} // namespace

class TestQueueService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void start_opensGatesAsTheCoresAllow();
    void setRules_holdAtOnceAndAfterARestart();
    void setRules_outOfRange_isInvalidAndChangesNothing_data();
    void setRules_outOfRange_isInvalidAndChangesNothing();
    void placeOf_fewJudged_hasNoEstimate();
    void placeOf_behindOthers_saysHowLong();
    void entries_pausedLane_hasNoEstimates();
};

void TestQueueService::start_opensGatesAsTheCoresAllow()
{
    ServiceFixture fixture;
    QCOMPARE(fixture.service.atOnce(Purpose::Submit), 0);
    expect(fixture.service.start());
    QCOMPARE(fixture.service.atOnce(Purpose::Submit), 2);
    QCOMPARE(fixture.service.atOnce(Purpose::Run), 3);
}

void TestQueueService::setRules_holdAtOnceAndAfterARestart()
{
    ServiceFixture fixture;
    expect(fixture.service.start());
    QueueRules rules = expect(fixture.service.rules());
    rules.submit = {.atOnce = 7, .maxWaiting = 1, .perSecond = 2.5, .paused = false};
    expect(fixture.service.setRules(rules));
    QCOMPARE(fixture.service.atOnce(Purpose::Submit), 7);
    QCOMPARE(fixture.service.atOnce(Purpose::Run), 3);
    (void)add(*fixture.store);
    const Entry second = makeEntry();
    QCOMPARE(errorOf(fixture.store->addSubmission(second.submission, second.judgement)), Errc::QueueFull);

    fixture.store.reset();
    fixture.store = fixture.files.open();
    LaneGates gates;
    QueueService again(*fixture.store, fixture.files.bus, gates, fixture.files.clock, {});
    expect(again.start());
    QVERIFY(expect(again.rules()) == rules);
    QCOMPARE(again.atOnce(Purpose::Submit), 7);
}

void TestQueueService::setRules_outOfRange_isInvalidAndChangesNothing_data()
{
    QTest::addColumn<int>("atOnce");
    QTest::addColumn<int>("maxWaiting");
    QTest::addColumn<double>("perSecond");
    QTest::newRow("too many at once") << 17 << 0 << 0.0;
    QTest::newRow("less than none at once") << -1 << 0 << 0.0;
    QTest::newRow("less than nobody waiting") << 0 << -1 << 0.0;
    QTest::newRow("negative rate") << 0 << 0 << -0.5;
    QTest::newRow("no number") << 0 << 0 << std::numeric_limits<double>::quiet_NaN();
}

void TestQueueService::setRules_outOfRange_isInvalidAndChangesNothing()
{
    QFETCH(const int, atOnce);
    QFETCH(const int, maxWaiting);
    QFETCH(const double, perSecond);
    ServiceFixture fixture;
    const QueueRules before = expect(fixture.service.rules());
    QueueRules rules = before;
    rules.run = {.atOnce = atOnce, .maxWaiting = maxWaiting, .perSecond = perSecond, .paused = false};
    QCOMPARE(errorOf(fixture.service.setRules(rules)), Errc::InvalidArgument);
    QVERIFY(expect(fixture.service.rules()) == before);
}

void TestQueueService::placeOf_fewJudged_hasNoEstimate()
{
    ServiceFixture fixture;
    expect(fixture.service.start());
    (void)add(*fixture.store);
    const Entry second = add(*fixture.store);
    const auto place = expect(fixture.service.placeOf(second.submission.id));
    QVERIFY(place == (QueuePlace{.position = 1, .wait = std::nullopt}));
    (void)claim(*fixture.store);
    (void)claim(*fixture.store);
    QVERIFY(!expect(fixture.service.placeOf(second.submission.id)));
    QCOMPARE(errorOf(fixture.service.placeOf(SubmissionId::make())), Errc::NotFound);
}

void TestQueueService::placeOf_behindOthers_saysHowLong()
{
    ServiceFixture fixture;
    expect(fixture.service.start());
    for (int i = 0; i < 5; ++i)
        fixture.judgeOne();
    for (int i = 0; i < 2; ++i) { // both workers are busy, and have been for 400 ms
        (void)add(*fixture.store);
        ClaimedTask task = claim(*fixture.store);
        task.judgement.state = JudgementState::Running;
        task.judgement.started = fixture.files.clock.time;
        expect(fixture.store->updateJudgement(task.judgement, task.epoch));
    }
    fixture.files.clock.time += 400ms;
    Entry last;
    for (int i = 0; i < 5; ++i)
        last = add(*fixture.store);
    const auto place = expect(fixture.service.placeOf(last.submission.id));
    QVERIFY(place.has_value());
    QCOMPARE(place->position, 4);
    QVERIFY(place->wait == (WaitEstimate{.p50 = 2600ms, .p90 = 2600ms}));
    const auto entries = expect(fixture.service.entries(100));
    QCOMPARE(entries.size(), 7);
    QVERIFY(!entries.first().position && !entries.first().wait);
    QVERIFY(entries.last().wait == place->wait);
    QCOMPARE(entries.last().submission.id, last.submission.id);
}

void TestQueueService::entries_pausedLane_hasNoEstimates()
{
    ServiceFixture fixture;
    expect(fixture.service.start());
    for (int i = 0; i < 5; ++i)
        fixture.judgeOne();
    (void)add(*fixture.store);
    QVERIFY(expect(fixture.service.entries(10)).first().wait);
    expect(fixture.service.setPaused(Purpose::Submit, true));
    QVERIFY(!expect(fixture.service.entries(10)).first().wait);
    QVERIFY(!expect(fixture.store->claimNext(Purpose::Submit, u"local"_s)));
    expect(fixture.service.setPaused(Purpose::Submit, false));
    (void)claim(*fixture.store);
}

QTEST_GUILESS_MAIN(TestQueueService)
#include "tst_queue_service.moc"
