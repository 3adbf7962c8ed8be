// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package reader: what it makes of good packages, and the one line that each broken one gets.
#include "core/problems/package_reader.h"

#include "tests/unit/problems/package_folder.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

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

QString problemWith(const PackageFolder &folder)
{
    const auto result = readPackage(folder.path());
    return result ? u"no error"_s : QString::fromStdString(result.error().describe());
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
    void readPackage_brokenYaml_isRefused_data();
    void readPackage_brokenYaml_isRefused();
    void readPackage_brokenFiles_areRefused_data();
    void readPackage_brokenFiles_areRefused();
    void readPackage_linkOutside_isRefused();
    void readPackage_pipe_isRefusedAtOnce();
    void readPackage_tooManyFiles_areRefused();
    void readPackage_deepFolders_areRefused();
    void readPackage_aliasBomb_isRefusedAtOnce();
    void readPackage_missingFolder_isNotFound();
};

void TestPackageReader::readPackage_version2025_readsAll()
{
    PackageFolder folder;
    folder.fill2025();
    folder.write("problem.yaml", R"(problem_format_version: 2025-09
name: {en: Sum, de: Summe}
uuid: 1
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

void TestPackageReader::readPackage_brokenYaml_isRefused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("message");
    const QByteArray head = "problem_format_version: 2025-09\nname: Sum\nuuid: 1\n";
    const auto row = [](const char *name, const QByteArray &yaml, const QString &message) {
        QTest::newRow(name) << yaml << message;
    };
    row("unknown version", "problem_format_version: 2031-01\n",
        u"problem.yaml: problem_format_version: the version \"2031-01\" is none of legacy, legacy-icpc, "
        u"2023-07-draft and 2025-09"_s);
    row("no map", "- a\n- b\n", u"problem.yaml: must be a map of keys to values"_s);
    row("no YAML", "name: [a\n", u"problem.yaml: line 2: end of sequence flow not found"_s);
    row("the same key twice", "name: a\nname: b\n", u"problem.yaml: has the key \"name\" twice"_s);
    row("unknown key", head + "colour: red\n", u"problem.yaml: the key \"colour\" is not known"_s);
    row("unknown limit", head + "limits: {tiem_limit: 1}\n",
        u"problem.yaml: limits: the key \"tiem_limit\" is not known"_s);
    row("no name", "problem_format_version: 2025-09\n", u"problem.yaml: the key \"name\" is missing"_s);
    row("time limit is a word", head + "limits: {time_limit: fast}\n",
        u"problem.yaml: limits.time_limit: must be a number, not \"fast\""_s);
    row("time limit is zero", head + "limits: {time_limit: 0}\n",
        u"problem.yaml: limits.time_limit: must be a time from 0.001 to 3600 seconds"_s);
    row("memory is a list", head + "limits: {memory: [1, 2]}\n",
        u"problem.yaml: limits.memory: must be a whole number, not a list"_s);
    row("memory is negative", head + "limits: {memory: -1}\n",
        u"problem.yaml: limits.memory: must be a whole number from 1 to 1048576, not \"-1\""_s);
    row("limits is a word", head + "limits: none\n", u"problem.yaml: limits: must be a map, not \"none\""_s);
    row("unknown type", head + "type: funny\n", u"problem.yaml: type: the type \"funny\" is not known"_s);
    row("interactive", head + "type: interactive\n", u"problem.yaml: type: interactive problems are not judged yet"_s);
    row("scoring", "type: scoring\n", u"problem.yaml: type: scoring problems are not judged yet"_s);
    row("legacy interactive", "validation: custom interactive\n",
        u"problem.yaml: validation: interactive problems are not judged yet"_s);
    row("validation is unknown", "validation: maybe\n",
        u"problem.yaml: validation: must be default, or custom with score or interactive behind it, not \"maybe\""_s);
    row("custom without a validator", "validation: custom\n",
        u"problem.yaml: validation: is custom, but there is no output validator"_s);
    row("unknown flag", "validator_flags: colour_sensitive\n",
        u"problem.yaml: validator_flags: the default output validator has no flag \"colour_sensitive\""_s);
    row("tolerance without a number", "validator_flags: float_tolerance\n",
        u"problem.yaml: validator_flags: float_tolerance must be followed by a number that is not negative"_s);
    row("control characters are written out", "type: \"a\\u0007b\"\n",
        u"problem.yaml: type: the type \"a\\x07b\" is not known"_s);
}

void TestPackageReader::readPackage_brokenYaml_isRefused()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, message);
    PackageFolder folder;
    folder.fill2025();
    folder.write("problem.yaml", yaml);
    QCOMPARE(problemWith(folder), message);
}

