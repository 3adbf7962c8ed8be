// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of sessions over a real store: what people and the clock do with them, and what is left after a purge.
#include "tests/unit/sessions/folder_search.h"
#include "tests/unit/sessions/service_fixture.h"

#include "base/stoppable_sleep.h"
#include "core/store/database.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Files of the data folder, and tables, that hold one of the texts.
QStringList holding(const ServiceFixture &fixture, const QList<QByteArray> &texts)
{
    return filesHolding(fixture.files.folder.path(), texts) + tablesHolding(fixture.files.address(), texts);
}

void hideBlobs(const ServiceFixture &fixture)
{
    if (fixture.files.address().dialect() == Dialect::PostgreSql)
        return expect(openRaw(fixture.files.address())->runOnce(u"ALTER TABLE blob RENAME TO away"_s));
    const QString blobs = fixture.files.folder.filePath(u"blobs"_s);
    QVERIFY(QDir().rename(blobs, fixture.files.folder.filePath(u"away"_s)));
    QFile inTheWay(blobs);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
}

void showBlobs(const ServiceFixture &fixture)
{
    if (fixture.files.address().dialect() == Dialect::PostgreSql)
        return expect(openRaw(fixture.files.address())->runOnce(u"ALTER TABLE away RENAME TO blob"_s));
    const QString blobs = fixture.files.folder.filePath(u"blobs"_s);
    QVERIFY(QFile::remove(blobs) && QDir().rename(fixture.files.folder.filePath(u"away"_s), blobs));
}

} // namespace

class TestSessionService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preparing_waitsAMinuteAtMost();
    void clock_walksItThrough();
    void restart_preparesWhatWasInterrupted();
    void slept_isMissedAndMayBeRecovered();
    void preparation_failed_saysWhyAndIsTriedAgain();
    void consent_isWaitedFor();
    void extend_movesTheEnd();
    void events_carryEachChangeOnce();
    void purge_leavesNothingOfItsPeople();
    void purge_ofEqualSources_keepsThoseOfOthers();
    void purge_interrupted_isFinishedAtTheNextStart();
    void purge_held_isRefused();
};

void TestSessionService::clock_walksItThrough()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Draft);
    expect(fixture.service->act(id, SessionAction::Arm));
    fixture.service->tick();
    fixture.waitForPreparation(id);
    QCOMPARE(fixture.stateOf(id), SessionState::Ready);
    fixture.files.clock.time += 3s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Live);
    fixture.files.clock.time += 5s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Ended);
    fixture.files.clock.time += 1s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Ended);
    fixture.files.clock.time += 1s;
    fixture.service->tick();
    QTRY_COMPARE(fixture.stateOf(id), SessionState::Purged);
    QTRY_COMPARE(fixture.forgotten.load(), 2);
}

void TestSessionService::restart_preparesWhatWasInterrupted()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    expect(fixture.service->act(id, SessionAction::Arm));
    // As an engine leaves it that ends in the middle.
    (void)expect(fixture.store->changeSession(id, [](const Session &session) -> Result<Session> {
        Session changed = session;
        changed.state = SessionState::Preparing;
        return changed;
    }));
    fixture.open();
    fixture.service->tick();
    QTRY_COMPARE(fixture.stateOf(id), SessionState::Ready);
}

void TestSessionService::slept_isMissedAndMayBeRecovered()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft();
    draft.closesAt = *draft.startsAt + 2h;
    draft.purgeAt.reset();
    const SessionId id = expect(fixture.service->create(draft));
    expect(fixture.service->act(id, SessionAction::Arm));
    fixture.files.clock.time += 1h;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Missed);
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Missed);
    expect(fixture.service->act(id, SessionAction::Recover));
    QCOMPARE(fixture.stateOf(id), SessionState::Ready);
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Live);
}

void TestSessionService::preparation_failed_saysWhyAndIsTriedAgain()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    expect(fixture.service->act(id, SessionAction::Arm));
    // What was there when it was armed may be gone when it is prepared.
    (void)expect(fixture.store->changeSession(id, [](const Session &session) -> Result<Session> {
        Session changed = session;
        changed.rules.languages.append(u"intercal"_s);
        return changed;
    }));
    fixture.service->tick();
    fixture.waitForPreparation(id);
    QCOMPARE(fixture.stateOf(id), SessionState::Failed);
    QVERIFY(expect(fixture.store->session(id)).failure.contains(u"intercal"_s));
    (void)expect(fixture.store->changeSession(id, [](const Session &session) -> Result<Session> {
        Session changed = session;
        changed.rules.languages.removeLast();
        return changed;
    }));
    expect(fixture.service->act(id, SessionAction::Prepare));
    fixture.waitForPreparation(id);
    QCOMPARE(fixture.stateOf(id), SessionState::Ready);
    QVERIFY(expect(fixture.store->session(id)).failure.isEmpty());
}

