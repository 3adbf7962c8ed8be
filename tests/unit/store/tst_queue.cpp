// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the queue: claims, fencing, cancelling, requeueing, back-pressure.
#include "tests/unit/store/store_fixture.h"

#include <set>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Judgement inState(Judgement judgement, JudgementState state)
{
    judgement.state = state;
    return judgement;
}

} // namespace

class TestQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameRequest_isTheSameSubmission();
    void claim_emptyLane_givesNothing();
    void claim_severalWaiting_oldestOfItsLaneFirst();
    void claim_leased_carriesGraderAndStart();
    void claim_fourThreads_eachJudgementOnce();
    void claim_again_raisesEpoch();
    void write_underOldEpoch_isRefusedAndChangesNothing();
    void write_underWrongEpoch_isRefused_data();
    void write_underWrongEpoch_isRefused();
    void write_afterEnd_isRefused();
    void finish_intoStateThatGoesOn_isInvalid();
    void finish_withSkippedCases_keepsRecordedOnes();
    void recordCase_sameOrdinal_replaces();
    void cancel_inEveryState_data();
    void cancel_inEveryState();
    void cancel_queued_isNeverClaimed();
    void requeue_interrupted_goesBackToItsPlace();
    void requeue_nothingInterrupted_changesNothing();
    void addSubmission_fullLane_isRefusedUntilOneIsClaimed();
    void queuePosition_countsThoseInFront();
    void queueDepth_countsLanesAndActive();
};

void TestQueue::claim_emptyLane_givesNothing()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    (void)add(*store, Purpose::Run);
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    QVERIFY(expect(store->claimNext(Purpose::Run, u"local"_s)));
    QVERIFY(!expect(store->claimNext(Purpose::Run, u"local"_s)));
}

void TestQueue::claim_severalWaiting_oldestOfItsLaneFirst()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry first = add(*store);
    const Entry run = add(*store, Purpose::Run);
    fixture.clock.time -= 1h; // a clock that is set back does not change the order
    const Entry second = add(*store);
    QCOMPARE(claim(*store).judgement.id, first.judgement.id);
    QCOMPARE(claim(*store).judgement.id, second.judgement.id);
    QCOMPARE(claim(*store, Purpose::Run).judgement.id, run.judgement.id);
}

void TestQueue::claim_leased_carriesGraderAndStart()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry entry = add(*store);
    const auto task = expect(store->claimNext(Purpose::Submit, u"grader-7"_s));
    QVERIFY(task);
    Judgement expected = entry.judgement;
    expected.state = JudgementState::Leased;
    expected.grader = u"grader-7"_s;
    expected.started = fixture.clock.time;
    QVERIFY(task->judgement == expected);
    QVERIFY(task->submission == entry.submission);
    QCOMPARE(task->epoch, 1);
    QVERIFY(expect(store->judgement(entry.judgement.id)) == expected);
}

void TestQueue::claim_fourThreads_eachJudgementOnce()
{
    constexpr int kJudgements = 200;
    StoreFixture fixture;
    const auto store = fixture.open();
    for (int i = 0; i < kJudgements; ++i)
        (void)add(*store);

    std::array<QList<JudgementId>, 4> claimed;
    {
        std::vector<std::jthread> workers;
        for (auto &mine : claimed)
            workers.emplace_back([&store, &mine] {
                while (const auto task = expect(store->claimNext(Purpose::Submit, u"local"_s)))
                    mine.append(task->judgement.id);
            });
    }
    std::set<JudgementId> all;
    qsizetype total = 0;
    for (const auto &mine : claimed) {
        all.insert(mine.begin(), mine.end());
        total += mine.size();
    }
    QCOMPARE(total, kJudgements);
    QCOMPARE(all.size(), std::size_t{kJudgements});
}

void TestQueue::claim_again_raisesEpoch()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    QCOMPARE(claim(*store).epoch, 1);
    expect(store->requeueLost(LostWhen::AtStart));
    QCOMPARE(claim(*store).epoch, 2);
}

void TestQueue::write_underOldEpoch_isRefusedAndChangesNothing()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto late = claim(*store);
    expect(store->requeueLost(LostWhen::AtStart));
    const auto refusesAll = [&] {
        Judgement done = inState(late.judgement, JudgementState::Done);
        done.verdict = Verdict::Accepted;
        return errorOf(store->updateJudgement(done, late.epoch)) == Errc::Cancelled &&
               errorOf(store->recordCase(late.judgement.id, makeCase(0), late.epoch)) == Errc::Cancelled &&
               errorOf(store->finishJudgement(done, late.epoch)) == Errc::Cancelled;
    };
    const Judgement waiting = expect(store->judgement(late.judgement.id));
    QVERIFY(refusesAll());
    QVERIFY(expect(store->judgement(late.judgement.id)) == waiting);

    const auto current = claim(*store);
    const auto seq = expect(store->lastSeq());
    QVERIFY(refusesAll());
    QVERIFY(expect(store->judgement(late.judgement.id)) == current.judgement);
    QCOMPARE(expect(store->lastSeq()), seq);
    expect(store->recordCase(current.judgement.id, makeCase(0), current.epoch));
}

