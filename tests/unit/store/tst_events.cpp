// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the event log: what each change reports, in which order, and that neither is ever there alone.
#include "tests/unit/store/store_fixture.h"

#include "core/store/database.h"

#include <algorithm>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

QList<EventType> typesOf(const QList<Event> &events)
{
    QList<EventType> types;
    for (const auto &event : events)
        types.append(event.type);
    return types;
}

QString rawData(const StoreFixture &fixture, std::int64_t seq)
{
    const auto database = test::openRaw(fixture.address());
    auto rows = expect(database->query("SELECT data FROM event WHERE seq = ?", seq));
    (void)expect(rows.next());
    return rows.text(0);
}

} // namespace

class TestEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walk_ofOneSubmission_reportsEachStepInOrder();
    void events_readFromLog_equalThosePublished();
    void events_afterReopening_goOnCounting();
    void eventsAfter_seqAndLimit_areKept();
    void submissionCreated_neverHoldsContents();
    void largeOutputs_areBlobsInLogAndWholeInEvents();
    void cancelAndRequeue_reportWholeJudgement();
    void bus_writesReturned_eventsWereDelivered();
    void bus_manyWriters_getsSeqWithoutGap();
    void eventThatCannotBeWritten_takesItsChangeWithIt();
    void failedWrite_inOneGroup_takesNoOtherWithIt();
    void old_areForgottenAndTheRestIsWithoutAGap();
    void old_all_butTheNewest();
};

void TestEvents::walk_ofOneSubmission_reportsEachStepInOrder()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    const Problem problem = makeProblem(u"hello"_s);
    expect(store->addProblem(problem));
    const Entry entry = makeEntry(Purpose::Submit, problem.id);
    expect(store->addSubmission(entry.submission, entry.judgement));
    const auto task = claim(*store);
    Judgement judgement = task.judgement;
    judgement.state = JudgementState::Running;
    expect(store->updateJudgement(judgement, task.epoch));
    const Judgement running = judgement;
    expect(store->recordCase(judgement.id, makeCase(0), task.epoch));
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::Accepted;
    judgement.cases = {makeCase(0)};
    expect(store->finishJudgement(judgement, task.epoch));

    using enum EventType;
    QVERIFY(typesOf(log.events) == (QList{EventType::ProblemAdded, SubmissionCreated, JudgementQueued, JudgementStarted,
                                          JudgementUpdated, EventType::CaseDone, JudgementDone}));
    Submission outline = entry.submission;
    outline.sources.first().content.clear();
    const QList<EventData> expected = {
        core::ProblemAdded{.id = problem.id,
                           .shortName = problem.shortName,
                           .title = problem.title(),
                           .contentHash = problem.contentHash},
        outline,
        entry.judgement,
        task.judgement,
        running,
        core::CaseDone{.judgement = judgement.id, .submission = entry.submission.id, .run = makeCase(0)},
        judgement,
    };
    for (int i = 0; i < expected.size(); ++i) {
        QVERIFY2(log.events.at(i).data == expected.at(i), qPrintable(QString::number(i)));
        QCOMPARE(log.events.at(i).seq, i + 1);
        QVERIFY(log.events.at(i).time == fixture.clock.time);
    }
}

void TestEvents::events_readFromLog_equalThosePublished()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    expect(store->addProblem(makeProblem(u"hello"_s)));
    Entry entry = makeEntry(Purpose::Run);
    entry.submission.inputs = {{.name = u"custom"_s, .input = "1", .expected = "2"},
                               {.name = u"free"_s, .input = "1", .expected = std::nullopt}};
    expect(store->addSubmission(entry.submission, entry.judgement));
    const auto task = claim(*store, Purpose::Run);
    CaseRun run = makeCase(0, Verdict::RunTimeError);
    run.output = QByteArray(10'000, '\xff');
    run.errorOutput = "\xef\xbb\xbf with a byte order mark";
    expect(store->recordCase(task.judgement.id, run, task.epoch));
    Judgement done = task.judgement;
    done.state = JudgementState::Done;
    done.verdict = Verdict::RunTimeError;
    done.compile = CompileResult{.ok = true, .cached = false, .duration = Milliseconds{3}, .output = u"note"_s};
    done.cases = {run};
    expect(store->finishJudgement(done, task.epoch));
    QCOMPARE(log.events.size(), 6);
    QVERIFY(expect(store->eventsAfter(0, 100)) == log.events);
}