void TestSessionService::consent_isWaitedFor()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const ParticipantId kim = expect(fixture.service->addParticipant(id, u"Kim"_s, ParticipantRole::Candidate));
    expect(fixture.service->act(id, SessionAction::Arm));
    fixture.service->tick();
    fixture.waitForPreparation(id);
    expect(fixture.service->join(id, kim));
    fixture.files.clock.time += 3s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Ready);
    QCOMPARE(errorOf(fixture.service->act(id, SessionAction::Start)), Errc::InvalidArgument);
    expect(fixture.service->consent(id, kim));
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Live);
    QCOMPARE(errorOf(fixture.service->join(id, ParticipantId::make())), Errc::NotFound);
}

void TestSessionService::extend_movesTheEnd()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const Session extended = expect(fixture.service->extend(id, 1h));
    QVERIFY(extended.closesAt == *fixture.draft().closesAt + 1h);
    QVERIFY(extended.purgeAt == extended.closesAt); // not before it ends
    QCOMPARE(errorOf(fixture.service->extend(id, -2h)), Errc::InvalidArgument);
    SessionDraft open = fixture.draft();
    open.closesAt.reset();
    QCOMPARE(errorOf(fixture.service->extend(expect(fixture.service->create(open)), 1h)), Errc::InvalidArgument);
}

void TestSessionService::events_carryEachChangeOnce()
{
    ServiceFixture fixture;
    EventLog log(fixture.files.bus);
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    expect(fixture.service->act(id, SessionAction::Arm));
    QCOMPARE(errorOf(fixture.service->act(id, SessionAction::Arm)), Errc::InvalidArgument);
    (void)expect(fixture.service->hold(id, true));
    (void)expect(fixture.service->hold(id, true)); // nothing new
    QCOMPARE(log.events.size(), 3);
    for (const Event &event : log.events)
        QCOMPARE(event.type, EventType::SessionUpdated);
    QVERIFY(std::get<Session>(log.events.last().data) == expect(fixture.store->session(id)));
    QVERIFY(expect(fixture.store->eventsAfter(log.events.first().seq - 1, 100)) == log.events);
}

void TestSessionService::purge_leavesNothingOfItsPeople()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const ParticipantId kim =
        expect(fixture.service->addParticipant(id, u"Kim Nordqvist"_s, ParticipantRole::Candidate));
    const QByteArray small = "# secret-thought-one\nprint(1)\n";
    const QByteArray large = "# secret-thought-two\n" + QByteArray("print(2)\n").repeated(1000);
    const SubmissionId first = fixture.submit(kim, small);
    const SubmissionId second = fixture.submit(kim, large);
    const SubmissionId others = fixture.submit({}, "# somebody else's\n");
    const QList<QByteArray> traces{"secret-thought-one", "secret-thought-two", "Nordqvist", kim.toText().c_str(),
                                   first.toText().c_str()};
    QVERIFY(holding(fixture, traces).size() >= 5); // they can be found
    expect(fixture.service->act(id, SessionAction::Cancel));
    const Session purged = expect(fixture.service->act(id, SessionAction::Purge));
    QCOMPARE(holding(fixture, traces), QStringList());

    QCOMPARE(purged.state, SessionState::Purged);
    QVERIFY(purged.title.isEmpty() && purged.participants.isEmpty());
    const auto receipt = expect(fixture.store->receipt(id));
    QVERIFY(receipt.has_value());
    QCOMPARE(receipt->participants, 1);
    QCOMPARE(receipt->submissions, 2);
    QVERIFY(receipt->events >= 10);
    QCOMPARE(receipt->blobs, 2); // the large source and its output
    QVERIFY(fixture.forgotten > 0);
    QCOMPARE(errorOf(fixture.store->submission(second)), Errc::NotFound);
    QVERIFY(expect(fixture.store->submission(others)).sources.first().content.startsWith("# somebody"));
    std::optional<SessionState> last; // of its events; what is said of the operation says nothing of people
    for (const Event &event : expect(fixture.store->eventsAfter(0, 1000))) {
        if (const auto *session = std::get_if<Session>(&event.data))
            last = session->state;
    }
    QCOMPARE(last, SessionState::Purged);
    QCOMPARE(errorOf(fixture.service->act(id, SessionAction::Purge)), Errc::InvalidArgument);
    fixture.open(); // it opens, and is sound
    QCOMPARE(holding(fixture, traces), QStringList());
}

