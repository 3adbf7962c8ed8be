// SPDX-License-Identifier: GPL-3.0-or-later
// The models under a stream of events: rows are inserted and updated in place, never reset.
#include "app/models/problems_model.h"
#include "app/models/roles.h"
#include "app/models/samples_model.h"
#include "app/models/submissions_model.h"
#include "app/text/verdict_text.h"
#include "app/widgets/run_bar.h"
#include "app/widgets/text_difference.h"
#include "tests/gui/gui_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace assay;
using namespace assay::app;

namespace {

core::Submission submission()
{
    core::Submission made;
    made.id = core::SubmissionId::make();
    made.problem = core::ProblemId::make();
    made.language = QStringLiteral("cpp");
    return made;
}

core::Judgement judgement(const core::Submission &of, core::JudgementState state)
{
    core::Judgement made;
    made.id = core::JudgementId::make();
    made.submission = of.id;
    made.state = state;
    return made;
}

core::Event eventOf(core::EventData data)
{
    core::Event made;
    made.data = std::move(data);
    return made;
}

core::CaseRun caseRun(int ordinal, core::Verdict verdict)
{
    core::CaseRun run;
    run.ordinal = ordinal;
    run.state = core::CaseState::Done;
    run.verdict = verdict;
    run.cpu = std::chrono::milliseconds(10 * (ordinal + 1));
    run.memory = Bytes{1024 * 1024 * (ordinal + 1)};
    return run;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void submissions_lifeOfOne_isShownStepByStep();
    void submissions_many_areNewestFirstWithoutReset();
    void submissions_mergeAfterEvents_keepsTheNewerState();
    void submissions_updateWithoutCases_keepsTheCases();
    void submissions_secretCase_keepsItsContentsOut();
    void samples_unticked_areNotRun();
    void samples_results_goToTheirRows();
    void samples_own_keepEveryByte();
    void problems_update_movesInsertsAndRemovesRows();
    void steps_ofARun_areNamed();
    void outcome_namesTheFailingTest();
    void outcome_hasPointsWhereThereAreAny();
    void difference_marksTokens_data();
    void difference_marksTokens();
};

void TestModels::submissions_lifeOfOne_isShownStepByStep()
{
    SubmissionsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const auto made = submission();
    auto work = judgement(made, core::JudgementState::Queued);
    const auto result = [&model] { return model.index(0, SubmissionsModel::Result).data().toString(); };

    model.apply({eventOf(made), eventOf(work)});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(result(), QStringLiteral("Queued"));
    QVERIFY(model.index(0, 0).data(ActiveRole).toBool());
    work.state = core::JudgementState::Compiling;
    model.apply({eventOf(work)});
    QCOMPARE(result(), QStringLiteral("Compiling"));
    work.state = core::JudgementState::Running;
    work.cases = {core::CaseRun{.ordinal = 0}, core::CaseRun{.ordinal = 1}};
    model.apply({eventOf(work)});
    QCOMPARE(model.index(0, SubmissionsModel::Cases).data().toString(), QStringLiteral("0/2"));
    model.apply({eventOf(
        core::CaseDone{.judgement = work.id, .submission = made.id, .run = caseRun(0, core::Verdict::Accepted)})});
    QCOMPARE(model.index(0, SubmissionsModel::Cases).data().toString(), QStringLiteral("1/2"));
    work.state = core::JudgementState::Done;
    work.verdict = core::Verdict::Accepted;
    work.cases = {caseRun(0, core::Verdict::Accepted), caseRun(1, core::Verdict::Accepted)};
    model.apply({eventOf(work)});
    QCOMPARE(result(), QStringLiteral("Accepted"));
    QCOMPARE(model.index(0, SubmissionsModel::Time).data().toString(), QStringLiteral("20 ms"));
    QCOMPARE(model.index(0, SubmissionsModel::Memory).data().toString(), QStringLiteral("2 MiB"));
    QCOMPARE(model.index(0, SubmissionsModel::Result).data(GlyphRole).toInt(), int(Glyph::Check));
    QVERIFY(!model.index(0, 0).data(ActiveRole).toBool());
    QCOMPARE(reset.count(), 0);
}

void TestModels::submissions_many_areNewestFirstWithoutReset()
{
    SubmissionsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QList<core::Submission> all;
    for (int i = 0; i < 50; ++i)
        all.append(submission());
    for (const auto &made : all)
        model.apply({eventOf(made), eventOf(judgement(made, core::JudgementState::Queued))});
    QCOMPARE(model.rowCount(), 50);
    QCOMPARE(inserted.count(), 50);
    for (int row = 0; row < 50; ++row)
        QVERIFY(model.lineAt(row).id == all.at(49 - row).id);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    auto work = judgement(all.at(10), core::JudgementState::Running);
    model.apply({eventOf(work), eventOf(work), eventOf(work)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 39);
    QCOMPARE(reset.count(), 0);
}

void TestModels::submissions_mergeAfterEvents_keepsTheNewerState()
{
    SubmissionsModel model;
    const auto fresh = submission();
    auto done = judgement(fresh, core::JudgementState::Done);
    done.verdict = core::Verdict::WrongAnswer;
    model.apply({eventOf(fresh), eventOf(done)});
    const auto old = submission();
    core::SubmissionRow stale{.submission = fresh, .judgement = judgement(fresh, core::JudgementState::Queued)};
    core::SubmissionRow other{.submission = old, .judgement = judgement(old, core::JudgementState::Done)};
    model.merge({other, stale});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.find(fresh.id)->judgement.state, core::JudgementState::Done);
}

void TestModels::submissions_updateWithoutCases_keepsTheCases()
{
    core::Judgement first;
    first.id = core::JudgementId::make();
    first.state = core::JudgementState::Running;
    first.cases = {caseRun(0, core::Verdict::Accepted)};
    auto update = first;
    update.cases.clear();
    update.state = core::JudgementState::Finalizing;
    auto merged = mergedJudgement(core::candidateView(first), update);
    QCOMPARE(merged.cases.size(), 1);
    update.cases = {core::CaseRun{.ordinal = 0}};
    merged = mergedJudgement(merged, update);
    QCOMPARE(merged.cases.first().state, core::CaseState::Done);
    update.state = core::JudgementState::Queued; // Its lease was lost: it starts anew.
    update.cases.clear();
    QCOMPARE(mergedJudgement(merged, update).cases.size(), 0);
}

void TestModels::submissions_secretCase_keepsItsContentsOut()
{
    SubmissionsModel model;
    const auto made = submission();
    auto work = judgement(made, core::JudgementState::Running);
    auto run = caseRun(0, core::Verdict::WrongAnswer);
    run.secret = true;
    run.name = QStringLiteral("secret/01-trap");
    run.output = "42";
    run.reason = QStringLiteral("expected 43");
    work.cases = {run};
    model.apply({eventOf(made), eventOf(work)});
    const auto &seen = model.lineAt(0).judgement.cases.first();
    QVERIFY(seen.name.isEmpty() && seen.output.isEmpty() && seen.reason.isEmpty());
}

void TestModels::samples_unticked_areNotRun()
{
    SamplesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProblem({{.name = QStringLiteral("sample/1"), .input = "1\n", .answer = "2\n"},
                      {.name = QStringLiteral("sample/2"), .input = "3\n", .answer = "4\n"}},
                     {});
    model.setData(model.index(0), Qt::Unchecked, Qt::CheckStateRole);
    const auto inputs = model.inputs();
    QCOMPARE(inputs.size(), 1);
    QCOMPARE(inputs.first().name, QStringLiteral("sample/2"));
    InputDraft draft;
    model.store(draft);
    QCOMPARE(draft.unchecked, QStringList{QStringLiteral("sample/1")});
}

void TestModels::samples_results_goToTheirRows()
{
    SamplesModel model;
    model.setProblem({{.name = QStringLiteral("sample/1"), .input = "1\n", .answer = "2\n"}}, {});
    auto run = caseRun(0, core::Verdict::WrongAnswer);
    run.secret = false;
    run.name = QStringLiteral("sample/1");
    model.takeResults({core::candidateView(run)});
    QCOMPARE(model.index(0).data(ToneRole).toInt(), int(Tone::Fail));
    model.clearResults();
    QVERIFY(!model.index(0).data(ToneRole).isValid());
}

void TestModels::samples_own_keepEveryByte()
{
    SamplesModel model;
    const auto row = model.addOwn("  1 \n\n", "\t2\n \n");
    QCOMPARE(model.inputs().at(row).input, QByteArray("  1 \n\n"));
    QCOMPARE(model.inputs().at(row).expected.value(), QByteArray("\t2\n \n"));
    model.setJudged(row, false);
    QVERIFY(!model.inputs().at(row).expected.has_value());
}

void TestModels::problems_update_movesInsertsAndRemovesRows()
{
    ProblemsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QList<core::ProblemRecord> records;
    for (const auto *title : {"A", "B", "C"})
        records.append({.id = core::ProblemId::make(), .title = QLatin1StringView(title)});
    model.update(records);
    const auto chosen = QPersistentModelIndex(model.index(2));
    std::swap(records[0], records[2]);
    records.removeAt(1);
    records.append({.id = core::ProblemId::make(), .title = QStringLiteral("D")});
    model.update(records);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(chosen.row(), 0);
    QCOMPARE(model.index(2).data().toString(), QStringLiteral("D"));
    QCOMPARE(reset.count(), 0);
}

void TestModels::steps_ofARun_areNamed()
{
    RunProgress progress;
    progress.ahead = 2;
    QCOMPARE(stepTexts(progress), QStringList{QStringLiteral("Queued, 2 in front")});
    progress.judgement.state = core::JudgementState::Running;
    progress.judgement.compile =
        core::CompileResult{.ok = true, .cached = false, .duration = std::chrono::milliseconds(500)};
    progress.judgement.cases = {
        core::candidateView(caseRun(0, core::Verdict::Accepted)), {.ordinal = 1}, {.ordinal = 2}};
    QCOMPARE(stepTexts(progress), QStringList({QStringLiteral("Compiled in 500 ms"), QStringLiteral("Test 2/3")}));
    progress.judgement.state = core::JudgementState::Done;
    progress.judgement.verdict = core::Verdict::Accepted;
    QCOMPARE(stepTexts(progress).last(), QStringLiteral("Accepted"));
}

void TestModels::outcome_namesTheFailingTest()
{
    core::CandidateJudgement judged;
    judged.state = core::JudgementState::Done;
    judged.verdict = core::Verdict::TimeLimitExceeded;
    judged.cases = {core::candidateView(caseRun(0, core::Verdict::Accepted)),
                    core::candidateView(caseRun(1, core::Verdict::TimeLimitExceeded))};
    QCOMPARE(outcomeText(judged, core::Purpose::Submit), QStringLiteral("Time limit exceeded on test 2 of 2"));
    judged.verdict = core::Verdict::JudgingError;
    QCOMPARE(outcomeText(judged, core::Purpose::Submit), QStringLiteral("Judging problem, not your fault"));
}

void TestModels::outcome_hasPointsWhereThereAreAny()
{
    core::Judgement judged;
    judged.state = core::JudgementState::Done;
    judged.verdict = core::Verdict::WrongAnswer;
    judged.cases = {caseRun(0, core::Verdict::Accepted), caseRun(1, core::Verdict::WrongAnswer)};
    QCOMPARE(resultText(core::candidateView(judged)), QStringLiteral("Wrong answer"));
    judged.groups = {{.name = QStringLiteral("secret"), .verdict = {}, .score = 42.5, .maxScore = 100}};
    judged.score = 42.5;
    judged.maxScore = 100;
    QCOMPARE(resultText(core::candidateView(judged)), QStringLiteral("Wrong answer, 42.5/100"));
    QCOMPARE(outcomeText(core::candidateView(judged), core::Purpose::Submit),
             QStringLiteral("42.5 of 100 points. Wrong answer on test 2 of 2"));
    judged.maxScore.reset();
    QCOMPARE(outcomeText(core::candidateView(judged), core::Purpose::Submit),
             QStringLiteral("42.5 points. Wrong answer on test 2 of 2"));
    judged.state = core::JudgementState::Running;
    judged.verdict.reset();
    QCOMPARE(resultText(core::candidateView(judged)), QStringLiteral("Running"));
}

void TestModels::difference_marksTokens_data()
{
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QStringList>("marked");
    QTest::addColumn<int>("line");
    QTest::newRow("equal but for white space") << "1  2\n" << "1 2" << QStringList() << 0;
    QTest::newRow("one token differs") << "1 2\n3 4\n" << "1 2\n3 5\n" << QStringList{QStringLiteral("4")} << 2;
    QTest::newRow("too much at the end") << "1\n2\n" << "1\n" << QStringList{QStringLiteral("2")} << 2;
    QTest::newRow("nothing at all") << "" << "7\n" << QStringList() << 1;
}

void TestModels::difference_marksTokens()
{
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QFETCH(QStringList, marked);
    const auto difference = differenceOf(actual, expected);
    QStringList tokens;
    for (const auto &range : difference.actual)
        tokens.append(actual.sliced(range.start, range.length));
    QCOMPARE(tokens, marked);
    QTEST(difference.firstLine, "line");
}

ASSAY_GUI_TEST_MAIN(TestModels)
#include "tst_models.moc"
