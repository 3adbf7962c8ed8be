// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what a candidate hears of the log: their own, as far as it is told, and nothing that holds a hidden test.
#include "core/json/candidate_json.h"
#include "core/sessions/candidate_feed.h"
#include "tests/unit/store/store_fixture.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kSecret = "hidden-thing";

/// A session of two candidates and an interviewer, over a real store.
struct FeedFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    Session session;
    ParticipantId kim = ParticipantId::make();
    ParticipantId other = ParticipantId::make();

    explicit FeedFixture(Feedback feedback)
    {
        session.id = SessionId::make();
        session.title = u"Interview"_s;
        session.state = SessionState::Live;
        session.created = files.clock.time;
        session.closesAt = files.clock.time + std::chrono::hours(1);
        session.rules.feedback = feedback;
        session.participants = {{.id = kim, .name = u"Kim"_s},
                                {.id = other, .name = u"Other hidden-thing"_s},
                                {.id = ParticipantId::make(), .name = u"Ada"_s, .role = ParticipantRole::Interviewer}};
        expect(store->addSession(session));
    }

    [[nodiscard]] Entry submit(ParticipantId who, Purpose purpose)
    {
        Entry entry = makeEntry(purpose);
        entry.submission.participant = who;
        entry.submission.sources.first().content = who == kim ? "own" : kSecret;
        expect(store->addSubmission(entry.submission, entry.judgement));
        return entry;
    }
    /// One sample that is right and two hidden cases, the second of which fails.
    void judge(Purpose lane)
    {
        const ClaimedTask task = claim(*store, lane);
        Judgement judgement = task.judgement;
        judgement.state = JudgementState::Running;
        expect(store->updateJudgement(judgement, task.epoch));
        CaseRun sample = makeCase(0);
        judgement.cases = {sample};
        expect(store->recordCase(judgement.id, sample, task.epoch));
        for (int i = 1; i < 3; ++i) {
            CaseRun hidden = makeCase(i, i == 2 ? Verdict::WrongAnswer : Verdict::Accepted);
            hidden.secret = true;
            hidden.name = u"secret/%1-"_s.arg(i) + QLatin1StringView(kSecret);
            hidden.output = hidden.errorOutput = QByteArray(kSecret).repeated(i == 2 ? 1000 : 1); // also as a blob
            hidden.reason = QLatin1StringView(kSecret);
            judgement.cases.append(hidden);
            expect(store->recordCase(judgement.id, hidden, task.epoch));
        }
        judgement.state = JudgementState::Done;
        judgement.verdict = Verdict::WrongAnswer;
        judgement.reason = QLatin1StringView(kSecret);
        judgement.groups = {{.name = QLatin1StringView(kSecret), .verdict = Verdict::WrongAnswer}};
        judgement.ended = files.clock.time;
        expect(store->finishJudgement(judgement, task.epoch));
    }
    [[nodiscard]] QList<CandidateEvent> heard(ParticipantId who, std::int64_t after = 0)
    {
        CandidateFeed feed(*store, session.id, who);
        QList<CandidateEvent> events;
        for (const Event &event : expect(store->eventsAfter(after, 10'000))) {
            if (const auto told = expect(feed.project(event)))
                events.append(*told);
        }
        return events;
    }
};

template <typename Data>
QList<Data> all(const QList<CandidateEvent> &events)
{
    QList<Data> found;
    for (const CandidateEvent &event : events) {
        if (const auto *data = std::get_if<Data>(&event.data))
            found.append(*data);
    }
    return found;
}

QByteArray asJson(const QList<CandidateEvent> &events)
{
    QByteArray text;
    for (const CandidateEvent &event : events)
        text += QJsonDocument(toJson(event)).toJson();
    return text;
}

} // namespace

class TestCandidateFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void own_isHeardAndNothingElse_data();
    void own_isHeardAndNothingElse();
    void afterClose_isTold();
    void rejudging_isHeardOnceItCounts();
    void fromAnywhere_isHeardAlike();
    void stranger_hearsNothing();
};

void TestCandidateFeed::own_isHeardAndNothingElse_data()
{
    QTest::addColumn<int>("feedback");
    QTest::addColumn<int>("cases"); // of a graded submission, that are told
    QTest::addColumn<bool>("verdict");
    QTest::newRow("full") << static_cast<int>(Feedback::Full) << 3 << true;
    QTest::newRow("verdict only") << static_cast<int>(Feedback::VerdictOnly) << 1 << true;
    QTest::newRow("after close") << static_cast<int>(Feedback::AfterClose) << 1 << false;
    QTest::newRow("hidden") << static_cast<int>(Feedback::Hidden) << 1 << false;
}

