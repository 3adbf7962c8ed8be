// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package reader: groups, their grading, and what they set for their cases.
#include "tests/unit/problems/package_inspection.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

QStringList groupNames(const Problem &problem)
{
    QStringList names;
    for (const TestGroup &group : problem.groups)
        names.append(group.name);
    return names;
}

const TestGroup &groupIn(const Problem &problem, const QString &name)
{
    for (const TestGroup &group : problem.groups) {
        if (group.name == name)
            return group;
    }
    qFatal("no group %s", qPrintable(name));
}

/// "secret/a [1 2]": what a group's members are, in their order.
QStringList membersOf(const Problem &problem, const QString &name)
{
    QStringList names;
    for (const auto &member : groupIn(problem, name).members)
        names.append(member.kind == TestGroup::Member::Group ? "group "_L1 + problem.groups[member.index].name
                                                             : problem.cases[member.index].name);
    return names;
}

LegacyGrading gradingOf(const Problem &problem, const QString &name)
{
    return std::get<LegacyGrading>(groupIn(problem, name).grading);
}

GroupScoring scoringOf(const Problem &problem, const QString &name)
{
    return std::get<GroupScoring>(groupIn(problem, name).grading);
}

const QByteArray kScoring2025 =
    "problem_format_version: 2025-09\nname: Sum\nuuid: 8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1\ntype: scoring\n"
    "limits: {time_limit: 1}\n";

} // namespace

class TestGroupReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groups_legacy_areFoldersInOrder();
    void groups_legacy_inheritEachKey();
    void groups_legacyGraderFlags_meanWhatTheDefaultGraderDoes();
    void groups_legacyKeyTwice_lastOneCounts();
    void groups_gradingInProblemYaml_holdsForAll();
    void groups_version2025_areConfiguredFolders();
    void groups_version2025_haveTheirDefaults();
    void groups_version2025_readAllKeys();
    void groups_draft_comeInBothStyles();
    void groups_withoutCases_areNoMembers();
    void groups_contradictions_areErrors_data();
    void groups_contradictions_areErrors();
    void groups_sloppyPassFail_isOnlyWarned();
};

void TestGroupReader::groups_legacy_areFoldersInOrder()
{
    PackageFolder folder;
    folder.fillLegacy();
    addCases(folder, {"secret/2", "secret/15a/x", "secret/15a/deep/y", "secret/b/z"});
    const Problem problem = read(folder);
    QCOMPARE(groupNames(problem),
             (QStringList{u""_s, u"sample"_s, u"secret"_s, u"secret/15a"_s, u"secret/15a/deep"_s, u"secret/b"_s}));
    QCOMPARE(membersOf(problem, {}), (QStringList{u"group sample"_s, u"group secret"_s}));
    QCOMPARE(membersOf(problem, u"secret"_s),
             (QStringList{u"secret/1"_s, u"group secret/15a"_s, u"secret/2"_s, u"group secret/b"_s}));
    QCOMPARE(membersOf(problem, u"secret/15a"_s), (QStringList{u"group secret/15a/deep"_s, u"secret/15a/x"_s}));
    QVERIFY(!problem.groups[0].parent);
    QCOMPARE(problem.groups[4].parent, std::optional<qsizetype>{3});
    for (const TestCase &one : problem.cases)
        QCOMPARE(problem.groups[one.group].name, one.name.section(u'/', 0, -2));
}

void TestGroupReader::groups_legacy_inheritEachKey()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem.yaml", "name: Sum\ntype: scoring\n");
    addCases(folder, {"secret/a/1", "secret/a/b/1"});
    folder.write("data/testdata.yaml", "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n");
    folder.write("data/secret/testdata.yaml", "accept_score: 25.5\ngrader_flags: min first_error\n");
    folder.write("data/secret/a/testdata.yaml", "on_reject: break\nrange: -inf +inf\nreject_score: -1\n");
    const Problem problem = read(folder);
    QVERIFY(gradingOf(problem, {}).grader.ignoreSample);
    const LegacyGrading sample = gradingOf(problem, u"sample"_s);
    QVERIFY(!sample.grader.ignoreSample && sample.onReject == OnReject::Continue && sample.acceptScore == 1.0);
    QCOMPARE(sample.range, (ScoreRange{.lowest = 0, .highest = 100}));
    const LegacyGrading deep = gradingOf(problem, u"secret/a/b"_s);
    QCOMPARE(deep.onReject, OnReject::Break);
    QCOMPARE(deep.acceptScore, 25.5);
    QCOMPARE(deep.rejectScore, -1.0);
    QCOMPARE(deep.range, ScoreRange{});
    QCOMPARE(deep.grader.score, ScoreMode::Minimum);
    QCOMPARE(deep.grader.verdict, VerdictMode::FirstError);
    QCOMPARE(deep.graderFlags, (QStringList{u"min"_s, u"first_error"_s}));
}