void TestPackageReader::readPackage_brokenFiles_areRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &file, const QByteArray &content, const QString &message) {
        QTest::newRow(name) << file << content << message;
    };
    row("input without answer", "data/secret/2.in", "", u"data/secret/2.in: has no answer data/secret/2.ans"_s);
    row("answer without input", "data/secret/2.ans", "", u"data/secret/2.ans: has no input data/secret/2.in"_s);
    row("folder named like a case", "data/secret/1/x.in", "",
        u"data/secret/1: is the name of a folder and of a test case"_s);
    row("files of a case", "data/secret/1.files/x", "",
        u"data/secret/1.files: a test case with files of its own is not judged yet"_s);
    row("arguments of a case", "data/secret/1.yaml", "args: [x]\n",
        u"data/secret/1.yaml: args: a test case with command-line arguments is not judged yet"_s);
    row("unknown key of a case", "data/secret/1.yaml", "arg: x\n",
        u"data/secret/1.yaml: the key \"arg\" is not known"_s);
    row("tolerance twice", "data/secret/test_group.yaml",
        "output_validator_args: [float_tolerance, '1', float_absolute_tolerance, '1']\n",
        u"data/secret/test_group.yaml: output_validator_args: gives the same tolerance twice"_s);
    row("group accepts failures", "data/testdata.yaml", "grader_flags: accept_if_any_accepted\n",
        u"data/testdata.yaml: grader_flags: a grader that accepts in spite of a failed case is not judged yet"_s);
    row("output validator", "output_validator/v.py", "",
        u"output_validator/: a custom output validator is not judged yet"_s);
    row("included code", "include/cpp/x.h", "",
        u"include/: code that is included with submissions is not judged yet"_s);
    row("unknown verdict", "submissions/submissions.yaml", "accepted: {permitted: [OK]}\n",
        u"submissions/submissions.yaml: accepted.permitted: the verdict \"OK\" is none of AC, WA, TLE and RTE"_s);
}

void TestPackageReader::readPackage_brokenFiles_areRefused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    PackageFolder folder;
    folder.fill2025();
    folder.write(file.constData(), content);
    QCOMPARE(problemWith(folder), message);
}

void TestPackageReader::readPackage_linkOutside_isRefused()
{
    PackageFolder folder;
    folder.fill2025();
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "data/secret/2.in");
    QCOMPARE(problemWith(folder), u"data/secret/2.in: is a symbolic link that leaves the package"_s);
    folder.remove("data/secret/2.in");
    std::filesystem::create_symlink("nothing", folder.path() / "data/secret/2.in");
    QCOMPARE(problemWith(folder), u"data/secret/2.in: is a symbolic link that leads nowhere"_s);
    folder.remove("data/secret/2.in");
    std::filesystem::create_directory_symlink("..", folder.path() / "data/secret/up");
    QCOMPARE(problemWith(folder), u"data/secret/up: is a symbolic link to a folder that it is in"_s);
}

void TestPackageReader::readPackage_pipe_isRefusedAtOnce()
{
    PackageFolder folder;
    folder.fill2025();
    QCOMPARE(::mkfifo((folder.path() / "data/secret/2.in").c_str(), 0600), 0);
    QCOMPARE(problemWith(folder), u"data/secret/2.in: is neither a file nor a folder"_s);
    folder.remove("data/secret/2.in");
    folder.remove("problem.yaml");
    QCOMPARE(::mkfifo((folder.path() / "problem.yaml").c_str(), 0600), 0);
    QCOMPARE(problemWith(folder), u"problem.yaml: is neither a file nor a folder"_s);
}

void TestPackageReader::readPackage_tooManyFiles_areRefused()
{
    PackageFolder folder;
    folder.fill2025();
    const std::filesystem::path base = folder.path() / "data/secret/1.in";
    std::filesystem::create_directory(folder.path() / "data/secret/many");
    for (int i = 0; i < 50'001; ++i) {
        const auto name = folder.path() / "data/secret/many" / std::to_string(i);
        QCOMPARE(::mknod(name.c_str(), S_IFREG | 0600, 0), 0);
    }
    QVERIFY(problemWith(folder).endsWith("the package has more than 50000 entries"_L1));
}

void TestPackageReader::readPackage_deepFolders_areRefused()
{
    PackageFolder folder;
    folder.fill2025();
    QByteArray name = "data/secret";
    for (int i = 0; i < 30; ++i)
        name += "/d";
    folder.write((name + "/1.in").constData(), "");
    QVERIFY(problemWith(folder).endsWith("folders are nested too deeply"_L1));
}

void TestPackageReader::readPackage_aliasBomb_isRefusedAtOnce()
{
    PackageFolder folder;
    folder.fill2025();
    QByteArray yaml = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 20; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        yaml += "b" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" +
                QByteArrayList(10, before).join(", ") + "]\n";
    }
    QElapsedTimer timer;
    timer.start();
    folder.write("problem.yaml", yaml);
    QCOMPARE(problemWith(folder), u"problem.yaml: holds too many values"_s);
    folder.write("problem.yaml", "a: &x [*x]\n");
    QVERIFY(problemWith(folder).startsWith("problem.yaml: "_L1));
    folder.write("problem.yaml", "a: " + QByteArray(200'000, '['));
    QVERIFY(problemWith(folder).startsWith("problem.yaml: "_L1));
    folder.write("problem.yaml", "a: " + QByteArray(2'000'000, 'x'));
    QCOMPARE(problemWith(folder), u"problem.yaml: is larger than 1024 KiB"_s);
    QVERIFY(timer.elapsed() < 10'000);
}

void TestPackageReader::readPackage_missingFolder_isNotFound()
{
    const auto result = readPackage("/nonexistent/package");
    QVERIFY(!result);
    QCOMPARE(result.error().code, Errc::NotFound);
    PackageFolder folder;
    QCOMPARE(problemWith(folder), u"problem.yaml: is missing: this folder is no problem package"_s);
    folder.fill2025();
    folder.remove("data");
    QCOMPARE(problemWith(folder), u"data/: there is no test case"_s);
}

QTEST_GUILESS_MAIN(TestPackageReader)
#include "tst_package_reader.moc"
