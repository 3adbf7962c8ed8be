// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the door through which submissions come in: what is stored, what is refused, what cancelling does.
#include "core/judge/language_table.h"
#include "core/judge/submission_service.h"
#include "core/problems/problem_library.h"
#include "tests/unit/store/store_fixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

const std::filesystem::path kResources = std::filesystem::path(ASSAY_SOURCE_DIR) / "resources";

/// The languages of the resources, and one, "absent", whose programs exist nowhere.
LanguageTable loadLanguages(const QTemporaryDir &folder)
{
    for (const auto &entry : std::filesystem::directory_iterator(kResources / "languages"))
        std::filesystem::copy(entry.path(), folder.path().toStdString() / entry.path().filename());
    QFile source(folder.filePath(u"python.json"_s));
    QFile target(folder.filePath(u"absent.json"_s));
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        qFatal("no languages");
    QJsonObject language = QJsonDocument::fromJson(source.readAll()).object();
    language.insert("id"_L1, u"absent"_s);
    language.insert("aliases"_L1, QJsonArray());
    language.insert("run"_L1, QJsonArray{u"/nonexistent/interpreter"_s, u"{entry}"_s});
    target.write(QJsonDocument(language).toJson());
    target.close();
    return expect(LanguageTable::load(folder.path().toStdString()));
}

struct ServiceFixture {
    StoreFixture files;
    QTemporaryDir languageFolder;
    LanguageTable languages = loadLanguages(languageFolder);
    std::unique_ptr<Store> store;
    std::unique_ptr<ProblemLibrary> problems;
    std::unique_ptr<SubmissionService> service;
    ProblemId problem;

    explicit ServiceFixture(int maxWaitingPerLane = 0)
    {
        files.maxWaitingPerLane = maxWaitingPerLane;
        store = files.open();
        problems = std::make_unique<ProblemLibrary>(*store);
        service = std::make_unique<SubmissionService>(*store, *problems, languages, files.clock);
        problem = expect(problems->open(kResources / "problems" / "warmup")).problem.id;
    }

    /// A participant of a session in that state.
    [[nodiscard]] ParticipantId joined(const SessionRules &rules, SessionState state = SessionState::Live) const
    {
        const Participant participant{.id = ParticipantId::make(), .name = u"Kim"_s};
        expect(store->addSession(
            {.id = SessionId::make(), .state = state, .rules = rules, .participants = {participant}}));
        return participant.id;
    }
    [[nodiscard]] SubmissionDraft draft() const
    {
        SubmissionDraft draft;
        draft.problem = problem;
        draft.language = u"python"_s;
        draft.sources = {{.name = u"main.py"_s, .content = "print(1)\n"}};
        return draft;
    }
};

} // namespace

class TestSubmissionService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void submit_completeDraft_isStoredAndQueued();
    void submit_runWithoutProblem_isQueuedInItsLane();
    void submit_byAlias_storesTheLanguagesId();
    void submit_unknownProblem_isNotFound();
    void submit_unknownLanguage_isInvalid();
    void submit_languageNotInstalled_isUnsupported();
    void submit_overProblemsCodeLimit_isTooLarge();
    void submit_badFileName_storesNothing();
    void submit_fullLane_isQueueFull();
    void submit_tooOften_isRateLimitedForThatParticipant();
    void submit_outsideALiveSession_isNotPermitted();
    void submit_againstTheSessionsRules_isNotPermitted();
    void submit_nobodyToJudge_isSaidAtOnce();
    void submit_supersedingDraft_cancelsTheWaitingOne();
    void cancel_queued_isTrueOnce();
    void cancel_unknown_isNotFound();
};

void TestSubmissionService::submit_completeDraft_isStoredAndQueued()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.policy = CasePolicy::RunAll;
    draft.entryPoint = u"main.py"_s;
    draft.label = u"a label"_s;
    const SubmissionId id = expect(fixture.service->submit(draft));

    Submission expected;
    expected.id = id;
    expected.problem = fixture.problem;
    expected.language = u"python"_s;
    expected.sources = draft.sources;
    expected.entryPoint = draft.entryPoint;
    expected.policy = CasePolicy::RunAll;
    expected.label = draft.label;
    expected.created = fixture.files.clock.time;
    QVERIFY(expect(fixture.store->submission(id)) == expected);

    const Judgement judgement = expect(fixture.store->currentJudgement(id));
    QCOMPARE(judgement.state, JudgementState::Queued);
    QCOMPARE(judgement.attempt, 1);
    QVERIFY(judgement.queued == fixture.files.clock.time);
    QCOMPARE(claim(*fixture.store).submission.id, id);
}

void TestSubmissionService::submit_runWithoutProblem_isQueuedInItsLane()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.problem = {};
    draft.purpose = Purpose::Run;
    draft.inputs = {{.name = u"custom"_s, .input = "1 2\n", .expected = std::nullopt}};
    draft.cpuLimit = Milliseconds{700};
    draft.memoryLimit = 64_MiB;
    const SubmissionId id = expect(fixture.service->submit(draft));
    const ClaimedTask task = claim(*fixture.store, Purpose::Run);
    QCOMPARE(task.submission.id, id);
    QVERIFY(task.submission.problem.isNull());
    QVERIFY(task.submission.inputs == draft.inputs);
    QVERIFY(task.submission.cpuLimit == draft.cpuLimit);
    QVERIFY(task.submission.memoryLimit == draft.memoryLimit);
}

void TestSubmissionService::submit_byAlias_storesTheLanguagesId()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    const QStringList aliases = fixture.languages.find(u"python"_s)->language.aliases;
    QVERIFY(!aliases.isEmpty());
    draft.language = aliases.first();
    QCOMPARE(expect(fixture.store->submission(expect(fixture.service->submit(draft)))).language, u"python"_s);
}

