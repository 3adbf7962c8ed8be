// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package reader: the one line that each broken or hostile package gets.
#include "core/problems/package_reader.h"

#include "tests/unit/problems/package_folder.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

QString problemAt(const std::filesystem::path &folder)
{
    const auto result = readPackage(folder);
    return result ? u"no error"_s : QString::fromStdString(result.error().describe());
}

QString problemWith(const PackageFolder &folder)
{
    return problemAt(folder.path());
}

void row(const char *name, const QByteArray &yaml, const QString &message)
{
    QTest::newRow(name) << yaml << message;
}

void addBrokenLegacyRows()
{
    row("legacy interactive", "validation: custom interactive\n",
        u"problem.yaml: validation: is custom, but there is no output validator"_s);
    row("interactive by the default validator", "validation: default interactive\n",
        u"problem.yaml: validation: must be default, or custom with score or interactive behind it, not "
        u"\"default interactive\""_s);
    row("validation is unknown", "validation: maybe\n",
        u"problem.yaml: validation: must be default, or custom with score or interactive behind it, not \"maybe\""_s);
    row("custom without a validator", "validation: custom\n",
        u"problem.yaml: validation: is custom, but there is no output validator"_s);
    row("unknown flag", "validator_flags: colour_sensitive\n",
        u"problem.yaml: validator_flags: the default output validator has no flag \"colour_sensitive\""_s);
    row("tolerance without a number", "validator_flags: float_tolerance\n",
        u"problem.yaml: validator_flags: float_tolerance must be followed by a number that is not negative"_s);
}

void addBrokenYamlColumns()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("message");
}

} // namespace

class TestPackageRefusal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readPackage_brokenYaml_isRefused_data();
    void readPackage_brokenYaml_isRefused();
    void readPackage_brokenFiles_areRefused_data();
    void readPackage_brokenFiles_areRefused();
    void readPackage_linkOutside_isRefused();
    void readPackage_linkInsideRepository_isFollowed();
    void readPackage_pipe_isRefusedAtOnce();
    void readPackage_tooManyFiles_areRefused();
    void readPackage_deepFolders_areRefused();
    void readPackage_aliasBomb_isRefusedAtOnce();
    void readPackage_missingFolder_isNotFound();
};

void TestPackageRefusal::readPackage_brokenYaml_isRefused_data()
{
    addBrokenYamlColumns();
    const QByteArray head = "problem_format_version: 2025-09\nname: Sum\nuuid: 1\n";
    addBrokenLegacyRows();
    row("unknown version", "problem_format_version: 2031-01\n",
        u"problem.yaml: problem_format_version: the version \"2031-01\" is none of legacy, legacy-icpc, "
        u"2023-07-draft and 2025-09"_s);
    row("no map", "- a\n- b\n", u"problem.yaml: must be a map of keys to values"_s);
    row("no YAML", "name: [a\n", u"problem.yaml: line 2: end of sequence flow not found"_s);
    row("two documents", head + "---\nname: b\n", u"problem.yaml: holds more than one YAML document"_s);
    row("documents without end", ",", u"problem.yaml: holds more than one YAML document"_s);
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
    row("interactive without a validator", head + "type: interactive\n",
        u"problem.yaml: type: asks for an output validator, but there is none"_s);
    row("scoring that is pass-fail", head + "type: [scoring, pass-fail]\n",
        u"problem.yaml: type: scoring and pass-fail exclude each other"_s);
    row("answers and interaction", head + "type: [submit-answer, interactive]\n",
        u"problem.yaml: type: submit-answer excludes interactive and multi-pass"_s);
    row("one pass", head + "limits: {validation_passes: 1}\n",
        u"problem.yaml: limits.validation_passes: must be a whole number from 2 to 1000, not \"1\""_s);
    row("objective", "grading: {objective: best}\n",
        u"problem.yaml: grading.objective: must be min or max, not \"best\""_s);
    row("constant without a value", head + "constants: {n: {tex: x}}\n",
        u"problem.yaml: constants.n: the key \"value\" is missing"_s);
    row("constant's name", head + "constants: {2n: 3}\n",
        u"problem.yaml: constants.2n: a constant's name has letters, digits and underscores"_s);
    row("several errors", head + "limits: {memory: a, output: b}\ntype: funny\n",
        u"problem.yaml: type: the type \"funny\" is not known\n"
        u"problem.yaml: limits.memory: must be a whole number, not \"a\"\n"
        u"problem.yaml: limits.output: must be a whole number, not \"b\""_s);
    row("control characters are written out", "type: \"a\\u0007b\"\n",
        u"problem.yaml: type: the type \"a\\x07b\" is not known"_s);
}

