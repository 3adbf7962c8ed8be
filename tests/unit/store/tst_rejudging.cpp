// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of rejudgings in the store: what is queued and when, what applying and discarding change, what is refused.
#include "tests/unit/store/store_fixture.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

void finish(Store &store, ClaimedTask task, Verdict verdict, const QString &toolchain = {})
{
    task.judgement.state = JudgementState::Done;
    task.judgement.verdict = verdict;
    task.judgement.score = verdict == Verdict::Accepted ? 100 : 0;
    task.judgement.toolchain = toolchain;
    task.judgement.cases = {makeCase(0, verdict)};
    expect(store.finishJudgement(task.judgement, task.epoch));
}

/// A submission that was judged.
Entry judged(Store &store, Verdict verdict, const QString &toolchain = {})
{
    const Entry entry = add(store);
    finish(store, claim(store), verdict, toolchain);
    return entry;
}

RejudgingDraft draftOf(const QList<Entry> &entries)
{
    RejudgingDraft draft{.id = RejudgingId::make(), .reason = u"the answer was wrong"_s, .entries = {}};
    for (const Entry &entry : entries)
        draft.entries.append({.submission = entry.submission.id, .problem = {}});
    return draft;
}

} // namespace

class TestRejudging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void added_countsForNothing();
    void added_waitsBehindWhatSomebodyWaitsFor();
    void added_isNotBoundByTheQueuesBound();
    void applied_changesVerdictsAndKeepsTheOldOnes();
    void applied_leavesWhatCouldNotBeJudged();
    void discarded_cancelsAndChangesNothing();
    void decided_cannotBeDecidedAgain();
    void unfinished_cannotBeApplied();
    void refused_data();
    void refused();
    void interrupted_goesOnForTheSameRejudging();
};

void TestRejudging::added_countsForNothing()
{
    StoreFixture fixture;
    const RejudgingDraft draft = [&] {
        const auto store = fixture.open();
        const Entry entry = judged(*store, Verdict::WrongAnswer);
        const RejudgingDraft made = draftOf({entry});
        EventLog log(fixture.bus);
        expect(store->addRejudging(made));
        QList<EventType> types;
        for (const Event &event : log.events) {
            types.append(event.type);
            if (std::get<Judgement>(event.data).current || std::get<Judgement>(event.data).rejudging != made.id)
                qFatal("the event says that it counts");
        }
        if (types != QList{EventType::JudgementQueued})
            qFatal("other events");
        if (expect(store->currentJudgement(entry.submission.id)).verdict != Verdict::WrongAnswer)
            qFatal("the verdict has changed");
        return made;
    }();
    const auto store = fixture.open(); // it is there after a restart
    const Rejudging rejudging = expect(store->rejudging(draft.id));
    QCOMPARE(rejudging.reason, draft.reason);
    QCOMPARE(rejudging.state, RejudgingState::Open);
    QCOMPARE(rejudging.created, fixture.clock.time);
    QCOMPARE(rejudging.submissions.size(), 1);
    QCOMPARE(rejudging.submissions.first().before.verdict, Verdict::WrongAnswer);
    QCOMPARE(rejudging.submissions.first().after.state, JudgementState::Queued);
    QVERIFY(!rejudging.isFinished());
    QCOMPARE(expect(store->rejudgings()).size(), 1);
    QCOMPARE(errorOf(store->rejudging(RejudgingId::make())), Errc::NotFound);
}

void TestRejudging::added_waitsBehindWhatSomebodyWaitsFor()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry old = judged(*store, Verdict::WrongAnswer);
    expect(store->addRejudging(draftOf({old})));
    const JudgementId again = expect(store->judgements(old.submission.id)).last().id;
    QCOMPARE(expect(store->queuePosition(again)), std::optional{0});
    const Entry fresh = add(*store);
    QCOMPARE(expect(store->queuePosition(fresh.judgement.id)), std::optional{0});
    QCOMPARE(expect(store->queuePosition(again)), std::optional{1});
    QCOMPARE(claim(*store).judgement.id, fresh.judgement.id);
    QCOMPARE(claim(*store).judgement.id, again);
}

