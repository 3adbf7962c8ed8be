// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what jury submissions are expected to get: folders, annotations, submissions.yaml, and the check itself.
#include "core/problems/expectation.h"

#include "core/problems/glob_pattern.h"
#include "core/problems/package_reader.h"
#include "tests/unit/problems/package_folder.h"

#include <QTest>

#include <algorithm>

using namespace assay::core;
using namespace Qt::StringLiterals;
using enum assay::core::Verdict;

namespace {

/// A judgement over all cases: verdicts of "sample/1", "secret/1", "secret/2" and so on; the first failure is final.
Judgement judgementOf(const QList<Verdict> &verdicts)
{
    Judgement judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = Accepted;
    for (qsizetype i = 0; i < verdicts.size(); ++i) {
        CaseRun run;
        run.name = i == 0 ? u"sample/1"_s : u"secret/%1"_s.arg(i);
        run.state = CaseState::Done;
        run.verdict = verdicts[i];
        if (judgement.verdict == Accepted)
            judgement.verdict = verdicts[i];
        judgement.cases.append(run);
    }
    return judgement;
}

Judgement notCompiled()
{
    Judgement judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = CompileError;
    return judgement;
}

JurySubmission submissionIn(const PackageFolder &folder, const QString &name)
{
    const auto result = readPackage(folder.path());
    if (!result)
        qFatal("%s", result.error().describe().c_str());
    const auto found = std::ranges::find(result->problem.jurySubmissions, name, &JurySubmission::name);
    if (found == result->problem.jurySubmissions.end())
        qFatal("no submission %s", qPrintable(name));
    return *found;
}

} // namespace

class TestExpectation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meetsExpectation_folder_decides_data();
    void meetsExpectation_folder_decides();
    void meetsExpectation_annotation_countsOutsideOfOfficialFolders();
    void meetsExpectation_submissionsYaml_addsAndReplaces();
    void meetsExpectation_ruleAboutOtherThings_leavesTheVerdictOpen();
    void meetsExpectation_unknownFolder_hasNoExpectation();
    void meetsExpectation_skippedRequiredCase_isNotMet();
    void matchesGlob_pattern_matches_data();
    void matchesGlob_pattern_matches();
};

void TestExpectation::meetsExpectation_folder_decides_data()
{
    QTest::addColumn<bool>("legacy");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QList<Verdict>>("verdicts"); // None: it did not compile.
    QTest::addColumn<bool>("met");
    const auto row = [](const char *name, bool legacy, const QByteArray &folder, const QList<Verdict> &verdicts,
                        bool met) { QTest::newRow(name) << legacy << folder << verdicts << met; };
    const QList<Verdict> allPass = {Accepted, Accepted};
    row("accepted, all pass", false, "accepted", allPass, true);
    row("accepted, one fails", false, "accepted", {Accepted, WrongAnswer}, false);
    row("accepted, does not compile", false, "accepted", {}, false);
    row("wrong_answer, one wrong", false, "wrong_answer", {Accepted, WrongAnswer}, true);
    row("wrong_answer, none wrong", false, "wrong_answer", allPass, false);
    row("wrong_answer, later crash", false, "wrong_answer", {WrongAnswer, RunTimeError}, false);
    row("legacy wrong_answer, later crash", true, "wrong_answer", {WrongAnswer, RunTimeError}, true);
    row("legacy wrong_answer, crash first", true, "wrong_answer", {RunTimeError, WrongAnswer}, false);
    row("time_limit_exceeded, wall time", false, "time_limit_exceeded", {Accepted, WallTimeLimitExceeded}, true);
    row("time_limit_exceeded, wrong first", false, "time_limit_exceeded", {WrongAnswer, TimeLimitExceeded}, false);
    row("legacy time_limit_exceeded, wrong first", true, "time_limit_exceeded", {WrongAnswer, TimeLimitExceeded}, true);
    row("legacy time_limit_exceeded, crash first", true, "time_limit_exceeded", {RunTimeError, TimeLimitExceeded},
        false);
    row("run_time_error, memory", false, "run_time_error", {MemoryLimitExceeded, Accepted}, true);
    row("legacy run_time_error, wrong first", true, "run_time_error", {WrongAnswer, RunTimeError}, true);
    row("run_time_error, wrong first", false, "run_time_error", {WrongAnswer, RunTimeError}, false);
    row("rejected, anything", false, "rejected", {Accepted, TimeLimitExceeded}, true);
    row("rejected, all pass", false, "rejected", allPass, false);
    row("rejected, does not compile", false, "rejected", {}, false);
    row("brute_force, too slow", false, "brute_force", {Accepted, TimeLimitExceeded}, true);
    row("brute_force, wrong", false, "brute_force", {TimeLimitExceeded, WrongAnswer}, false);
    row("memory_limit_exceeded", false, "memory_limit_exceeded", {Accepted, MemoryLimitExceeded}, true);
    row("memory_limit_exceeded, crash", false, "memory_limit_exceeded", {Accepted, RunTimeError}, false);
    row("output_limit_exceeded", true, "output_limit_exceeded", {OutputLimitExceeded}, true);
    row("compile_error", false, "compile_error", {}, true);
    row("compiler_error", true, "compiler_error", {}, true);
    row("compile_error, compiles", false, "compile_error", allPass, false);
    row("judging error is never right", false, "rejected", {JudgingError}, false);
}

