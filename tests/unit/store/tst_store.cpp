// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the store's contents: problems, submissions, judgements and their cases, over a reopening.
#include "tests/unit/store/store_fixture.h"

#include "core/store/database.h"

#include <QDirIterator>
#include <QFile>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTooLargeForRow = 4097; ///< One byte more than a row holds.

QString theBlob(const StoreFixture &fixture)
{
    return QDirIterator(fixture.folder.filePath(u"blobs"_s), QDir::Files, QDirIterator::Subdirectories).next();
}

void damageTheBlob(const StoreFixture &fixture)
{
    if (fixture.address().dialect() == Dialect::PostgreSql)
        return expect(openRaw(fixture.address())->runOnce(u"UPDATE blob SET content = content || '!'::bytea"_s));
    QFile blob(theBlob(fixture));
    QVERIFY(blob.open(QIODevice::ReadWrite) && blob.write("!") == 1);
}

void removeTheBlob(const StoreFixture &fixture)
{
    if (fixture.address().dialect() == Dialect::PostgreSql)
        return expect(openRaw(fixture.address())->runOnce(u"DELETE FROM blob"_s));
    QVERIFY(QFile::remove(theBlob(fixture)));
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problem_remembered_isListedAfterReopening();
    void problem_sameContentHash_keepsItsId();
    void problem_removed_leavesListAndComesBackWithItsId();
    void problem_removedTwice_isNotFound();
    void submission_everyField_survivesReopening();
    void submission_ofUnknownId_isNotFound();
    void submission_toUnknownProblem_isRefused();
    void submission_sameIdTwice_isRefusedAndFirstStays();
    void submission_withForeignJudgement_isInvalid();
    void contents_overInlineLimit_becomeOneBlobEach();
    void contents_changedOnDisk_areInvalidData();
    void judgement_everyField_survivesReopening();
    void text_ofAnyKind_staysText();
    void submissions_filtered_newestFirstWithoutSources();
    void submissions_limit_isKept();
};

void TestStore::problem_remembered_isListedAfterReopening()
{
    StoreFixture fixture;
    const Problem problem = makeProblem(u"hello"_s);
    QCOMPARE(expect(fixture.open()->addProblem(problem)), problem.id);

    const auto problems = expect(fixture.open()->problems());
    QCOMPARE(problems.size(), 1);
    const ProblemRecord expected{.id = problem.id,
                                 .shortName = problem.shortName,
                                 .title = problem.title(),
                                 .contentHash = problem.contentHash,
                                 .root = problem.root,
                                 .opened = fixture.clock.time};
    QVERIFY(problems.first() == expected);
}

void TestStore::problem_sameContentHash_keepsItsId()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Problem first = makeProblem(u"hello"_s);
    Problem again = makeProblem(u"hello"_s);
    again.root = "/elsewhere/hello";
    QVERIFY(first.id != again.id);
    QCOMPARE(expect(store->addProblem(first)), first.id);
    QCOMPARE(expect(store->addProblem(again)), first.id);
    QCOMPARE(expect(store->problems()).size(), 1);
    QCOMPARE(expect(store->problems()).first().root, again.root);
    QCOMPARE(expect(store->lastSeq()), 1); // nothing was added the second time
}

void TestStore::problem_removed_leavesListAndComesBackWithItsId()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const ProblemId id = expect(store->addProblem(makeProblem(u"hello"_s)));
    const Entry entry = makeEntry(Purpose::Submit, id);
    expect(store->addSubmission(entry.submission, entry.judgement));
    expect(store->removeProblem(id));
    QVERIFY(expect(store->problems()).isEmpty());
    QVERIFY(expect(store->submission(entry.submission.id)) == entry.submission);
    QCOMPARE(expect(store->addProblem(makeProblem(u"hello"_s))), id);
    QCOMPARE(expect(store->problems()).size(), 1);
}

void TestStore::problem_removedTwice_isNotFound()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const ProblemId id = expect(store->addProblem(makeProblem(u"hello"_s)));
    expect(store->removeProblem(id));
    QCOMPARE(errorOf(store->removeProblem(id)), Errc::NotFound);
}