void TestSubmissionService::submit_unknownProblem_isNotFound()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.problem = ProblemId::make();
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::NotFound);
}

void TestSubmissionService::submit_unknownLanguage_isInvalid()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.language = u"intercal"_s;
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::InvalidArgument);
}

void TestSubmissionService::submit_languageNotInstalled_isUnsupported()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.language = u"absent"_s;
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::Unsupported);
}

void TestSubmissionService::submit_overProblemsCodeLimit_isTooLarge()
{
    const ServiceFixture fixture;
    const Bytes limit = expect(fixture.problems->find(fixture.problem))->limits.code;
    SubmissionDraft draft = fixture.draft();
    draft.sources.first().content = QByteArray(limit.count, '#');
    QVERIFY(fixture.service->submit(draft).has_value());
    draft.sources.first().content.append('#');
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::TooLarge);
}

void TestSubmissionService::submit_badFileName_storesNothing()
{
    const ServiceFixture fixture;
    const auto seq = expect(fixture.store->lastSeq());
    SubmissionDraft draft = fixture.draft();
    draft.sources.first().name = u"../main.py"_s;
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::InvalidArgument);
    QVERIFY(expect(fixture.store->submissions({})).isEmpty());
    QCOMPARE(expect(fixture.store->lastSeq()), seq);
}

void TestSubmissionService::submit_fullLane_isQueueFull()
{
    const ServiceFixture fixture(1);
    QVERIFY(fixture.service->submit(fixture.draft()).has_value());
    QCOMPARE(errorOf(fixture.service->submit(fixture.draft())), Errc::QueueFull);
}

void TestSubmissionService::submit_tooOften_isRateLimitedForThatParticipant()
{
    ServiceFixture fixture;
    QueueRules rules = expect(fixture.store->queueRules());
    rules.submit.perSecond = 2;
    expect(fixture.store->setQueueRules(rules));
    SubmissionDraft draft = fixture.draft();
    draft.participant = fixture.joined({.problems = {fixture.problem}});
    QVERIFY(fixture.service->submit(draft).has_value());
    QVERIFY(fixture.service->submit(draft).has_value());
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::RateLimited);
    QVERIFY(fixture.service->submit(fixture.draft()).has_value());
    fixture.files.clock.time += Milliseconds{500};
    const SubmissionId id = expect(fixture.service->submit(draft));
    QCOMPARE(expect(fixture.store->submission(id)).participant, draft.participant);
}

void TestSubmissionService::submit_outsideALiveSession_isNotPermitted()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    for (const auto &[state, name] : kSessionStateNames.rows()) {
        draft.participant = fixture.joined({.problems = {fixture.problem}}, state);
        const auto submitted = fixture.service->submit(draft);
        QCOMPARE(submitted.has_value(), state == SessionState::Live);
        if (!submitted)
            QCOMPARE(submitted.error().code, Errc::Permission);
    }
    draft.participant = ParticipantId::make(); // of a purged session, say
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::Permission);
    QCOMPARE(expect(fixture.store->submissions({})).size(), 1);
}

void TestSubmissionService::submit_againstTheSessionsRules_isNotPermitted()
{
    const ServiceFixture fixture;
    SubmissionDraft draft = fixture.draft();
    draft.participant = fixture.joined({.problems = {ProblemId::make()}});
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::Permission);
    draft.participant = fixture.joined({.problems = {fixture.problem}, .languages = {u"cpp"_s}});
    QCOMPARE(errorOf(fixture.service->submit(draft)), Errc::Permission);
    draft.participant = fixture.joined({.problems = {fixture.problem}, .languages = {u"cpp"_s, u"python"_s}});
    QVERIFY(fixture.service->submit(draft).has_value());
    draft.problem = {}; // trying something out
    draft.purpose = Purpose::Run;
    draft.inputs = {{.name = u"custom"_s, .input = "", .expected = std::nullopt}};
    QVERIFY(fixture.service->submit(draft).has_value());
}

void TestSubmissionService::submit_nobodyToJudge_isSaidAtOnce()
{
    const ServiceFixture fixture;
    SubmissionService service(*fixture.store, *fixture.problems, fixture.languages, fixture.files.clock,
                              [] { return fail(Errc::TierTooLow, "nobody"); });
    QCOMPARE(errorOf(service.submit(fixture.draft())), Errc::TierTooLow);
    QVERIFY(expect(fixture.store->submissions({})).isEmpty());
}

void TestSubmissionService::submit_supersedingDraft_cancelsTheWaitingOne()
{
    const ServiceFixture fixture;
    const SubmissionId older = expect(fixture.service->submit(fixture.draft()));
    SubmissionDraft draft = fixture.draft();
    draft.supersede = true;
    const SubmissionId newer = expect(fixture.service->submit(draft));
    QCOMPARE(expect(fixture.store->currentJudgement(older)).state, JudgementState::Cancelled);
    QCOMPARE(claim(*fixture.store).submission.id, newer);
}

void TestSubmissionService::cancel_queued_isTrueOnce()
{
    const ServiceFixture fixture;
    const SubmissionId id = expect(fixture.service->submit(fixture.draft()));
    QCOMPARE(expect(fixture.service->cancel(id)), true);
    QCOMPARE(expect(fixture.service->cancel(id)), false);
    QCOMPARE(expect(fixture.store->currentJudgement(id)).state, JudgementState::Cancelled);
}

void TestSubmissionService::cancel_unknown_isNotFound()
{
    const ServiceFixture fixture;
    QCOMPARE(errorOf(fixture.service->cancel(SubmissionId::make())), Errc::NotFound);
}

QTEST_GUILESS_MAIN(TestSubmissionService)
#include "tst_submission_service.moc"