void TestSessionService::purge_ofEqualSources_keepsThoseOfOthers()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const ParticipantId kim = expect(fixture.service->addParticipant(id, u"Kim"_s, ParticipantRole::Candidate));
    const QByteArray source = QByteArray("print(3)\n").repeated(1000);
    (void)fixture.submit(kim, source);
    const SubmissionId others = fixture.submit({}, source);
    expect(fixture.service->act(id, SessionAction::Cancel));
    expect(fixture.service->act(id, SessionAction::Purge));
    QCOMPARE(expect(fixture.store->submission(others)).sources.first().content, source);
    QCOMPARE(expect(fixture.store->currentJudgement(others)).cases.first().output, source.repeated(40));
}

void TestSessionService::purge_interrupted_isFinishedAtTheNextStart()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const ParticipantId kim = expect(fixture.service->addParticipant(id, u"Kim"_s, ParticipantRole::Candidate));
    (void)fixture.submit(kim, "# secret-thought\n" + QByteArray("print(4)\n").repeated(1000));
    expect(fixture.service->act(id, SessionAction::Cancel));
    // Blobs that cannot be reached stand for the process that ended before it came to them.
    hideBlobs(fixture);
    QVERIFY(!fixture.service->act(id, SessionAction::Purge));
    QCOMPARE(fixture.stateOf(id), SessionState::Purged); // there is no way back
    QCOMPARE(fixture.forgotten, 1); // nor need for one
    showBlobs(fixture);
    QVERIFY(!holding(fixture, {"secret-thought"}).isEmpty());
    fixture.open();
    expect(fixture.store->removeDoomedBlobs()); // as the engine does when it opens
    QCOMPARE(holding(fixture, {"secret-thought"}), QStringList());
}

void TestSessionService::purge_held_isRefused()
{
    ServiceFixture fixture;
    const SessionId id = expect(fixture.service->create(fixture.draft()));
    const ParticipantId kim = expect(fixture.service->addParticipant(id, u"Kim"_s, ParticipantRole::Candidate));
    const SubmissionId submission = fixture.submit(kim, "print(5)\n");
    expect(fixture.service->act(id, SessionAction::Cancel));
    (void)expect(fixture.service->hold(id, true));
    QCOMPARE(errorOf(fixture.service->act(id, SessionAction::Purge)), Errc::InvalidArgument);
    fixture.files.clock.time += 24h;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Cancelled);
    QCOMPARE(expect(fixture.store->submission(submission)).participant, kim);
    (void)expect(fixture.service->hold(id, false));
    fixture.service->tick();
    QTRY_COMPARE(fixture.stateOf(id), SessionState::Purged);
}

/// Whoever starts it by hand is not to wait for problems without end.
void TestSessionService::preparing_waitsAMinuteAtMost()
{
    ServiceFixture fixture;
    std::atomic<bool> begun = false;
    fixture.verify = [&begun](ProblemId, OperationRun &, const std::stop_token &stop) -> Result<void> {
        begun = true;
        while (!stop.stop_requested())
            sleepUnlessStopped(stop, 10s);
        return fail(Errc::Cancelled, "there was no time left");
    };
    fixture.open();
    SessionDraft draft = fixture.draft();
    draft.startsAt.reset();
    draft.closesAt.reset();
    draft.purgeAt.reset();
    const SessionId id = expect(fixture.service->create(draft));
    expect(fixture.service->act(id, SessionAction::Arm));
    expect(fixture.service->act(id, SessionAction::Prepare));
    QTRY_VERIFY(begun.load());
    fixture.files.clock.time += 59s;
    QTest::qWait(300);
    QCOMPARE(fixture.stateOf(id), SessionState::Preparing);
    fixture.files.clock.time += 1s;
    QTRY_COMPARE(fixture.stateOf(id), SessionState::Ready);
}

QTEST_GUILESS_MAIN(TestSessionService)
#include "tst_session_service.moc"
