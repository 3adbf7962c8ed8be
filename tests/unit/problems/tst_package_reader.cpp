// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package reader: what it makes of good packages.
#include "core/problems/package_reader.h"

#include "tests/unit/problems/package_folder.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

Problem read(const PackageFolder &folder)
{
    auto result = readPackage(folder.path());
    if (!result)
        qFatal("%s", result.error().describe().c_str());
    return std::move(result->problem);
}

QStringList caseNames(const Problem &problem)
{
    QStringList names;
    for (const TestCase &one : problem.cases)
        names.append(one.name);
    return names;
}

} // namespace

class TestPackageReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readPackage_version2025_readsAll();
    void readPackage_legacy_readsAll();
    void readPackage_cases_areInOrderOfNames();
    void readPackage_noTimeLimit_isAssumedWithWarning();
    void readPackage_timeLimit_comesFromFirstPlace();
    void readPackage_groupFlags_holdForTheirCases();
    void readPackage_legacyFlags_addUp();
    void readPackage_linkInside_isFollowed();
    void readPackage_forbiddenNames_areIgnored();
    void readPackage_shownSamples_areKeptApart();
    void readPackage_hash_changesWithContentAlone();
    void readPackage_titleInLatex_isPlainText();
    void readPackage_hugeLatex_isAnError();
};

void TestPackageReader::readPackage_version2025_readsAll()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("problem.yaml", R"(problem_format_version: 2025-09
name: {en: Sum, de: Summe}
uuid: 8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1
credits: {authors: [Ada <ada@example.org>, {name: Bob}]}
source: [{name: Here}, There]
license: cc0
languages: [cpp, python3]
constants: {n: {value: 5, tex: five}, m: 6}
limits:
  time_limit: 1.5
  time_resolution: 0.5
  time_multipliers: {ac_to_time_limit: 3}
  memory: 256
  output: 4
  code: 64
  compilation_time: 30
  compilation_memory: 512
)");
    folder.write("statement/problem.de.tex", "Addiere.\n");
    folder.write("submissions/wrong_answer/two/main.py", "print(1)\n");
    folder.write("submissions/wrong_answer/two/lib/help.py", "\n");
    const Problem problem = read(folder);
    QCOMPARE(problem.shortName, u"sum"_s);
    QCOMPARE(problem.format, PackageFormat::Version2025);
    QCOMPARE(problem.names, (QMap<QString, QString>{{u"en"_s, u"Sum"_s}, {u"de"_s, u"Summe"_s}}));
    QCOMPARE(problem.author, u"Ada, Bob"_s);
    QCOMPARE(problem.source, u"Here, There"_s);
    QCOMPARE(problem.license, u"cc0"_s);
    QCOMPARE(problem.languages, (QStringList{u"cpp"_s, u"python3"_s}));
    QCOMPARE(problem.constants.value(u"n.tex"_s), u"five"_s);
    QCOMPARE(problem.constants.value(u"n"_s), u"5"_s);
    QCOMPARE(problem.constants.value(u"m"_s), u"6"_s);
    QCOMPARE(problem.limits.cpu.count(), 1500);
    QCOMPARE(problem.timeLimitSource, TimeLimitSource::Given);
    QCOMPARE(problem.timeLimitInference.acToTimeLimit, 3.0);
    QVERIFY(problem.limits.memory == 256_MiB && problem.limits.output == 4_MiB && problem.limits.code == 64_KiB);
    QVERIFY(problem.limits.compileCpu == std::chrono::seconds{30} && problem.limits.compileMemory == 512_MiB);
    QCOMPARE(caseNames(problem), (QStringList{u"sample/1"_s, u"secret/1"_s}));
    QCOMPARE(problem.cases[0].kind, CaseKind::Sample);
    QCOMPARE(problem.cases[1].kind, CaseKind::Secret);
    QVERIFY(problem.cases[1].input.is_absolute() && std::filesystem::exists(problem.cases[1].input));
    QCOMPARE(problem.statements.size(), 2);
    QCOMPARE(problem.statements[0].language, u"de"_s);
    QCOMPARE(problem.statements[0].format, StatementFormat::Latex);
    QCOMPARE(problem.statements[1].format, StatementFormat::Markdown);
    QCOMPARE(problem.jurySubmissions.size(), 2);
    QCOMPARE(problem.jurySubmissions[0].name, u"accepted/a.py"_s);
    QCOMPARE(problem.jurySubmissions[0].root.filename().string(), "accepted");
    QCOMPARE(problem.jurySubmissions[1].name, u"wrong_answer/two"_s);
    QCOMPARE(problem.jurySubmissions[1].files.size(), 2U);
    QCOMPARE(problem.jurySubmissions[1].root.filename().string(), "two");
    QCOMPARE(problem.contentHash.size(), 64);
    QVERIFY(!problem.id.isNull());
}