void TestGroupReader::groups_legacyGraderFlags_meanWhatTheDefaultGraderDoes()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem.yaml", "name: Sum\ntype: scoring\n");
    folder.write("data/secret/testdata.yaml",
                 "grader_flags: sum avg max no_errors always_accept accept_if_any_accepted x\n");
    const PackageInspection inspection = inspect(folder);
    const DefaultGrader grader = gradingOf(inspection.problem, u"secret"_s).grader;
    QCOMPARE(grader.score, ScoreMode::Maximum);
    QCOMPARE(grader.verdict, VerdictMode::AlwaysAccept);
    QVERIFY(grader.acceptIfAnyAccepted);
    QCOMPARE(inspection.findings.size(), 1);
    QVERIFY(inspection.findings[0].message.endsWith("no flag \"x\""_L1));
}

void TestGroupReader::groups_legacyKeyTwice_lastOneCounts()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem.yaml", "name: Sum\ntype: scoring\n");
    folder.write("data/secret/testdata.yaml", "accept_score: 3\nrange: 0 5\naccept_score: 5\n");
    const PackageInspection inspection = inspect(folder);
    QCOMPARE(gradingOf(inspection.problem, u"secret"_s).acceptScore, 5.0);
    QCOMPARE(inspection.findings.size(), 1);
    QCOMPARE(QString::fromStdString(inspection.findings[0].describe()),
             u"data/secret/testdata.yaml: has the key \"accept_score\" twice: the last one counts"_s);
    folder.write("data/secret/testdata.yaml", "accept_score: 3\naccept_score: 5\n");
    folder.write("problem.yaml",
                 "problem_format_version: 2025-09\nname: Sum\nuuid: 8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1\n"
                 "type: scoring\nlimits: {time_limit: 1}\n");
    QVERIFY(errorsIn(folder).contains(u"data/secret/testdata.yaml: has the key \"accept_score\" twice"_s));
}

void TestGroupReader::groups_gradingInProblemYaml_holdsForAll()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem.yaml", "name: Sum\ntype: scoring\ngrading: {objective: min, show_test_data_groups: true, "
                                 "accept_score: 7, range: 0 9, on_reject: grade}\n");
    folder.write("data/secret/testdata.yaml", "accept_score: 3\n");
    const Problem problem = read(folder);
    QCOMPARE(problem.objective, Objective::Minimize);
    QVERIFY(problem.showTestDataGroups);
    for (const TestGroup &group : problem.groups) {
        const LegacyGrading grading = std::get<LegacyGrading>(group.grading);
        QVERIFY(grading.acceptScore == 7.0 && grading.range.highest == 9.0 && grading.onReject == OnReject::Continue);
    }
}

void TestGroupReader::groups_version2025_areConfiguredFolders()
{
    PackageFolder folder;
    folder.fill2025();
    folder.remove("data/secret/1.in");
    folder.remove("data/secret/1.ans");
    folder.write("problem.yaml", kScoring2025);
    addCases(folder, {"secret/a/1", "secret/a/inner/1", "secret/b/1"});
    folder.write("data/secret/a/test_group.yaml", "max_score: 40\n");
    folder.write("data/secret/b/test_group.yaml", "max_score: 60\n");
    const Problem problem = read(folder);
    QCOMPARE(groupNames(problem), (QStringList{u""_s, u"sample"_s, u"secret"_s, u"secret/a"_s, u"secret/b"_s}));
    QCOMPARE(membersOf(problem, u"secret/a"_s), (QStringList{u"secret/a/1"_s, u"secret/a/inner/1"_s}));
    QCOMPARE(problem.cases[2].group, 3);
}