void TestStore::submission_everyField_survivesReopening()
{
    StoreFixture fixture;
    Entry entry = makeEntry(Purpose::Run);
    Submission &submission = entry.submission;
    submission.policy = CasePolicy::RunAll;
    submission.sources.append({.name = u"übung/list.h"_s, .content = QByteArray("\0\xff\xfe not text", 12)});
    submission.sources.append({.name = u"empty.h"_s, .content = {}});
    submission.inputs = {{.name = u"custom"_s, .input = {}, .expected = std::nullopt},
                         {.name = u"sample/1"_s, .input = "1 2\n", .expected = "3\n"},
                         {.name = u"nothing expected"_s, .input = "1", .expected = QByteArray()}};
    submission.cpuLimit = Milliseconds{1500};
    submission.memoryLimit = 64_MiB;
    submission.label = u"accepted/alice.cpp"_s;
    expect(fixture.open()->addSubmission(submission, entry.judgement));

    const auto store = fixture.open();
    QVERIFY(expect(store->submission(submission.id)) == submission);
    QVERIFY(expect(store->currentJudgement(submission.id)) == entry.judgement);
    QVERIFY(expect(store->judgement(entry.judgement.id)) == entry.judgement);
}

void TestStore::submission_ofUnknownId_isNotFound()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QCOMPARE(errorOf(store->submission(SubmissionId::make())), Errc::NotFound);
    QCOMPARE(errorOf(store->judgement(JudgementId::make())), Errc::NotFound);
    QCOMPARE(errorOf(store->currentJudgement(SubmissionId::make())), Errc::NotFound);
    QCOMPARE(errorOf(store->cancelJudgement(JudgementId::make())), Errc::NotFound);
    QCOMPARE(errorOf(store->queuePosition(JudgementId::make())), Errc::NotFound);
}

void TestStore::submission_toUnknownProblem_isRefused()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry entry = makeEntry(Purpose::Submit, ProblemId::make());
    QCOMPARE(errorOf(store->addSubmission(entry.submission, entry.judgement)), Errc::Store);
    QCOMPARE(errorOf(store->submission(entry.submission.id)), Errc::NotFound);
    QCOMPARE(expect(store->lastSeq()), 0);
}

void TestStore::submission_sameIdTwice_isRefusedAndFirstStays()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const Entry first = add(*store);
    Entry second = makeEntry();
    second.submission.id = first.submission.id;
    second.judgement.submission = first.submission.id;
    QCOMPARE(errorOf(store->addSubmission(second.submission, second.judgement)), Errc::Store);
    QCOMPARE(expect(store->currentJudgement(first.submission.id)).id, first.judgement.id);
    QCOMPARE(expect(store->lastSeq()), 2);
}

void TestStore::submission_withForeignJudgement_isInvalid()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QCOMPARE(errorOf(store->addSubmission(makeEntry().submission, makeEntry().judgement)), Errc::InvalidArgument);
}

void TestStore::contents_overInlineLimit_becomeOneBlobEach()
{
    StoreFixture fixture;
    Entry entry = makeEntry(Purpose::Run);
    const QByteArray large(kTooLargeForRow, 'x');
    entry.submission.sources = {{.name = u"a.cpp"_s, .content = large},
                                {.name = u"same.cpp"_s, .content = large},
                                {.name = u"b.cpp"_s, .content = large + "y"},
                                {.name = u"small.cpp"_s, .content = large.first(4096)}};
    entry.submission.inputs = {{.name = u"custom"_s, .input = large + "i", .expected = large + "e"}};
    {
        const auto store = fixture.open();
        expect(store->addSubmission(entry.submission, entry.judgement));
        const auto task = claim(*store, Purpose::Run);
        QVERIFY(task.submission == entry.submission);
        CaseRun run = makeCase(0);
        run.output = large + "o";
        run.errorOutput = large + "\xff";
        expect(store->recordCase(task.judgement.id, run, task.epoch));
        QVERIFY(expect(store->judgement(task.judgement.id)).cases == QList{run});
    }
    QCOMPARE(blobCount(fixture.address(), fixture.path()), 6);
    QVERIFY(expect(fixture.open()->submission(entry.submission.id)) == entry.submission);
}

void TestStore::contents_changedOnDisk_areInvalidData()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Entry entry = makeEntry();
    entry.submission.sources.first().content = QByteArray(kTooLargeForRow, 'x');
    expect(store->addSubmission(entry.submission, entry.judgement));
    damageTheBlob(fixture);
    QCOMPARE(errorOf(store->submission(entry.submission.id)), Errc::InvalidData);
    removeTheBlob(fixture);
    QCOMPARE(errorOf(store->submission(entry.submission.id)), Errc::NotFound);
}