void TestPackageReader::readPackage_legacy_readsAll()
{
    PackageFolder folder;
    folder.fillLegacy();
    const Problem problem = read(folder);
    QCOMPARE(problem.format, PackageFormat::Legacy);
    QCOMPARE(problem.title(), u"The Sum"_s);
    QCOMPARE(problem.limits.cpu.count(), 3000);
    QCOMPARE(problem.timeLimitInference.acToTimeLimit, 5.0);
    QCOMPARE(problem.cases.size(), 2);
    QVERIFY(readPackage(folder.path())->findings.isEmpty());
}

void TestPackageReader::readPackage_cases_areInOrderOfNames()
{
    PackageFolder folder;
    folder.fillLegacy();
    for (const char *name : {"10", "2", "1-a", "group/3", "b/deep/x", "b/a"}) {
        folder.write((QByteArray{"data/secret/"} + name + ".in").constData(), "1\n");
        folder.write((QByteArray{"data/secret/"} + name + ".ans").constData(), "1\n");
    }
    QCOMPARE(caseNames(read(folder)),
             (QStringList{u"sample/1"_s, u"secret/1"_s, u"secret/1-a"_s, u"secret/10"_s, u"secret/2"_s, u"secret/b/a"_s,
                          u"secret/b/deep/x"_s, u"secret/group/3"_s}));
}

void TestPackageReader::readPackage_noTimeLimit_isAssumedWithWarning()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.remove(".timelimit");
    const auto result = readPackage(folder.path());
    QVERIFY(result);
    QVERIFY(result->problem.limits.cpu == kAssumedTimeLimit);
    QCOMPARE(result->problem.timeLimitSource, TimeLimitSource::Assumed);
    QCOMPARE(result->findings.size(), 1);
    QCOMPARE(result->findings[0].key, u"limits.time_limit"_s);
}

void TestPackageReader::readPackage_timeLimit_comesFromFirstPlace()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("domjudge-problem.ini", "name = 'x'\ntimelimit='2.5'\n");
    QCOMPARE(read(folder).limits.cpu.count(), 2500);
    folder.write("problem.yaml", "limits: {time_limit: 1}\n");
    QCOMPARE(read(folder).limits.cpu.count(), 1000);
}

void TestPackageReader::readPackage_groupFlags_holdForTheirCases()
{
    PackageFolder folder;
    folder.fill2025();
    for (const char *name : {"data/secret/g/1", "data/secret/g/2"}) {
        folder.write((QByteArray{name} + ".in").constData(), "1\n");
        folder.write((QByteArray{name} + ".ans").constData(), "1\n");
    }
    folder.write("data/secret/test_group.yaml", "output_validator_args: [case_sensitive]\n");
    folder.write("data/secret/g/test_group.yaml", "output_validator_args: [float_tolerance, '1e-3']\n");
    folder.write("data/secret/g/2.yaml", "output_validator_args: [space_change_sensitive]\n");
    const Problem problem = read(folder);
    QCOMPARE(problem.cases[0].compare, CompareOptions{});
    QVERIFY(problem.cases[1].compare.caseSensitive);
    QCOMPARE(problem.cases[2].name, u"secret/g/1"_s);
    QVERIFY(!problem.cases[2].compare.caseSensitive);
    QCOMPARE(problem.cases[2].compare.floatAbsoluteTolerance, 1e-3);
    QCOMPARE(problem.cases[2].compare.floatRelativeTolerance, 1e-3);
    QVERIFY(problem.cases[3].compare.spaceChangeSensitive);
    QVERIFY(!problem.cases[3].compare.floatAbsoluteTolerance);
}