void TestRejudging::added_isNotBoundByTheQueuesBound()
{
    StoreFixture fixture;
    fixture.maxWaitingPerLane = 1;
    const auto store = fixture.open();
    const Entry first = judged(*store, Verdict::WrongAnswer);
    const Entry second = judged(*store, Verdict::WrongAnswer);
    expect(store->addRejudging(draftOf({first, second})));
    (void)add(*store); // and it takes nobody's place
    const Entry third = makeEntry();
    QCOMPARE(errorOf(store->addSubmission(third.submission, third.judgement)), Errc::QueueFull);
}

void TestRejudging::applied_changesVerdictsAndKeepsTheOldOnes()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry changes = judged(*store, Verdict::WrongAnswer, u"gcc 1"_s);
    const Entry stays = judged(*store, Verdict::Accepted, u"gcc 1"_s);
    const RejudgingDraft draft = draftOf({changes, stays});
    expect(store->addRejudging(draft));
    finish(*store, claim(*store), Verdict::Accepted, u"gcc 2"_s);
    finish(*store, claim(*store), Verdict::Accepted, u"gcc 2"_s);
    const Rejudging preview = expect(store->rejudging(draft.id));
    QVERIFY(preview.isFinished());
    QCOMPARE(preview.changedCount(), 1);
    QVERIFY(preview.submissions[0].isChanged());
    QCOMPARE(expect(store->currentJudgement(changes.submission.id)).verdict, Verdict::WrongAnswer);

    EventLog log(fixture.bus);
    expect(store->applyRejudging(draft.id));
    QCOMPARE(log.events.size(), 2);
    for (const Event &event : std::as_const(log.events)) {
        QCOMPARE(event.type, EventType::JudgementDone);
        QVERIFY(std::get<Judgement>(event.data).current);
        QCOMPARE(std::get<Judgement>(event.data).cases.size(), 1);
    }
    QCOMPARE(expect(store->currentJudgement(changes.submission.id)).verdict, Verdict::Accepted);
    const auto all = expect(store->judgements(changes.submission.id));
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].verdict, Verdict::WrongAnswer);
    QCOMPARE(all[0].toolchain, u"gcc 1"_s);
    QVERIFY(!all[0].current);
    QCOMPARE(all[1].toolchain, u"gcc 2"_s);
    QVERIFY(all[1].current);
    const Rejudging after = expect(store->rejudging(draft.id));
    QCOMPARE(after.state, RejudgingState::Applied);
    QCOMPARE(after.ended, std::optional{fixture.clock.time});
    QCOMPARE(after.changedCount(), 1); // what it changed can still be read
}

void TestRejudging::applied_leavesWhatCouldNotBeJudged()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry entry = judged(*store, Verdict::Accepted);
    const RejudgingDraft draft = draftOf({entry});
    expect(store->addRejudging(draft));
    finish(*store, claim(*store), Verdict::JudgingError);
    QCOMPARE(expect(store->rejudging(draft.id)).changedCount(), 0);
    expect(store->applyRejudging(draft.id));
    QCOMPARE(expect(store->currentJudgement(entry.submission.id)).verdict, Verdict::Accepted);
}

void TestRejudging::discarded_cancelsAndChangesNothing()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry done = judged(*store, Verdict::WrongAnswer);
    const Entry waiting = judged(*store, Verdict::WrongAnswer);
    const RejudgingDraft draft = draftOf({done, waiting});
    expect(store->addRejudging(draft));
    finish(*store, claim(*store), Verdict::Accepted);
    const ClaimedTask running = claim(*store);
    expect(store->discardRejudging(draft.id));
    QCOMPARE(errorOf(store->recordCase(running.judgement.id, makeCase(0), running.epoch)), Errc::Cancelled);
    for (const Entry &entry : {done, waiting})
        QCOMPARE(expect(store->currentJudgement(entry.submission.id)).verdict, Verdict::WrongAnswer);
    QCOMPARE(expect(store->rejudging(draft.id)).state, RejudgingState::Discarded);
    expect(store->addRejudging(draftOf({done}))); // free for another one
}