void TestStore::text_ofAnyKind_staysText()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Entry entry = makeEntry();
    const QString hostile = u"'; DROP TABLE event; -- \\'' \\x41 $1 ? :a \U0001F600 \r\n\t "_s;
    entry.submission.label = hostile;
    entry.submission.sources.first().content = hostile.toUtf8() + QByteArray("\0\\000\xff", 6);
    expect(store->addSubmission(entry.submission, entry.judgement));
    QVERIFY(expect(store->submission(entry.submission.id)) == entry.submission);

    // Compilers print what they like; databases keep no NUL in a text.
    const ClaimedTask task = claim(*store);
    Judgement judgement = task.judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::CompileError;
    judgement.reason = hostile + QChar(0) + QChar(0xd800) + u"end"_s;
    judgement.compile = CompileResult{.ok = false, .output = judgement.reason};
    expect(store->finishJudgement(judgement, task.epoch));
    const Judgement read = expect(store->judgement(judgement.id));
    QVERIFY(read.reason.startsWith(hostile) && read.reason.endsWith(u"end"_s));
    QVERIFY(read.compile->output == read.reason);
    QVERIFY(!expect(store->eventsAfter(0, 100)).isEmpty());
}

void TestStore::judgement_everyField_survivesReopening()
{
    StoreFixture fixture;
    Judgement judgement;
    {
        const auto store = fixture.open();
        (void)add(*store);
        const auto task = claim(*store);
        judgement = task.judgement;
        judgement.state = JudgementState::Done;
        judgement.verdict = Verdict::WrongAnswer;
        judgement.score = 12.5;
        judgement.compile = CompileResult{.ok = true, .cached = true, .duration = Milliseconds{7}, .output = u"ä\n"_s};
        judgement.cases = {makeCase(0), makeCase(1, Verdict::WrongAnswer), makeCase(2)};
        judgement.cases[0].output = QByteArray("\0\xff", 2);
        judgement.cases[0].outputCut = true;
        judgement.cases[1].reason = u"line 1, token 1: expected 3, got 4"_s;
        judgement.cases[1].signal = 11;
        judgement.cases[2].state = CaseState::Skipped;
        judgement.cases[2].verdict.reset();
        judgement.cases[1].score = 2.5;
        judgement.score = 12.5;
        judgement.maxScore = 100;
        judgement.groups = {{.name = {}, .verdict = Verdict::WrongAnswer, .score = 12.5, .maxScore = 100},
                            {.name = u"secret/b"_s, .verdict = {}, .score = 0, .maxScore = {}}};
        judgement.reason = u"because"_s;
        judgement.sandboxTier = u"full"_s;
        judgement.toolchain = u"g++ 14.2"_s;
        judgement.started = Timestamp{Milliseconds{1'700'000'000'200}};
        judgement.ended = Timestamp{Milliseconds{1'700'000'000'300}};
        expect(store->recordCase(judgement.id, judgement.cases[0], task.epoch));
        expect(store->finishJudgement(judgement, task.epoch));
    }
    QVERIFY(expect(fixture.open()->judgement(judgement.id)) == judgement);
}

void TestStore::submissions_filtered_newestFirstWithoutSources()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const ProblemId problem = expect(store->addProblem(makeProblem(u"hello"_s)));
    const Entry first = makeEntry(Purpose::Submit, problem);
    const Entry second = makeEntry(Purpose::Run, problem);
    const Entry third = makeEntry(Purpose::Submit);
    for (const auto &entry : {first, second, third})
        expect(store->addSubmission(entry.submission, entry.judgement));
    const auto task = claim(*store);
    QCOMPARE(task.submission.id, first.submission.id);
    expect(store->recordCase(task.judgement.id, makeCase(0), task.epoch));

    const auto ids = [&](const SubmissionFilter &filter) {
        QList<SubmissionId> found;
        for (const auto &row : expect(store->submissions(filter)))
            found.append(row.submission.id);
        return found;
    };
    const auto a = first.submission.id;
    const auto b = second.submission.id;
    const auto c = third.submission.id;
    QVERIFY(ids({}) == (QList{c, b, a}));
    QVERIFY(ids({.problem = problem, .purpose = {}}) == (QList{b, a}));
    QVERIFY(ids({.problem = {}, .purpose = Purpose::Submit}) == (QList{c, a}));
    QVERIFY(ids({.problem = problem, .purpose = Purpose::Run}) == (QList{b}));
    QVERIFY(ids({.problem = ProblemId::make(), .purpose = {}}).isEmpty());

    const SubmissionRow row = expect(store->submissions({})).last();
    Submission head = first.submission;
    head.sources.clear();
    QVERIFY(row.submission == head);
    QCOMPARE(row.judgement.state, JudgementState::Leased);
    QCOMPARE(row.judgement.cases.size(), 1);
    QCOMPARE(row.judgement.passedCases(), 1);
    QVERIFY(row.judgement.cases.first().output.isEmpty());
}

void TestStore::submissions_limit_isKept()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const Entry newest = add(*store);
    const auto rows = expect(store->submissions({.problem = {}, .purpose = {}, .limit = 1}));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().submission.id, newest.submission.id);
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