void TestPackageReader::readPackage_legacyFlags_addUp()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem.yaml", "validator_flags: case_sensitive float_tolerance 1e-9\n");
    folder.write("data/secret/testdata.yaml", "output_validator_flags: float_absolute_tolerance 0.5\n");
    const Problem problem = read(folder);
    QVERIFY(problem.compare.caseSensitive);
    QCOMPARE(problem.cases[0].compare.floatAbsoluteTolerance, 1e-9);
    QVERIFY(problem.cases[1].compare.caseSensitive);
    QCOMPARE(problem.cases[1].compare.floatAbsoluteTolerance, 0.5);
    QCOMPARE(problem.cases[1].compare.floatRelativeTolerance, 1e-9);
}

void TestPackageReader::readPackage_linkInside_isFollowed()
{
    PackageFolder folder;
    folder.fill2025();
    std::filesystem::create_symlink("../sample/1.in", folder.path() / "data/secret/2.in");
    std::filesystem::create_symlink("../sample/1.ans", folder.path() / "data/secret/2.ans");
    const Problem problem = read(folder);
    QCOMPARE(problem.cases[2].name, u"secret/2"_s);
    QCOMPARE(problem.cases[2].input, problem.cases[0].input);
}

void TestPackageReader::readPackage_forbiddenNames_areIgnored()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("data/secret/.hidden.in", "1\n");
    folder.write("data/secret/with space.in", "1\n");
    folder.write("data/secret/-dash.in", "1\n");
    const auto result = readPackage(folder.path());
    QVERIFY(result);
    QCOMPARE(result->problem.cases.size(), 2);
    QCOMPARE(result->findings.size(), 2);
    QCOMPARE(result->findings[0].file, u"data/secret"_s);
}

void TestPackageReader::readPackage_shownSamples_areKeptApart()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("data/sample/1.in.statement", "shown\n");
    folder.write("data/sample/1.out", "other\n");
    const Problem problem = read(folder);
    QCOMPARE(problem.cases[0].shownInput.filename().string(), "1.in.statement");
    QCOMPARE(problem.cases[0].shownAnswer.filename().string(), "1.out");
    QCOMPARE(problem.cases[0].input.filename().string(), "1.in");
}

void TestPackageReader::readPackage_hash_changesWithContentAlone()
{
    PackageFolder folder;
    folder.fill2025();
    PackageFolder other;
    other.fill2025();
    const QString hash = read(folder).contentHash;
    QCOMPARE(read(other).contentHash, hash);
    other.write("data/secret/1.ans", "11\n");
    QVERIFY(read(other).contentHash != hash);
    folder.write("generators/gen.py", "\n");
    QCOMPARE(read(folder).contentHash, hash);
    folder.write("submissions/accepted/b.py", "\n");
    QVERIFY(read(folder).contentHash != hash);
}

void TestPackageReader::readPackage_titleInLatex_isPlainText()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem_statement/problem.tex", "%% plainproblemname: Plain\n\\problemname{$x^2$}\n");
    QCOMPARE(read(folder).title(), u"Plain"_s);
    folder.write("problem_statement/problem.tex", "\\problemname{The $x_1 \\le 2$ \\& more}\n");
    QCOMPARE(read(folder).title(), u"The x1 ≤ 2 & more"_s);
}

void TestPackageReader::readPackage_hugeLatex_isAnError()
{
    PackageFolder folder;
    folder.fillLegacy();
    folder.write("problem_statement/problem.tex", "\\problemname{Sum}\n" + QByteArray(3 << 20, '%'));
    const auto inspection = inspectPackage(folder.path());
    QVERIFY(inspection);
    QVERIFY(std::ranges::any_of(inspection->findings, [](const Finding &finding) {
        return finding.severity == Severity::Error && finding.file == u"problem_statement/problem.tex"_s;
    }));
}

QTEST_GUILESS_MAIN(TestPackageReader)
#include "tst_package_reader.moc"