void TestEvents::events_afterReopening_goOnCounting()
{
    StoreFixture fixture;
    (void)add(*fixture.open());
    const auto store = fixture.open();
    QCOMPARE(expect(store->lastSeq()), 2);
    (void)add(*store);
    QCOMPARE(expect(store->eventsAfter(2, 100)).first().seq, 3);
    QCOMPARE(expect(store->lastSeq()), 4);
}

void TestEvents::eventsAfter_seqAndLimit_areKept()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QCOMPARE(expect(store->lastSeq()), 0);
    QVERIFY(expect(store->eventsAfter(0, 10)).isEmpty());
    for (int i = 0; i < 3; ++i)
        (void)add(*store);
    const auto events = expect(store->eventsAfter(2, 3));
    QCOMPARE(events.size(), 3);
    QCOMPARE(events.first().seq, 3);
    QCOMPARE(events.last().seq, 5);
    QVERIFY(expect(store->eventsAfter(6, 10)).isEmpty());
}

void TestEvents::submissionCreated_neverHoldsContents()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Entry entry = makeEntry(Purpose::Run);
    entry.submission.sources.first().content = "secret source";
    entry.submission.inputs = {{.name = u"custom"_s, .input = "secret input", .expected = "secret answer"}};
    expect(store->addSubmission(entry.submission, entry.judgement));
    const QString data = rawData(fixture, 1);
    QVERIFY(!data.contains(u"secret"_s));
    QVERIFY2(data.contains(u"\"sources\":[{\"name\":\"main.cpp\",\"size_bytes\":13}]"_s), qPrintable(data));
    QVERIFY2(data.contains(u"\"expected_bytes\":13"_s), qPrintable(data));
}

void TestEvents::largeOutputs_areBlobsInLogAndWholeInEvents()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const auto task = claim(*store);
    CaseRun run = makeCase(0);
    run.output = QByteArray(100'000, 'o');
    expect(store->recordCase(task.judgement.id, run, task.epoch));
    const Event event = expect(store->eventsAfter(3, 1)).first();
    QVERIFY(std::get<CaseDone>(event.data).run == run);
    QVERIFY(rawData(fixture, event.seq).size() < 2'000);
}

void TestEvents::cancelAndRequeue_reportWholeJudgement()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    const JudgementId id = add(*store).judgement.id;
    expect(store->recordCase(id, makeCase(0), claim(*store).epoch));
    expect(store->requeueLost(LostWhen::AtStart));
    QCOMPARE(log.events.last().type, EventType::JudgementUpdated);
    QVERIFY(std::get<Judgement>(log.events.last().data) == expect(store->judgement(id)));
    expect(store->recordCase(id, makeCase(0), claim(*store).epoch));
    QVERIFY(expect(store->cancelJudgement(id)));
    QCOMPARE(log.events.last().type, EventType::JudgementCancelled);
    QVERIFY(std::get<Judgement>(log.events.last().data) == expect(store->judgement(id)));
    QCOMPARE(std::get<Judgement>(log.events.last().data).cases.size(), 1);
}

void TestEvents::bus_writesReturned_eventsWereDelivered()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    for (int i = 1; i <= 50; ++i) {
        (void)add(*store);
        QCOMPARE(log.events.size(), 2 * i);
    }
}