void TestRejudging::decided_cannotBeDecidedAgain()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const RejudgingDraft draft = draftOf({judged(*store, Verdict::WrongAnswer)});
    expect(store->addRejudging(draft));
    finish(*store, claim(*store), Verdict::Accepted);
    expect(store->applyRejudging(draft.id));
    QCOMPARE(errorOf(store->applyRejudging(draft.id)), Errc::InvalidArgument);
    QCOMPARE(errorOf(store->discardRejudging(draft.id)), Errc::InvalidArgument);
    QCOMPARE(errorOf(store->applyRejudging(RejudgingId::make())), Errc::NotFound);
}

void TestRejudging::unfinished_cannotBeApplied()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry entry = judged(*store, Verdict::WrongAnswer);
    const RejudgingDraft draft = draftOf({entry});
    expect(store->addRejudging(draft));
    QCOMPARE(errorOf(store->applyRejudging(draft.id)), Errc::InvalidArgument);
    QCOMPARE(expect(store->currentJudgement(entry.submission.id)).verdict, Verdict::WrongAnswer);
}

void TestRejudging::refused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << u"nothing"_s << int(Errc::InvalidArgument);
    QTest::newRow("a run") << u"run"_s << int(Errc::InvalidArgument);
    QTest::newRow("still judged") << u"unfinished"_s << int(Errc::InvalidArgument);
    QTest::newRow("twice") << u"twice"_s << int(Errc::InvalidArgument);
    QTest::newRow("in another one") << u"taken"_s << int(Errc::InvalidArgument);
    QTest::newRow("unknown") << u"unknown"_s << int(Errc::NotFound);
}

void TestRejudging::refused()
{
    QFETCH(QString, what);
    QFETCH(int, code);
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry good = judged(*store, Verdict::WrongAnswer);
    QList<Entry> entries;
    if (what != "nothing"_L1)
        entries.append(good);
    if (what == "run"_L1) {
        entries.append(add(*store, Purpose::Run));
        finish(*store, claim(*store, Purpose::Run), Verdict::Ok);
    } else if (what == "unfinished"_L1) {
        entries.append(add(*store));
    } else if (what == "twice"_L1) {
        entries.append(good);
    } else if (what == "taken"_L1) {
        entries.append(judged(*store, Verdict::WrongAnswer));
        expect(store->addRejudging(draftOf({entries.last()})));
    } else if (what == "unknown"_L1) {
        entries.append(makeEntry());
    }
    const auto before = expect(store->rejudgings()).size();
    QCOMPARE(errorOf(store->addRejudging(draftOf(entries))), std::optional{static_cast<Errc>(code)});
    QCOMPARE(expect(store->rejudgings()).size(), before);
    QCOMPARE(expect(store->judgements(good.submission.id)).size(), 1); // nothing of it was stored
}

void TestRejudging::interrupted_goesOnForTheSameRejudging()
{
    StoreFixture fixture;
    RejudgingDraft draft;
    {
        const auto store = fixture.open();
        draft = draftOf({judged(*store, Verdict::WrongAnswer)});
        draft.entries[0].problem = expect(store->addProblem(makeProblem(u"mended"_s)));
        expect(store->addRejudging(draft));
        (void)claim(*store);
    }
    const auto store = fixture.open();
    EventLog log(fixture.bus);
    QCOMPARE(expect(store->requeueLost(LostWhen::AtStart)), 1);
    QVERIFY(!std::get<Judgement>(log.events.first().data).current);
    const ClaimedTask again = claim(*store);
    QCOMPARE(again.judgement.rejudging, std::optional{draft.id});
    QCOMPARE(again.judgement.problem, draft.entries[0].problem);
    QVERIFY(!again.judgement.current);
    finish(*store, again, Verdict::Accepted);
    expect(store->applyRejudging(draft.id));
    QCOMPARE(expect(store->rejudging(draft.id)).submissions.first().after.verdict, Verdict::Accepted);
}

QTEST_GUILESS_MAIN(TestRejudging)
#include "tst_rejudging.moc"
