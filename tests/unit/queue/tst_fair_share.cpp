// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of whose turn it is: participants share a lane, whatever each of them has waiting.
#include "tests/unit/store/store_fixture.h"

#include <map>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Somebody {
    QString name;
    ParticipantId id = ParticipantId::make();
};

Entry addOf(Store &store, const Somebody &who, Priority priority = Priority::Normal, bool supersedes = false)
{
    Entry entry = makeEntry();
    entry.submission.participant = who.id;
    entry.submission.label = who.name;
    entry.judgement.priority = priority;
    expect(store.addSubmission(entry.submission, entry.judgement, {.supersedes = supersedes}));
    return entry;
}

/// Whose submissions are claimed, in order: "a b a".
QString claimedNames(Store &store, int most = 1000)
{
    QStringList names;
    for (int i = 0; i < most; ++i) {
        const auto task = expect(store.claimNext(Purpose::Submit, u"local"_s));
        if (!task)
            break;
        names.append(task->submission.label);
    }
    return names.join(u' ');
}

} // namespace

class TestFairShare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claims_twoParticipants_alternate();
    void claims_lateComer_joinsThePresentTurn();
    void claims_oneWithFiveHundred_holdsNobodyUp();
    void claims_afterCancelling_leaveNoDebt();
    void claims_priority_goesBeforeFairness();
    void claims_rejudging_comesLast();
    void position_isTheOrderOfClaims();
    void order_survivesARestart();
    void supersede_cancelsOwnWaitingOnes();
    void paused_lane_givesNothingUntilItGoesOn();
    void giveBack_waitsThenKeepsItsPlace();
    void requeue_lostTooOften_isQuarantined();
};

void TestFairShare::claims_twoParticipants_alternate()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    for (int i = 0; i < 3; ++i)
        (void)addOf(*store, a);
    for (int i = 0; i < 3; ++i)
        (void)addOf(*store, b);
    QCOMPARE(claimedNames(*store), u"a b a b a b"_s);
}

void TestFairShare::claims_lateComer_joinsThePresentTurn()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    for (int i = 0; i < 6; ++i)
        (void)addOf(*store, a);
    QCOMPARE(claimedNames(*store, 3), u"a a a"_s);
    // No credit for the past: b goes on from here, not three times in a row.
    for (int i = 0; i < 3; ++i)
        (void)addOf(*store, b);
    QCOMPARE(claimedNames(*store), u"a b a b a b"_s);
}

void TestFairShare::claims_oneWithFiveHundred_holdsNobodyUp()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody flood{.name = u"flood"_s};
    for (int i = 0; i < 500; ++i)
        (void)addOf(*store, flood);
    for (int who = 0; who < 9; ++who) {
        const Somebody other{.name = u"other"_s};
        for (int i = 0; i < 5; ++i)
            (void)addOf(*store, other);
    }
    // Alone, the last of the nine's 45 would be the 45th; it must not be later than the 90th.
    const QStringList order = claimedNames(*store).split(u' ');
    QCOMPARE(order.size(), 545);
    QVERIFY2(order.lastIndexOf(u"other"_s) < 90, qPrintable(QString::number(order.lastIndexOf(u"other"_s))));
    QCOMPARE(order.first(50).count(u"flood"_s), 5);
}

void TestFairShare::claims_afterCancelling_leaveNoDebt()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    QList<Entry> cancelled;
    for (int i = 0; i < 50; ++i)
        cancelled.append(addOf(*store, a));
    for (const Entry &entry : cancelled)
        QVERIFY(expect(store->cancelJudgement(entry.judgement.id)));
    (void)addOf(*store, a);
    (void)addOf(*store, b);
    (void)addOf(*store, b);
    QCOMPARE(claimedNames(*store), u"a b b"_s);
}

void TestFairShare::claims_priority_goesBeforeFairness()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    (void)addOf(*store, a, Priority::Low);
    (void)addOf(*store, a);
    (void)addOf(*store, b);
    const Somebody host{.name = u"host"_s};
    (void)addOf(*store, host, Priority::High);
    (void)addOf(*store, host, Priority::High);
    QCOMPARE(claimedNames(*store), u"host host a b a"_s);
}

void TestFairShare::claims_rejudging_comesLast()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"again"_s};
    const Entry judged = addOf(*store, a);
    ClaimedTask task = claim(*store);
    task.judgement.state = JudgementState::Done;
    task.judgement.verdict = Verdict::Accepted;
    expect(store->finishJudgement(task.judgement, task.epoch));
    expect(store->addRejudging({.id = RejudgingId::make(),
                                .reason = u"mended tests"_s,
                                .entries = {{.submission = judged.submission.id, .problem = std::nullopt}}}));
    (void)addOf(*store, {.name = u"new"_s});
    QCOMPARE(claimedNames(*store), u"new again"_s);
}

