// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of who takes part in a session: drafts, preflight, codes, extra time.
#include "tests/unit/sessions/service_fixture.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSessionPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draft_isEditedUntilItIsArmed();
    void preflight_bad_keepsItFromBeingArmed();
    void preflight_verification_counts();
    void code_letsOneIn_once();
    void code_wrong_isLimited();
    void extraTime_isForOneAlone();
};

void TestSessionPeople::draft_isEditedUntilItIsArmed()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft();
    draft.participants = {{.id = {}, .name = u"Kim"_s}, {.id = {}, .name = u"Robin"_s, .role = ParticipantRole::Host}};
    const SessionId id = expect(fixture.service->create(draft));
    const Session made = expect(fixture.store->session(id));
    QCOMPARE(made.participants.size(), 2);
    const QString code = expect(fixture.service->makeCode(id, made.participants.first().id));
    draft.title = u"Another title"_s;
    draft.participants = {{.id = made.participants.last().id, .name = u"Robin"_s, .role = ParticipantRole::Host},
                          {.id = {}, .name = u"Sam"_s, .role = ParticipantRole::Candidate, .extraPercent = 25}};
    const Session edited = expect(fixture.service->update(id, draft));
    QCOMPARE(edited.title, u"Another title"_s);
    QVERIFY(edited.participants.first() == made.participants.last());
    QCOMPARE(edited.participants.last().extraPercent, 25);
    QVERIFY(expect(fixture.store->session(id)) == edited);
    QCOMPARE(errorOf(fixture.service->joinByCode(code)), Errc::NotFound); // Kim is not in it any more
    draft.participants.first().name = u"  "_s;
    QCOMPARE(errorOf(fixture.service->update(id, draft)), Errc::InvalidArgument);
    expect(fixture.service->act(id, SessionAction::Arm));
    QCOMPARE(errorOf(fixture.service->update(id, fixture.draft())), Errc::InvalidArgument);
}

void TestSessionPeople::preflight_bad_keepsItFromBeingArmed()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft();
    draft.rules = {.problems = {ProblemId::make()}, .languages = {u"python"_s, u"intercal"_s}};
    draft.purgeAt.reset();
    const SessionId id = expect(fixture.service->create(draft));
    fixture.judging = fail(Errc::TierTooLow, "no sandbox");
    const auto lines = expect(fixture.service->preflight(id));
    const auto stateOf = [&lines](PreflightCheck check) {
        PreflightState worst = PreflightState::Good;
        for (const PreflightLine &line : lines)
            worst = line.check == check ? std::max(worst, line.state) : worst;
        return worst;
    };
    QCOMPARE(stateOf(PreflightCheck::Sandbox), PreflightState::Bad);
    QCOMPARE(stateOf(PreflightCheck::Problem), PreflightState::Bad);
    QCOMPARE(stateOf(PreflightCheck::Language), PreflightState::Bad);
    QCOMPARE(stateOf(PreflightCheck::Times), PreflightState::Good);
    QCOMPARE(stateOf(PreflightCheck::Candidates), PreflightState::Doubtful);
    QCOMPARE(stateOf(PreflightCheck::Retention), PreflightState::Doubtful);
    const auto refused = fixture.service->act(id, SessionAction::Arm);
    QCOMPARE(errorOf(refused), Errc::InvalidArgument);
    QVERIFY(refused.error().detail.contains("intercal") && refused.error().detail.contains("no sandbox"));
    QCOMPARE(fixture.stateOf(id), SessionState::Draft);
    fixture.judging = {};
    expect(fixture.service->update(id, fixture.draft()));
    expect(fixture.service->act(id, SessionAction::Arm));
}

void TestSessionPeople::preflight_verification_counts()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft(); // Python alone
    const SessionId id = expect(fixture.service->create(draft));
    const auto problem = [&fixture, id] {
        const auto lines = expect(fixture.service->preflight(id));
        return *std::ranges::find(lines, PreflightCheck::Problem, &PreflightLine::check);
    };
    QCOMPARE(problem().state, PreflightState::Doubtful);
    ProblemVerification verification{
        .when = fixture.files.clock.time, .failingLanguages = {u"java"_s, u"c"_s}, .dataAsMeant = true};
    expect(fixture.store->setVerification(fixture.problem, verification));
    QVERIFY(expect(fixture.store->problems()).first().verification == verification);
    QCOMPARE(problem().state, PreflightState::Good); // these are not allowed here
    draft.rules.languages.append(u"c"_s);
    expect(fixture.service->update(id, draft));
    QCOMPARE(problem().state, PreflightState::Bad);
    QVERIFY(problem().detail.endsWith(u"in c"_s));
    draft.rules.languages.clear(); // any language
    expect(fixture.service->update(id, draft));
    QVERIFY(problem().detail.endsWith(u"in java, c"_s));
    QCOMPARE(errorOf(fixture.service->act(id, SessionAction::Arm)), Errc::InvalidArgument);
    verification = {.when = fixture.files.clock.time, .failingLanguages = {}, .dataAsMeant = false};
    expect(fixture.store->setVerification(fixture.problem, verification));
    QVERIFY(problem().detail.contains(u"validators"_s));
    verification.dataAsMeant = true;
    expect(fixture.store->setVerification(fixture.problem, verification));
    QCOMPARE(problem().state, PreflightState::Good);
    expect(fixture.service->act(id, SessionAction::Arm));
    QCOMPARE(errorOf(fixture.store->setVerification(ProblemId::make(), verification)), Errc::NotFound);
}