void TestGroupReader::groups_version2025_haveTheirDefaults()
{
    PackageFolder folder;
    folder.fill2025();
    QCOMPARE(scoringOf(read(folder), u"secret"_s), GroupScoring{});
    folder.write("problem.yaml", kScoring2025);
    const Problem problem = read(folder);
    QCOMPARE(scoringOf(problem, u"secret"_s).maxScore, std::optional<double>{100});
    QCOMPARE(scoringOf(problem, u"secret"_s).aggregation, ScoreAggregation::Sum);
    QCOMPARE(scoringOf(problem, u"sample"_s), GroupScoring{});
    QVERIFY(problem.cases[0].fullFeedback);
    QVERIFY(!problem.cases[1].fullFeedback);
}

void TestGroupReader::groups_version2025_readAllKeys()
{
    PackageFolder folder;
    folder.fill2025();
    folder.remove("data/secret/1.in");
    folder.remove("data/secret/1.ans");
    folder.write("problem.yaml", kScoring2025);
    folder.write("static_validator/check.py", "\n");
    addCases(folder, {"secret/a/1", "secret/b/1"});
    folder.write("data/secret/test_group.yaml", "max_score: unbounded\nrequire_pass: sample\n");
    folder.write("data/secret/a/test_group.yaml", "max_score: 0\nfull_feedback: true\nargs: [--fast, a b]\n");
    folder.write("data/secret/b/test_group.yaml", R"(max_score: 60
score_aggregation: min
require_pass: [sample, secret/a]
static_validation_score: 20
static_validator_args: [-x]
input_visualizer_args: [in]
output_visualizer_args: [out]
)");
    const Problem problem = read(folder);
    QCOMPARE(scoringOf(problem, u"secret"_s).maxScore, std::nullopt);
    QCOMPARE(scoringOf(problem, u"secret"_s).requirePass, QStringList{u"sample"_s});
    QCOMPARE(scoringOf(problem, u"secret/a"_s).maxScore, std::optional<double>{0});
    QCOMPARE(problem.cases[1].arguments, (QStringList{u"--fast"_s, u"a b"_s}));
    QVERIFY(problem.cases[1].fullFeedback && !problem.cases[2].fullFeedback);
    const GroupScoring b = scoringOf(problem, u"secret/b"_s);
    QCOMPARE(b.aggregation, ScoreAggregation::Minimum);
    QCOMPARE(b.requirePass, (QStringList{u"sample"_s, u"secret/a"_s}));
    QVERIFY(b.staticValidation);
    QCOMPARE(b.staticValidation->score, std::optional<double>{20});
    QCOMPARE(b.staticValidation->arguments, QStringList{u"-x"_s});
    QCOMPARE(problem.cases[2].inputVisualizerArguments, QStringList{u"in"_s});
    QCOMPARE(problem.cases[2].outputVisualizerArguments, QStringList{u"out"_s});
    QVERIFY(problem.cases[2].arguments.isEmpty());
}

void TestGroupReader::groups_draft_comeInBothStyles()
{
    PackageFolder folder;
    folder.fill2025();
    folder.remove("data/secret/1.in");
    folder.remove("data/secret/1.ans");
    folder.write("problem.yaml", "problem_format_version: 2023-07-draft\nname: Sum\ntype: scoring\n");
    addCases(folder, {"secret/a/1"});
    folder.write("data/secret/a/testdata.yaml", "accept_score: 5\n");
    QCOMPARE(gradingOf(read(folder), u"secret/a"_s).acceptScore, 5.0);
    folder.write("data/secret/a/testdata.yaml", "scoring: {score: 100, aggregation: min}\n");
    const GroupScoring scoring = scoringOf(read(folder), u"secret/a"_s);
    QCOMPARE(scoring.maxScore, std::optional<double>{100});
    QCOMPARE(scoring.aggregation, ScoreAggregation::Minimum);
}

void TestGroupReader::groups_withoutCases_areNoMembers()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.remove("data/sample");
    folder.write("data/secret/empty/README", "nothing here\n");
    const Problem problem = read(folder);
    QCOMPARE(groupNames(problem), (QStringList{u""_s, u"sample"_s, u"secret"_s}));
    QCOMPARE(membersOf(problem, {}), QStringList{u"group secret"_s});
}