void TestExpectation::meetsExpectation_folder_decides()
{
    QFETCH(bool, legacy);
    QFETCH(QByteArray, folder);
    QFETCH(QList<Verdict>, verdicts);
    QFETCH(bool, met);
    PackageFolder package;
    if (legacy)
        package.fillLegacy();
    else
        package.fill2025();
    package.write(("submissions/" + folder + "/x.py").constData(), "\n");
    const JurySubmission submission = submissionIn(package, QString::fromLatin1(folder + "/x.py"));
    QCOMPARE(meetsExpectation(submission, verdicts.isEmpty() ? notCompiled() : judgementOf(verdicts)), met);
}

void TestExpectation::meetsExpectation_annotation_countsOutsideOfOfficialFolders()
{
    PackageFolder folder;
    folder.fillLegacy();
    const QByteArray source = "# @EXPECTED_RESULTS@: TIMELIMIT, wrong_answer,NO-OUTPUT\n";
    folder.write("submissions/mixed/x.py", source);
    folder.write("submissions/accepted/x.py", source);
    folder.write("submissions/mixed/two/notes.txt", "nothing\n");
    folder.write("submissions/mixed/two/x.c", "/* @EXPECTED_RESULTS@: COMPILER-ERROR */\n@EXPECTED_RESULTS@: CORRECT");
    const JurySubmission mixed = submissionIn(folder, u"mixed/x.py"_s);
    QCOMPARE(mixed.expected,
             (QList<Verdict>{TimeLimitExceeded, WallTimeLimitExceeded, WrongAnswer, PresentationError}));
    QVERIFY(meetsExpectation(mixed, judgementOf({Accepted, TimeLimitExceeded})));
    QVERIFY(!meetsExpectation(mixed, judgementOf({Accepted, Accepted})));
    QVERIFY(!meetsExpectation(submissionIn(folder, u"accepted/x.py"_s), judgementOf({WrongAnswer})));
    QVERIFY(meetsExpectation(submissionIn(folder, u"mixed/two"_s), notCompiled()));
}

void TestExpectation::meetsExpectation_submissionsYaml_addsAndReplaces()
{
    PackageFolder folder;
    folder.fill2025();
    for (const char *name : {"accepted/b.py", "wrong_answer/odd.py", "tle/x.py", "time_limit_exceeded/y.py"})
        folder.write((QByteArray{"submissions/"} + name).constData(), "\n");
    folder.write("submissions/submissions.yaml", R"(
accepted: {permitted: [WA], required: [WA]}
accepted/b.py: {language: python3, entrypoint: b.py, authors: Bob}
wrong_answer/{odd,even}.py:
  sample: {permitted: [AC]}
  secret/{1,3}: {required: [WA]}
tle: {permitted: [AC, TLE], required: [TLE]}
time_limit_exceeded: {permitted: [AC, WA, TLE]}
)");
    const JurySubmission replaced = submissionIn(folder, u"accepted/b.py"_s);
    QCOMPARE(replaced.language, u"python3"_s);
    QCOMPARE(replaced.entryPoint, u"b.py"_s);
    QVERIFY(meetsExpectation(replaced, judgementOf({WrongAnswer})));
    QVERIFY(!meetsExpectation(replaced, judgementOf({Accepted})));

    const JurySubmission odd = submissionIn(folder, u"wrong_answer/odd.py"_s);
    QVERIFY(meetsExpectation(odd, judgementOf({Accepted, WrongAnswer, Accepted})));
    QVERIFY(meetsExpectation(odd, judgementOf({Accepted, Accepted, WrongAnswer, WrongAnswer})));
    QVERIFY(!meetsExpectation(odd, judgementOf({Accepted, Accepted, WrongAnswer, Accepted})));
    QVERIFY(!meetsExpectation(odd, judgementOf({WrongAnswer, WrongAnswer})));
    QVERIFY(!meetsExpectation(odd, judgementOf({Accepted, RunTimeError, WrongAnswer, WrongAnswer})));

    const JurySubmission slow = submissionIn(folder, u"tle/x.py"_s);
    QVERIFY(!slow.expected.contains(Accepted));
    QVERIFY(meetsExpectation(slow, judgementOf({Accepted, TimeLimitExceeded})));
    QVERIFY(!meetsExpectation(slow, judgementOf({Accepted, Accepted})));

    // Only `permitted` is given: `required` stays that of the folder.
    const JurySubmission wider = submissionIn(folder, u"time_limit_exceeded/y.py"_s);
    QVERIFY(meetsExpectation(wider, judgementOf({WrongAnswer, TimeLimitExceeded})));
    QVERIFY(!meetsExpectation(wider, judgementOf({WrongAnswer, Accepted})));
}