void TestFairShare::position_isTheOrderOfClaims()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    std::map<JudgementId, int> positions;
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    for (int i = 0; i < 4; ++i)
        positions[addOf(*store, a).judgement.id] = 0;
    for (int i = 0; i < 2; ++i)
        positions[addOf(*store, b).judgement.id] = 0;
    positions[addOf(*store, b, Priority::High).judgement.id] = 0;
    for (auto &[id, position] : positions)
        position = expect(store->queuePosition(id)).value();
    for (const QueueEntry &entry : expect(store->queueEntries(100)))
        QCOMPARE(entry.position, positions.at(entry.judgement.id));
    for (int i = 0; i < 7; ++i)
        QCOMPARE(positions.at(claim(*store).judgement.id), i);
}

void TestFairShare::order_survivesARestart()
{
    StoreFixture fixture;
    auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    for (int i = 0; i < 3; ++i)
        (void)addOf(*store, a);
    (void)addOf(*store, b);
    QCOMPARE(claimedNames(*store, 1), u"a"_s);
    store.reset();
    store = fixture.open();
    QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 1);
    QCOMPARE(claimedNames(*store), u"a b a a"_s);
}

void TestFairShare::supersede_cancelsOwnWaitingOnes()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Somebody a{.name = u"a"_s};
    const Somebody b{.name = u"b"_s};
    const Entry running = addOf(*store, a);
    (void)claim(*store);
    const Entry waiting = addOf(*store, a);
    const Entry others = addOf(*store, b);
    const Entry newest = addOf(*store, a, Priority::Normal, true);
    const auto stateOf = [&](const Entry &entry) { return expect(store->judgement(entry.judgement.id)).state; };
    QCOMPARE(stateOf(running), JudgementState::Leased);
    QCOMPARE(stateOf(waiting), JudgementState::Cancelled);
    QCOMPARE(stateOf(others), JudgementState::Queued);
    QCOMPARE(stateOf(newest), JudgementState::Queued);
}

void TestFairShare::paused_lane_givesNothingUntilItGoesOn()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    (void)add(*store, Purpose::Run);
    QueueRules rules = expect(store->queueRules());
    rules.submit.paused = true;
    EventLog log(fixture.bus);
    expect(store->setQueueRules(rules));
    QCOMPARE(log.events.last().type, EventType::QueueChanged);
    QVERIFY(expect(store->eventsAfter(0, 100)).last().data == EventData{rules});
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    QVERIFY(expect(store->claimNext(Purpose::Run, u"local"_s)));
    (void)add(*store); // may still wait
    rules.submit.paused = false;
    expect(store->setQueueRules(rules));
    (void)claim(*store);
    (void)claim(*store);
}

void TestFairShare::giveBack_waitsThenKeepsItsPlace()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry first = add(*store);
    const ClaimedTask task = claim(*store);
    const Entry second = add(*store);
    expect(store->recordCase(task.judgement.id, makeCase(0), task.epoch));
    const Judgement again = expect(store->giveBack(task.judgement, task.epoch, u"the helper died"_s, 1000ms));
    QCOMPARE(again.attempt, 2);
    QCOMPARE(again.lastFailure, u"the helper died"_s);
    QVERIFY(expect(store->judgement(first.judgement.id)) == again); // no cases either
    QCOMPARE(errorOf(store->recordCase(task.judgement.id, makeCase(0), task.epoch)), Errc::Cancelled);
    QCOMPARE(claim(*store).judgement.id, second.judgement.id);
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    fixture.clock.time += 1000ms;
    QCOMPARE(claim(*store).judgement.id, first.judgement.id);
}

void TestFairShare::requeue_lostTooOften_isQuarantined()
{
    StoreFixture fixture;
    auto store = fixture.open();
    const Entry poison = add(*store);
    for (int lost = 1; lost <= 5; ++lost) {
        const ClaimedTask task = claim(*store);
        QCOMPARE(task.judgement.lostGraders, lost - 1);
        QCOMPARE(task.judgement.attempt, lost);
        store.reset(); // and the grader with it
        store = fixture.open();
        QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 1);
    }
    const Judgement judgement = expect(store->judgement(poison.judgement.id));
    QCOMPARE(judgement.state, JudgementState::Done);
    QCOMPARE(judgement.verdict, Verdict::JudgingError);
    QVERIFY2(judgement.reason.startsWith(u"quarantined: 5 graders"_s), qPrintable(judgement.reason));
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    QCOMPARE(expect(store->eventsAfter(0, 100)).last().type, EventType::JudgementDone);
}

QTEST_GUILESS_MAIN(TestFairShare)
#include "tst_fair_share.moc"