void TestSessionPeople::code_letsOneIn_once()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft();
    draft.participants = {{.id = {}, .name = u"Kim"_s}};
    const SessionId id = expect(fixture.service->create(draft));
    const ParticipantId kim = expect(fixture.store->session(id)).participants.first().id;
    const QString lost = expect(fixture.service->makeCode(id, kim));
    const QString code = expect(fixture.service->makeCode(id, kim));
    QCOMPARE(code.size(), 9);
    QCOMPARE(errorOf(fixture.service->joinByCode(lost)), Errc::NotFound);
    const Joined joined = expect(fixture.service->joinByCode(code.toLower().replace(u'-', u' ')));
    QVERIFY(joined.session.id == id && joined.participant == kim);
    QVERIFY(expect(fixture.store->session(id)).participants.first().joined == fixture.files.clock.time);
    QCOMPARE(errorOf(fixture.service->joinByCode(code)), Errc::NotFound);
    QCOMPARE(errorOf(fixture.service->makeCode(id, ParticipantId::make())), Errc::NotFound);
    // Nobody comes into what is over; the code stays what it was.
    const QString late = expect(fixture.service->makeCode(id, kim));
    expect(fixture.service->act(id, SessionAction::Cancel));
    QCOMPARE(errorOf(fixture.service->joinByCode(late)), Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service->makeCode(id, kim)), Errc::InvalidArgument);
}

void TestSessionPeople::code_wrong_isLimited()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft();
    draft.participants = {{.id = {}, .name = u"Kim"_s}};
    const SessionId id = expect(fixture.service->create(draft));
    const ParticipantId kim = expect(fixture.store->session(id)).participants.first().id;
    const QString code = expect(fixture.service->makeCode(id, kim));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(errorOf(fixture.service->joinByCode(i % 2 == 0 ? u"0000-0000"_s : u"nonsense!"_s)), Errc::NotFound);
    QCOMPARE(errorOf(fixture.service->joinByCode(code)), Errc::RateLimited);
    fixture.files.clock.time += 61s;
    expect(fixture.service->joinByCode(code));
}

void TestSessionPeople::extraTime_isForOneAlone()
{
    ServiceFixture fixture;
    SessionDraft draft = fixture.draft(); // five seconds long
    draft.participants = {{.id = {}, .name = u"Kim"_s},
                          {.id = {}, .name = u"Sam"_s, .role = ParticipantRole::Candidate, .extraPercent = 40}};
    draft.purgeAt.reset();
    const SessionId id = expect(fixture.service->create(draft));
    expect(fixture.service->act(id, SessionAction::Arm));
    fixture.service->tick();
    fixture.waitForPreparation(id);
    fixture.files.clock.time += 3s;
    fixture.service->tick();
    const auto participants = expect(fixture.store->session(id)).participants;
    const auto handIn = [&](const Participant &who) {
        Entry entry = makeEntry(Purpose::Submit, fixture.problem);
        entry.submission.participant = who.id;
        return fixture.store->addSubmission(entry.submission, entry.judgement, {.inLiveSession = true});
    };
    expect(handIn(participants.first()));
    expect(handIn(participants.last()));
    fixture.files.clock.time += 6s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Live); // for Sam
    QCOMPARE(errorOf(handIn(participants.first())), Errc::Permission);
    expect(handIn(participants.last()));
    fixture.files.clock.time += 1s;
    fixture.service->tick();
    QCOMPARE(fixture.stateOf(id), SessionState::Ended);
    QCOMPARE(errorOf(handIn(participants.last())), Errc::Permission);
}

QTEST_GUILESS_MAIN(TestSessionPeople)
#include "tst_session_people.moc"