void TestExpectation::meetsExpectation_ruleAboutOtherThings_leavesTheVerdictOpen()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("submissions/compile_error/x.c", "\n");
    folder.write("submissions/submissions.yaml", "compile_error: {use_for_time_limit: false}\n"
                                                 "accepted/a.py: {model_solution: true, authors: [Ada <a@b.c>], "
                                                 "message: well done, score: [3, 5], use_for_time_limit: lower}\n");
    QVERIFY(meetsExpectation(submissionIn(folder, u"compile_error/x.c"_s), notCompiled()));
    const JurySubmission other = submissionIn(folder, u"accepted/a.py"_s);
    QVERIFY(other.modelSolution);
    QCOMPARE(other.authors, (QList<Person>{{.name = u"Ada"_s, .email = u"a@b.c"_s, .orcid = {}, .kattis = {}}}));
    QCOMPARE(other.rules.size(), 2); // And that of the folder.
    QCOMPARE(other.rules[0].message, u"well done"_s);
    QCOMPARE(other.rules[0].score, (ScoreRange{.lowest = 3, .highest = 5}));
    QCOMPARE(other.rules[0].timeLimitUse, TimeLimitUse::Lower);
    QVERIFY(!meetsExpectation(other, judgementOf({WrongAnswer})));
}

void TestExpectation::meetsExpectation_unknownFolder_hasNoExpectation()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("submissions/slow_accepted/x.py", "\n");
    const JurySubmission submission = submissionIn(folder, u"slow_accepted/x.py"_s);
    QVERIFY(submission.expected.isEmpty());
    QVERIFY(meetsExpectation(submission, judgementOf({RunTimeError})));
    QCOMPARE(readPackage(folder.path())->findings.size(), 1);
}

void TestExpectation::meetsExpectation_skippedRequiredCase_isNotMet()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("submissions/time_limit_exceeded/x.py", "\n");
    folder.write("submissions/submissions.yaml", "time_limit_exceeded: {permitted: [AC, WA, TLE]}\n");
    Judgement judgement = judgementOf({WrongAnswer, TimeLimitExceeded});
    judgement.cases[1].state = CaseState::Skipped;
    judgement.cases[1].verdict.reset();
    QVERIFY(!meetsExpectation(submissionIn(folder, u"time_limit_exceeded/x.py"_s), judgement));
}

void TestExpectation::matchesGlob_pattern_matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const QByteArray &pattern, const QByteArray &path, bool matches) {
        QTest::newRow((pattern + " against " + path).constData()) << pattern << path << matches;
    };
    row("accepted", "accepted/a.py", true);
    row("accepted/", "accepted/a.py", true);
    row("accepted/*", "accepted/a.py", true);
    row("accepted/*", "accepted", false);
    row("accept", "accepted/a.py", false);
    row("*", "accepted/a.py", true);
    row("*.py", "accepted/a.py", false);
    row("*/a.*", "accepted/a.py", true);
    row("*/a.{py,cpp}", "accepted/a.cpp", true);
    row("*/a.{py,cpp}", "accepted/a.java", false);
    row("secret/*{1,3}", "secret/13", true);
    row("secret/*{ 4 }{ 2 }", "secret/42", true);
    row("secret/*{,0}{0,2}", "secret/12", true);
    row("a*b*c", "aXbXXc", true);
    row("a*b*c", "aXbXX", false);
    row("a{b", "a{b", true);
    row("", "a", false);
    row("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", "aaaaaaaaaaaaa", false);
}

void TestExpectation::matchesGlob_pattern_matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, matches);
    QCOMPARE(matchesGlob(pattern.toStdString(), path.toStdString()), matches);
}

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"