void TestPackageRefusal::readPackage_brokenYaml_isRefused()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, message);
    PackageFolder folder;
    folder.fill2025();
    folder.write("problem.yaml", yaml);
    QCOMPARE(problemWith(folder), message);
}

void TestPackageRefusal::readPackage_brokenFiles_areRefused_data()
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
        u"data/secret/1: is the name of a folder and of a test case\n"
        u"data/secret/1/x.in: has no answer data/secret/1/x.ans"_s);
    row("unknown key of a case", "data/secret/1.yaml", "arg: x\n",
        u"data/secret/1.yaml: the key \"arg\" is not known"_s);
    row("tolerance twice", "data/secret/test_group.yaml",
        "output_validator_args: [float_tolerance, '1', float_absolute_tolerance, '1']\n",
        u"data/secret/test_group.yaml: output_validator_args: gives the same tolerance twice"_s);
    row("unknown verdict", "submissions/submissions.yaml", "accepted: {permitted: [OK]}\n",
        u"submissions/submissions.yaml: accepted.permitted: the verdict \"OK\" is none of AC, WA, TLE and RTE"_s);
}

void TestPackageRefusal::readPackage_brokenFiles_areRefused()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    PackageFolder folder;
    folder.fill2025();
    folder.write(file.constData(), content);
    QCOMPARE(problemWith(folder), message);
}

void TestPackageRefusal::readPackage_linkOutside_isRefused()
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

void TestPackageRefusal::readPackage_linkInsideRepository_isFollowed()
{
    const QTemporaryDir dir;
    const fs::path top = fs::canonical(dir.path().toStdString());
    PackageFolder folder;
    folder.fill2025();
    fs::create_directory(top / "problems");
    fs::copy(folder.path(), top / "problems/sum", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const auto write = [&](const fs::path &path) {
        fs::create_directories(path.parent_path());
        std::ofstream(path) << "1 2\n";
    };
    write(top / "shared/2.in");
    write(top / ".secret/2.in");
    const auto problemWithLinkTo = [&](const char *target) {
        fs::remove(top / "problems/sum/data/secret/2.in");
        fs::create_symlink(target, top / "problems/sum/data/secret/2.in");
        return problemAt(top / "problems/sum");
    };
    const QString leaves = u"data/secret/2.in: is a symbolic link that leaves the package"_s;
    QCOMPARE(problemWithLinkTo("../../../../shared/2.in"), leaves); // no repository
    fs::create_directories(top / ".git");
    QVERIFY(problemWithLinkTo("../../../../shared/2.in") != leaves);
    QCOMPARE(problemWithLinkTo("../../../../.secret/2.in"), leaves);
    QCOMPARE(problemWithLinkTo("/etc/hostname"), leaves);
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", (top / "problems").c_str());
    QCOMPARE(problemWithLinkTo("../../../../shared/2.in"), leaves);
    qputenv("HOME", home);
}

void TestPackageRefusal::readPackage_pipe_isRefusedAtOnce()
{
    PackageFolder folder;
    folder.fill2025();
    QCOMPARE(::mkfifo((folder.path() / "data/secret/2.in").c_str(), 0600), 0);
    QCOMPARE(problemWith(folder), u"data/secret/2.in: is neither a file nor a folder"_s);
    folder.remove("data/secret/2.in");
    folder.remove("problem.yaml");
    QCOMPARE(::mkfifo((folder.path() / "problem.yaml").c_str(), 0600), 0);
    QVERIFY(problemWith(folder).startsWith("problem.yaml: is neither a file nor a folder"_L1));
}

void TestPackageRefusal::readPackage_tooManyFiles_areRefused()
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

void TestPackageRefusal::readPackage_deepFolders_areRefused()
{
    PackageFolder folder;
    folder.fill2025();
    QByteArray name = "data/secret";
    for (int i = 0; i < 30; ++i)
        name += "/d";
    folder.write((name + "/1.in").constData(), "");
    QVERIFY(problemWith(folder).endsWith("folders are nested too deeply"_L1));
}

void TestPackageRefusal::readPackage_aliasBomb_isRefusedAtOnce()
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

void TestPackageRefusal::readPackage_missingFolder_isNotFound()
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

QTEST_GUILESS_MAIN(TestPackageRefusal)
#include "tst_package_refusal.moc"