void TestGroupReader::groups_contradictions_areErrors_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &secret, const QByteArray &a, const QByteArray &b,
                        const QString &message) { QTest::newRow(name) << secret << a << b << message; };
    row("a group without its worth", "", "max_score: 3", "full_feedback: true",
        u"data/secret/b/test_group.yaml: max_score: is missing: what the group is worth is not known"_s);
    row("unbounded in bounded", "", "max_score: 3", "score_aggregation: min",
        u"data/secret/b/test_group.yaml: max_score: must be given, as that of secret is bounded"_s);
    row("sum in pass-fail", "score_aggregation: pass-fail", "max_score: 3", "max_score: 3\nscore_aggregation: sum",
        u"data/secret/b/test_group.yaml: score_aggregation: must be pass-fail, as that of secret is"_s);
    row("requires a later group", "", "max_score: 3\nrequire_pass: secret/b", "max_score: 3",
        u"data/secret/a/test_group.yaml: require_pass: secret/b comes later"_s);
    row("requires nothing that is there", "", "max_score: 3\nrequire_pass: secret/z", "max_score: 3",
        u"data/secret/a/test_group.yaml: require_pass: there is no group secret/z"_s);
    row("requires a group with points", "", "max_score: 3\nscore_aggregation: sum",
        "max_score: 3\nrequire_pass: secret/a",
        u"data/secret/b/test_group.yaml: require_pass: secret/a is not pass-fail"_s);
    row("secret requires a group", "require_pass: secret/a", "max_score: 3", "max_score: 3",
        u"data/secret/test_group.yaml: require_pass: secret can only require sample"_s);
    row("static without a validator", "", "max_score: 3", "max_score: 3\nstatic_validation_score: pass-fail",
        u"data/secret/b/test_group.yaml: static_validation_score: there is no static validator"_s);
    row("arguments of no static validation", "", "max_score: 3", "max_score: 3\nstatic_validator_args: [x]",
        u"data/secret/b/test_group.yaml: static_validator_args: needs static_validation_score beside it"_s);
    row("negative score", "max_score: -1", "max_score: 3", "max_score: 3",
        u"data/secret/test_group.yaml: max_score: must be a number that is not negative, or unbounded, not \"-1\""_s);
    row("unknown aggregation", "score_aggregation: best", "max_score: 3", "max_score: 3",
        u"data/secret/test_group.yaml: score_aggregation: must be pass-fail, sum or min, not \"best\""_s);
    row("a key of legacy", "accept_score: 3", "max_score: 3", "max_score: 3",
        u"data/secret/test_group.yaml: accept_score: is a key of another version of the format"_s);
    row("an unknown key", "points: 3", "max_score: 3", "max_score: 3",
        u"data/secret/test_group.yaml: the key \"points\" is not known"_s);
}

void TestGroupReader::groups_contradictions_areErrors()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(QString, message);
    PackageFolder folder;
    folder.fill2025();
    folder.remove("data/secret/1.in");
    folder.remove("data/secret/1.ans");
    folder.write("problem.yaml", kScoring2025);
    addCases(folder, {"secret/a/1", "secret/b/1"});
    folder.write("data/secret/test_group.yaml", secret + "\n");
    folder.write("data/secret/a/test_group.yaml", a + "\n");
    folder.write("data/secret/b/test_group.yaml", b + "\n");
    QCOMPARE(errorsIn(folder), QStringList{message});
}

void TestGroupReader::groups_sloppyPassFail_isOnlyWarned()
{
    PackageFolder folder;
    folder.fill2025();
    addCases(folder, {"secret/a/1", "secret/b/1"});
    folder.write("data/secret/a/test_group.yaml", "max_score: 10\n");
    const PackageInspection inspection = inspect(folder);
    QVERIFY(inspection.isUsable());
    QCOMPARE(inspection.problem.cases.size(), 4);
    QCOMPARE(inspection.findings.size(), 2); // No effect of max_score, and cases beside groups.
    folder.write("problem.yaml", kScoring2025);
    QCOMPARE(errorsIn(folder), QStringList{u"data/secret: has test cases beside its groups"_s});
}

QTEST_GUILESS_MAIN(TestGroupReader)
#include "tst_group_reader.moc"