void TestQueue::write_underWrongEpoch_isRefused_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::newRow("an older one") << qint64{-1};
    QTest::newRow("one that nobody was given") << qint64{1};
}

void TestQueue::write_underWrongEpoch_isRefused()
{
    QFETCH(const qint64, offset);
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    QCOMPARE(errorOf(store->recordCase(task.judgement.id, makeCase(0), task.epoch + offset)), Errc::Cancelled);
    QCOMPARE(errorOf(store->updateJudgement(task.judgement, task.epoch + offset)), Errc::Cancelled);
}

void TestQueue::write_afterEnd_isRefused()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    expect(store->finishJudgement(inState(task.judgement, JudgementState::Done), task.epoch));
    QCOMPARE(errorOf(store->recordCase(task.judgement.id, makeCase(0), task.epoch)), Errc::Cancelled);
    QCOMPARE(errorOf(store->finishJudgement(inState(task.judgement, JudgementState::Done), task.epoch)),
             Errc::Cancelled);
}

void TestQueue::finish_intoStateThatGoesOn_isInvalid()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    QCOMPARE(errorOf(store->finishJudgement(inState(task.judgement, JudgementState::Running), task.epoch)),
             Errc::InvalidArgument);
}

void TestQueue::finish_withSkippedCases_keepsRecordedOnes()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    const CaseRun recorded = makeCase(0, Verdict::WrongAnswer);
    expect(store->recordCase(task.judgement.id, recorded, task.epoch));
    Judgement done = inState(task.judgement, JudgementState::Done);
    CaseRun skipped = makeCase(1);
    skipped.state = CaseState::Skipped;
    skipped.verdict.reset();
    done.cases = {makeCase(0, Verdict::Accepted), skipped}; // the first differs from what was recorded
    expect(store->finishJudgement(done, task.epoch));
    QVERIFY(expect(store->judgement(done.id)).cases == (QList{recorded, skipped}));
}

void TestQueue::recordCase_sameOrdinal_replaces()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    expect(store->recordCase(task.judgement.id, makeCase(0, Verdict::WrongAnswer), task.epoch));
    expect(store->recordCase(task.judgement.id, makeCase(0, Verdict::Accepted), task.epoch));
    QVERIFY(expect(store->judgement(task.judgement.id)).cases == QList{makeCase(0, Verdict::Accepted)});
}

void TestQueue::cancel_inEveryState_data()
{
    QTest::addColumn<JudgementState>("state");
    for (const auto &[state, name] : kJudgementStateNames.rows())
        QTest::newRow(name.data()) << state;
}

void TestQueue::cancel_inEveryState()
{
    QFETCH(const JudgementState, state);
    StoreFixture fixture;
    const auto store = fixture.open();
    const JudgementId id = add(*store).judgement.id;
    std::int64_t epoch = 0;
    if (state != JudgementState::Queued) {
        const auto task = claim(*store);
        epoch = task.epoch;
        expect(store->recordCase(id, makeCase(0), epoch));
        if (state != JudgementState::Leased)
            expect(store->updateJudgement(inState(task.judgement, state), epoch));
    }
    const Judgement before = expect(store->judgement(id));
    QCOMPARE(before.state, state);

    const bool cancelled = expect(store->cancelJudgement(id));
    const Judgement after = expect(store->judgement(id));
    QCOMPARE(cancelled, !isFinal(state));
    if (cancelled) {
        Judgement expected = inState(before, JudgementState::Cancelled);
        expected.ended = fixture.clock.time;
        QVERIFY(after == expected);
    } else {
        QVERIFY(after == before);
    }
    QCOMPARE(expect(store->cancelJudgement(id)), false);
    QCOMPARE(errorOf(store->recordCase(id, makeCase(1), epoch)), Errc::Cancelled);
}

void TestQueue::cancel_queued_isNeverClaimed()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry first = add(*store);
    const Entry second = add(*store);
    QVERIFY(expect(store->cancelJudgement(first.judgement.id)));
    QCOMPARE(claim(*store).judgement.id, second.judgement.id);
    QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 1);
    QCOMPARE(expect(store->judgement(first.judgement.id)).state, JudgementState::Cancelled);
}