void TestCandidateFeed::own_isHeardAndNothingElse()
{
    QFETCH(const int, feedback);
    QFETCH(const int, cases);
    QFETCH(const bool, verdict);
    FeedFixture fixture(static_cast<Feedback>(feedback));
    (void)fixture.submit(fixture.other, Purpose::Submit);
    const Entry own = fixture.submit(fixture.kim, Purpose::Submit);
    (void)fixture.submit({}, Purpose::Submit);
    for (int i = 0; i < 3; ++i)
        fixture.judge(Purpose::Submit);
    const auto events = fixture.heard(fixture.kim);
    const QByteArray json = asJson(events);
    QVERIFY2(!json.contains(kSecret), json.constData());

    QCOMPARE(all<CandidateSubmission>(events).size(), 1);
    QCOMPARE(all<CandidateSubmission>(events).first().id, own.submission.id);
    QCOMPARE(all<CandidateCaseDone>(events).size(), cases);
    const auto judgements = all<CandidateJudgement>(events);
    QCOMPARE(judgements.size(), 4); // queued, started, running, done
    QVERIFY(std::ranges::all_of(judgements, [&](const auto &one) { return one.submission == own.submission.id; }));
    QCOMPARE(judgements.last().state, JudgementState::Done);
    QCOMPARE(judgements.last().verdict.has_value(), verdict);
    QCOMPARE(judgements.last().cases.size(), cases);
    const auto sessions = all<CandidateSession>(events);
    QCOMPARE(sessions.size(), 1);
    QCOMPARE(sessions.first().name, u"Kim"_s);
    QCOMPARE(sessions.first().companions.size(), 1); // nobody who watches is left out, nor is another candidate told of
    QVERIFY(std::ranges::is_sorted(events, {}, &CandidateEvent::seq));
}

void TestCandidateFeed::afterClose_isTold()
{
    FeedFixture fixture(Feedback::AfterClose);
    (void)fixture.submit(fixture.kim, Purpose::Submit);
    fixture.judge(Purpose::Submit);
    QVERIFY(!all<CandidateJudgement>(fixture.heard(fixture.kim)).last().verdict);
    (void)expect(fixture.store->changeSession(fixture.session.id, [](Session session) -> Result<Session> {
        session.state = SessionState::Ended;
        return session;
    }));
    // Whoever asks from now on learns it.
    CandidateFeed feed(*fixture.store, fixture.session.id, fixture.kim);
    const auto events = expect(fixture.store->eventsAfter(0, 100));
    QVERIFY(expect(feed.project(events.last())));
    const auto judged = std::ranges::find(events, EventType::JudgementDone, &Event::type);
    const auto told = expect(feed.project(*judged));
    QVERIFY(told && std::get<CandidateJudgement>(told->data).verdict == Verdict::WrongAnswer);
}

void TestCandidateFeed::rejudging_isHeardOnceItCounts()
{
    FeedFixture fixture(Feedback::Full);
    const Entry own = fixture.submit(fixture.kim, Purpose::Submit);
    fixture.judge(Purpose::Submit);
    const std::int64_t before = expect(fixture.store->lastSeq());
    RejudgingDraft draft;
    draft.id = RejudgingId::make();
    draft.entries = {{.submission = own.submission.id, .problem = std::nullopt}};
    expect(fixture.store->addRejudging(draft));
    fixture.judge(Purpose::Submit);
    QCOMPARE(fixture.heard(fixture.kim, before).size(), 0);
    expect(fixture.store->applyRejudging(draft.id));
    const auto heard = fixture.heard(fixture.kim, before);
    QVERIFY(!heard.isEmpty());
    QCOMPARE(heard.last().type, EventType::JudgementDone);
    QVERIFY(!asJson(heard).contains(kSecret));
}

void TestCandidateFeed::fromAnywhere_isHeardAlike()
{
    FeedFixture fixture(Feedback::Full);
    for (int i = 0; i < 30; ++i) {
        const bool isRun = QRandomGenerator::global()->bounded(2) == 1;
        const ParticipantId who = QRandomGenerator::global()->bounded(2) == 1 ? fixture.kim : fixture.other;
        (void)fixture.submit(who, isRun ? Purpose::Run : Purpose::Submit);
        if (QRandomGenerator::global()->bounded(3) > 0)
            fixture.judge(isRun ? Purpose::Run : Purpose::Submit);
    }
    const auto whole = fixture.heard(fixture.kim);
    QVERIFY(!whole.isEmpty() && !asJson(whole).contains(kSecret));
    const std::int64_t last = expect(fixture.store->lastSeq());
    for (std::int64_t after = 1; after < last; after += 7) {
        QList<CandidateEvent> rest;
        std::ranges::copy_if(whole, std::back_inserter(rest), [&](const auto &event) { return event.seq > after; });
        QVERIFY2(fixture.heard(fixture.kim, after) == rest, qPrintable(QString::number(after)));
    }
}

void TestCandidateFeed::stranger_hearsNothing()
{
    FeedFixture fixture(Feedback::Full);
    (void)fixture.submit(fixture.kim, Purpose::Submit);
    fixture.judge(Purpose::Submit);
    QVERIFY(fixture.heard(ParticipantId::make()).isEmpty());
}

QTEST_GUILESS_MAIN(TestCandidateFeed)
#include "tst_candidate_feed.moc"
