// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts of runs, and of whole judgements.
#include "core/judge/score_rules.h"
#include "core/judge/verdict_rules.h"
#include "core/model/candidate_view.h"

#include <QTest>

#include <csignal>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;
using sandbox::KilledBy;
using sandbox::RunOutcome;

Q_DECLARE_METATYPE(assay::sandbox::RunOutcome)

namespace {

CaseRun finished(int ordinal, Verdict verdict)
{
    return {.ordinal = ordinal, .state = CaseState::Done, .verdict = verdict, .reason = QStringLiteral("why")};
}

} // namespace

class tst_VerdictRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdict_ofARun_data();
    void verdict_ofARun();
    void total_ofCases_data();
    void total_ofCases();
    void total_compileError_decidesAlone();
    void candidateView_secretCase_hidesContent();
    void candidateView_tellsWhatTheRulesSay_data();
    void candidateView_tellsWhatTheRulesSay();
};

void tst_VerdictRules::verdict_ofARun_data()
{
    QTest::addColumn<RunOutcome>("outcome");
    QTest::addColumn<QString>("expected"); // empty: the output decides
    QTest::addColumn<QString>("reason");
    QTest::newRow("a good end") << RunOutcome{.exitCode = 0, .cpu = 1s} << QString() << QString();
    QTest::newRow("an exit code") << RunOutcome{.exitCode = 3} << QStringLiteral("RTE")
                                  << QStringLiteral("exit code 3");
    QTest::newRow("a signal") << RunOutcome{.signal = SIGSEGV} << QStringLiteral("RTE") << QStringLiteral("SIGSEGV");
    QTest::newRow("killed for CPU time") << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Cpu, .cpu = 2100ms}
                                         << QStringLiteral("TLE") << QStringLiteral("2.10 s");
    QTest::newRow("over the CPU limit, but ended by itself")
        << RunOutcome{.exitCode = 0, .cpu = 2001ms} << QStringLiteral("TLE") << QStringLiteral("2.00 s");
    QTest::newRow("exactly at the CPU limit") << RunOutcome{.exitCode = 0, .cpu = 2s} << QString() << QString();
    QTest::newRow("killed for wall time") << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Wall, .wall = 5s}
                                          << QStringLiteral("WTL") << QStringLiteral("5.00 s");
    QTest::newRow("out of memory") << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Memory, .memoryPeak = 256_MiB}
                                   << QStringLiteral("MLE") << QStringLiteral("256.0 MiB");
    QTest::newRow("a child was out of memory")
        << RunOutcome{.exitCode = 1, .outOfMemory = true} << QStringLiteral("MLE") << QStringLiteral("memory limit");
    QTest::newRow("memory before time") << RunOutcome{.exitCode = 0, .cpu = 3s, .memoryPeak = 300_MiB}
                                        << QStringLiteral("MLE") << QStringLiteral("300.0 MiB");
    QTest::newRow("too much output") << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Output}
                                     << QStringLiteral("OLE") << QStringLiteral("output limit");
    QTest::newRow("too large a file") << RunOutcome{.signal = SIGXFSZ,
                                                    .killedBy = KilledBy::FileSize,
                                                    .enforced = {.fileSize = {64_MiB}}}
                                      << QStringLiteral("RTE") << QStringLiteral("file size limit 64.0 MiB");
    QTest::newRow("too many processes, where they are only watched")
        << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Processes, .enforced = {.processes = {20}}}
        << QStringLiteral("RTE") << QStringLiteral("20 processes");
    QTest::newRow("too much in its folders, where they are only watched")
        << RunOutcome{.signal = SIGKILL, .killedBy = KilledBy::Disk, .enforced = {.scratch = {16_MiB}}}
        << QStringLiteral("RTE") << QStringLiteral("16.0 MiB in files");
    QTest::newRow("a forbidden call") << RunOutcome{.signal = SIGKILL,
                                                    .killedBy = KilledBy::Filter,
                                                    .violation = "socket"}
                                      << QStringLiteral("SV") << QStringLiteral("socket");
}

void tst_VerdictRules::verdict_ofARun()
{
    QFETCH(const RunOutcome, outcome);
    QFETCH(const QString, expected);
    QFETCH(const QString, reason);
    const JudgedLimits limits{.cpu = 2s, .memory = 256_MiB};
    const auto verdict = verdictOf(outcome, limits);
    QCOMPARE(verdict ? QString::fromUtf8(kVerdictIds.text(*verdict)) : QString(), expected);
    QCOMPARE(reasonOf(outcome, limits).isEmpty(), expected.isEmpty());
    QVERIFY2(reasonOf(outcome, limits).contains(reason), qPrintable(reasonOf(outcome, limits)));
}