void TestQueue::requeue_interrupted_goesBackToItsPlace()
{
    StoreFixture fixture;
    Entry first;
    Entry done;
    {
        const auto store = fixture.open();
        first = add(*store);
        done = add(*store);
        (void)add(*store);
        const auto task = claim(*store);
        Judgement running = inState(task.judgement, JudgementState::Running);
        running.compile = CompileResult{.ok = true, .cached = false, .duration = Milliseconds{5}, .output = u"x"_s};
        running.sandboxTier = u"full"_s;
        expect(store->updateJudgement(running, task.epoch));
        expect(store->recordCase(running.id, makeCase(0), task.epoch));
        const auto other = claim(*store);
        expect(store->finishJudgement(inState(other.judgement, JudgementState::Done), other.epoch));
    }
    const auto store = fixture.open();
    QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 1);
    Judgement expected = first.judgement;
    expected.attempt = 2;
    expected.lostGraders = 1;
    expected.lastFailure = u"the engine ended while it was judged"_s;
    QVERIFY(expect(store->judgement(first.judgement.id)) == expected);
    QCOMPARE(expect(store->judgement(done.judgement.id)).state, JudgementState::Done);
    QCOMPARE(expect(store->queuePosition(first.judgement.id)), 0);
    const auto task = claim(*store);
    QCOMPARE(task.judgement.id, first.judgement.id);
    QCOMPARE(task.epoch, 2);
}

void TestQueue::requeue_nothingInterrupted_changesNothing()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto seq = expect(store->lastSeq());
    QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 0);
    QCOMPARE(expect(store->lastSeq()), seq);
}

void TestQueue::addSubmission_fullLane_isRefusedUntilOneIsClaimed()
{
    StoreFixture fixture;
    fixture.maxWaitingPerLane = 2;
    const auto store = fixture.open();
    (void)add(*store);
    (void)add(*store);
    const Entry third = makeEntry();
    const auto seq = expect(store->lastSeq());
    QCOMPARE(errorOf(store->addSubmission(third.submission, third.judgement)), Errc::QueueFull);
    QCOMPARE(errorOf(store->submission(third.submission.id)), Errc::NotFound);
    QCOMPARE(expect(store->lastSeq()), seq);
    (void)add(*store, Purpose::Run); // the other lane has room of its own
    (void)claim(*store);
    expect(store->addSubmission(third.submission, third.judgement));
}

void TestQueue::queuePosition_countsThoseInFront()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry first = add(*store);
    (void)add(*store, Purpose::Run);
    const Entry second = add(*store);
    const Entry third = add(*store);
    QCOMPARE(expect(store->queuePosition(first.judgement.id)), 0);
    QCOMPARE(expect(store->queuePosition(third.judgement.id)), 2);
    QVERIFY(expect(store->cancelJudgement(second.judgement.id)));
    (void)claim(*store);
    QCOMPARE(expect(store->queuePosition(third.judgement.id)), 0);
    QVERIFY(!expect(store->queuePosition(first.judgement.id)));
    QVERIFY(!expect(store->queuePosition(second.judgement.id)));
}

void TestQueue::queueDepth_countsLanesAndActive()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(expect(store->queueDepth()) == QueueDepth{});
    for (int i = 0; i < 4; ++i)
        (void)add(*store);
    (void)add(*store, Purpose::Run);
    (void)claim(*store);
    const auto task = claim(*store);
    expect(store->updateJudgement(inState(task.judgement, JudgementState::Compiling), task.epoch));
    QVERIFY(expect(store->queueDepth()) == (QueueDepth{.waitingRun = 1, .waitingSubmit = 2, .active = 2}));
    expect(store->finishJudgement(inState(task.judgement, JudgementState::Done), task.epoch));
    QVERIFY(expect(store->queueDepth()) == (QueueDepth{.waitingRun = 1, .waitingSubmit = 2, .active = 1}));
}

void TestQueue::sameRequest_isTheSameSubmission()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    auto store = fixture.open();
    const Admission admission{.supersedes = false, .inLiveSession = false, .requestKey = u"k"_s, .requestHash = u"h"_s};
    const Entry first = makeEntry();
    QCOMPARE(expect(store->addSubmission(first.submission, first.judgement, admission)), first.submission.id);
    const qsizetype told = log.events.size();
    store.reset();
    store = fixture.open(); // it is remembered
    const Entry again = makeEntry();
    QCOMPARE(expect(store->addSubmission(again.submission, again.judgement, admission)), first.submission.id);
    QCOMPARE(errorOf(store->submission(again.submission.id)), Errc::NotFound);
    QCOMPARE(log.events.size(), told);
    QCOMPARE(expect(store->queueDepth()).waitingSubmit, 1);
    Admission other = admission;
    other.requestHash = u"something else"_s;
    QCOMPARE(errorOf(store->addSubmission(again.submission, again.judgement, other)), Errc::InvalidArgument);
    other.requestKey = u"another key"_s;
    QCOMPARE(expect(store->addSubmission(again.submission, again.judgement, other)), again.submission.id);
}

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