void TestEvents::bus_manyWriters_getsSeqWithoutGap()
{
    constexpr int kThreads = 8;
    constexpr int kEach = 200;
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    {
        const auto store = fixture.open();
        std::vector<std::jthread> submitters;
        for (int i = 0; i < kThreads; ++i)
            submitters.emplace_back([&store] {
                for (int n = 0; n < kEach; ++n)
                    (void)add(*store, n % 2 == 0 ? Purpose::Run : Purpose::Submit);
            });
    }
    QCOMPARE(log.events.size(), 2 * kThreads * kEach);
    for (int i = 0; i < log.events.size(); ++i)
        QCOMPARE(log.events.at(i).seq, i + 1);
    const auto store = fixture.open();
    QVERIFY(expect(store->eventsAfter(0, 10'000)) == log.events);
    QCOMPARE(expect(store->submissions({.problem = {}, .purpose = {}, .limit = 10'000})).size(), kThreads * kEach);
    QVERIFY(expect(store->queueDepth()) == (QueueDepth{.waitingRun = 800, .waitingSubmit = 800}));
}

void TestEvents::eventThatCannotBeWritten_takesItsChangeWithIt()
{
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    const auto database = test::openRaw(fixture.address());
    if (database->dialect() == Dialect::Sqlite) {
        expect(database->runOnce(u"CREATE TRIGGER broken BEFORE INSERT ON event WHEN new.type = 'judgement.queued' "
                                 "BEGIN SELECT raise(ABORT, 'no such luck'); END"_s));
    } else {
        expect(database->runOnce(u"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                                 "'BEGIN RAISE EXCEPTION ''no such luck''; END'"_s));
        expect(database->runOnce(u"CREATE TRIGGER broken BEFORE INSERT ON event FOR EACH ROW "
                                 "WHEN (new.type = 'judgement.queued') EXECUTE FUNCTION refuse()"_s));
    }
    const Entry entry = makeEntry();
    const auto added = store->addSubmission(entry.submission, entry.judgement);
    QCOMPARE(errorOf(added), Errc::Store);
    QVERIFY2(added.error().detail.contains("no such luck"), added.error().detail.c_str());
    QCOMPARE(errorOf(store->submission(entry.submission.id)), Errc::NotFound);
    QCOMPARE(errorOf(store->judgement(entry.judgement.id)), Errc::NotFound);
    QVERIFY(log.events.isEmpty()); // submission.created was written, then taken back

    expect(database->runOnce(database->dialect() == Dialect::Sqlite ? u"DROP TRIGGER broken"_s
                                                                    : u"DROP TRIGGER broken ON event"_s));
    expect(store->addSubmission(entry.submission, entry.judgement));
    QCOMPARE(log.events.first().seq, 1);
}

void TestEvents::failedWrite_inOneGroup_takesNoOtherWithIt()
{
    constexpr int kThreads = 8;
    constexpr int kEach = 50;
    StoreFixture fixture;
    const EventLog log(fixture.bus);
    const auto store = fixture.open();
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> submitters;
        for (int i = 0; i < kThreads; ++i)
            submitters.emplace_back([&] {
                for (int n = 0; n < kEach; ++n) {
                    const Entry bad = makeEntry(Purpose::Submit, ProblemId::make());
                    refused += errorOf(store->addSubmission(bad.submission, bad.judgement)) == Errc::Store ? 1 : 0;
                    (void)add(*store);
                }
            });
    }
    QCOMPARE(refused.load(), kThreads * kEach);
    QCOMPARE(log.events.size(), 2 * kThreads * kEach);
    QCOMPARE(expect(store->lastSeq()), 2 * kThreads * kEach);
    QCOMPARE(expect(store->queueDepth()).waitingSubmit, kThreads * kEach);
}

void TestEvents::old_areForgottenAndTheRestIsWithoutAGap()
{
    using namespace std::chrono_literals;
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry entry = add(*store);
    const ClaimedTask task = claim(*store);
    CaseRun run = makeCase(0);
    run.output =
        QByteArray(20'000, 'x'); // a file of its own, which only the event knows of once the attempt is given up
    expect(store->recordCase(task.judgement.id, run, task.epoch));
    expect(store->giveBack(task.judgement, task.epoch, u"why"_s, Milliseconds{0}));
    const std::int64_t old = expect(store->lastSeq());
    fixture.clock.time += 48h;
    for (int i = 0; i < 3; ++i)
        (void)add(*store);
    const auto blobs = [&fixture] { return blobCount(fixture.address(), fixture.path()); };
    QCOMPARE(blobs(), 1);
    QCOMPARE(expect(store->forgetEvents(fixture.clock.time - 24h)), static_cast<int>(old));
    QCOMPARE(blobs(), 0);
    QCOMPARE(errorOf(store->eventsAfter(0, 10)), Errc::NotFound);
    QCOMPARE(errorOf(store->eventsAfter(old - 1, 10)), Errc::NotFound);
    const auto left = expect(store->eventsAfter(old, 100));
    QCOMPARE(left.size(), 6);
    for (qsizetype i = 0; i < left.size(); ++i)
        QCOMPARE(left.at(i).seq, old + 1 + i);
    QCOMPARE(expect(store->forgetEvents(fixture.clock.time - 24h)), 0);
    QCOMPARE(expect(store->submission(entry.submission.id)).id, entry.submission.id); // it is still there
}

void TestEvents::old_all_butTheNewest()
{
    using namespace std::chrono_literals;
    StoreFixture fixture;
    auto store = fixture.open();
    for (int i = 0; i < 1500; ++i)
        (void)add(*store);
    const std::int64_t last = expect(store->lastSeq());
    fixture.clock.time += 48h;
    QCOMPARE(expect(store->forgetEvents(fixture.clock.time)), static_cast<int>(last - 1)); // in several writes
    QCOMPARE(expect(store->eventsAfter(last - 1, 100)).size(), 1);
    store.reset();
    store = fixture.open();
    (void)add(*store);
    QCOMPARE(expect(store->eventsAfter(last, 100)).first().seq, last + 1); // counted on
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