void tst_VerdictRules::total_ofCases_data()
{
    QTest::addColumn<QList<Verdict>>("verdicts");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<double>("score");
    QTest::newRow("all accepted") << QList{Verdict::Accepted, Verdict::Accepted} << QStringLiteral("AC") << 100.0;
    QTest::newRow("the first failure decides")
        << QList{Verdict::Accepted, Verdict::TimeLimitExceeded, Verdict::WrongAnswer} << QStringLiteral("TLE") << 0.0;
    QTest::newRow("nothing compared") << QList{Verdict::Ok, Verdict::Ok} << QStringLiteral("OK") << 100.0;
    QTest::newRow("some compared") << QList{Verdict::Ok, Verdict::Accepted} << QStringLiteral("AC") << 100.0;
    QTest::newRow("an ungraded run that crashed") << QList{Verdict::RunTimeError} << QStringLiteral("RTE") << 0.0;
}

void tst_VerdictRules::total_ofCases()
{
    QFETCH(const QList<Verdict>, verdicts);
    QFETCH(const QString, expected);
    QFETCH(const double, score);
    QList<CaseRun> cases;
    for (const auto verdict : verdicts)
        cases.append(finished(static_cast<int>(cases.size()), verdict));
    const JudgedTotal total = totalOf(cases, std::nullopt);
    QCOMPARE(QString::fromUtf8(kVerdictIds.text(total.verdict)), expected);
    QCOMPARE(total.score, score);
}

void tst_VerdictRules::total_compileError_decidesAlone()
{
    QCOMPARE(totalOf({{}}, Verdict::CompileError).verdict, Verdict::CompileError);
}

void tst_VerdictRules::candidateView_secretCase_hidesContent()
{
    CaseRun run = finished(4, Verdict::WrongAnswer);
    run.name = QStringLiteral("secret/05-large");
    run.output = "hidden";
    run.errorOutput = "hidden";
    const CandidateCase secret = candidateView(run);
    QVERIFY(secret.name.isEmpty() && secret.reason.isEmpty() && secret.output.isEmpty() &&
            secret.errorOutput.isEmpty());
    QCOMPARE(secret.verdict, Verdict::WrongAnswer);
    run.secret = false;
    QCOMPARE(candidateView(run).output, "hidden");
}

void tst_VerdictRules::candidateView_tellsWhatTheRulesSay_data()
{
    QTest::addColumn<Telling>("telling");
    QTest::addColumn<bool>("verdict");
    QTest::addColumn<int>("cases"); // of a sample and two hidden tests
    QTest::newRow("full") << Telling{.feedback = Feedback::Full} << true << 3;
    QTest::newRow("verdict only") << Telling{.feedback = Feedback::VerdictOnly} << true << 1;
    QTest::newRow("verdict only, over") << Telling{.feedback = Feedback::VerdictOnly, .isOver = true} << true << 1;
    QTest::newRow("after the end, before it") << Telling{.feedback = Feedback::AfterClose} << false << 1;
    QTest::newRow("after the end") << Telling{.feedback = Feedback::AfterClose, .isOver = true} << true << 3;
    QTest::newRow("hidden") << Telling{.feedback = Feedback::Hidden} << false << 1;
    QTest::newRow("hidden, over") << Telling{.feedback = Feedback::Hidden, .isOver = true} << false << 1;
}

void tst_VerdictRules::candidateView_tellsWhatTheRulesSay()
{
    QFETCH(const Telling, telling);
    QFETCH(const bool, verdict);
    QFETCH(const int, cases);
    Judgement judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::WrongAnswer;
    judgement.score = 40;
    judgement.maxScore = 100;
    judgement.groups = {
        {.name = QStringLiteral("secret"), .verdict = Verdict::WrongAnswer, .score = 40, .maxScore = 100}};
    for (int ordinal = 0; ordinal < 3; ++ordinal) {
        judgement.cases.append(finished(ordinal, Verdict::WrongAnswer));
        judgement.cases.last().secret = ordinal > 0;
    }
    const CandidateJudgement view = candidateView(judgement, telling);
    QCOMPARE(view.verdict.has_value(), verdict);
    QCOMPARE(view.points.has_value(), verdict);
    QCOMPARE(view.score, verdict ? 40.0 : 0.0);
    QCOMPARE(view.cases.size(), cases);
    QCOMPARE(view.state, JudgementState::Done);
}

QTEST_GUILESS_MAIN(tst_VerdictRules)
#include "tst_verdict_rules.moc"
