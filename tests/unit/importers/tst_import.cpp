// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of importing: what becomes of problems of Polygon's and DMOJ's, what is refused, and that nothing gets in from outside.
#include "core/importers/dmoj_checkers.h"
#include "core/importers/import.h"
#include "core/importers/xml_element.h"
#include "core/problems/package_reader.h"
#include "tests/unit/importers/importer_fixture.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

ImportPlan planOf(const std::filesystem::path &source)
{
    auto plan = ImportPlan::make(source);
    if (!plan)
        qFatal("%s", plan.error().describe().c_str());
    return std::move(*plan);
}

QStringList messagesOf(const ImportPlan &plan, Severity severity)
{
    QStringList lines;
    for (const Finding &finding : plan.findings()) {
        if (finding.severity == severity)
            lines.append(QString::fromStdString(finding.describe()));
    }
    return lines;
}

const GroupScoring &groupOf(const Problem &problem, const QString &name)
{
    const auto found = std::ranges::find(problem.groups, name, &TestGroup::name);
    if (found == problem.groups.end())
        qFatal("no group %s", qPrintable(name));
    return std::get<GroupScoring>(found->grading);
}

QByteArray contentOf(const std::filesystem::path &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void polygon_scoring_becomesGroups();
    void polygon_withoutPoints_isPassFail();
    void polygon_archive_isFoundInItsFolder();
    void polygon_refused_data();
    void polygon_refused();
    void polygon_twice_isTheSameProblem();
    void dmoj_batches_becomeGroups();
    void dmoj_namesOfFiles_areMatched();
    void dmoj_refused_data();
    void dmoj_refused();
    void dmojCheckers_data();
    void dmojCheckers();
    void source_unknown_isSaid();
    void xml_hostile_isRefused_data();
    void xml_hostile_isRefused();
};

void TestImport::polygon_scoring_becomesGroups()
{
    const ForeignProblem foreign;
    foreign.fillPolygon();
    const ImportPlan plan = planOf(foreign.path());
    QCOMPARE(plan.format(), "polygon");
    QCOMPARE(messagesOf(plan, Severity::Error), QStringList());
    QVERIFY(plan.problem());
    const Problem &problem = *plan.problem();
    QCOMPARE(problem.shortName, u"aplusb"_s);
    QCOMPARE(problem.title(u"en"_s), u"A + B"_s);
    QCOMPARE(problem.title(u"ru"_s), u"А + Б"_s);
    QCOMPARE(problem.limits.cpu, Milliseconds{1500});
    QCOMPARE(problem.limits.memory, 256_MiB);
    QVERIFY(problem.types.scoring && !problem.types.interactive);
    QCOMPARE(problem.cases.size(), 4);
    QCOMPARE(problem.cases[0].kind, CaseKind::Sample);
    QCOMPARE(contentOf(problem.cases[1].input), "3 4\n"); // with Linux line ends
    QCOMPARE(groupOf(problem, u"secret"_s).maxScore, std::optional(100.0));
    QCOMPARE(groupOf(problem, u"secret/001-1"_s).maxScore, std::optional(30.0));
    QCOMPARE(groupOf(problem, u"secret/002-2"_s).maxScore, std::optional(70.0));
    QCOMPARE(groupOf(problem, u"secret/002-2"_s).requirePass, QStringList{u"secret/001-1"_s});
    QCOMPARE(problem.outputValidators.size(), 1);
    QCOMPARE(problem.inputValidators.size(), 1);
    QStringList submissions;
    for (const JurySubmission &submission : problem.jurySubmissions)
        submissions.append(submission.name);
    QCOMPARE(submissions, (QStringList{u"accepted/sol.py"_s, u"mixed/slow.py"_s, u"wrong_answer/wrong.py"_s}));
    QCOMPARE(problem.jurySubmissions[1].expected,
             (QList{Verdict::Accepted, Verdict::TimeLimitExceeded, Verdict::WallTimeLimitExceeded,
                    Verdict::OutputLimitExceeded}));
    QVERIFY(contentOf(problem.statements[0].file).contains("\\problemname{A + B}"));

    const auto written = plan.write(foreign.beside("aplusb.zip"));
    QVERIFY2(written, written ? "" : written.error().describe().c_str());
}

void TestImport::polygon_withoutPoints_isPassFail()
{
    const ForeignProblem foreign;
    foreign.fillPolygon();
    foreign.replace(u"problem.xml"_s, "points=\"30.0\"", "");
    foreign.replace(u"problem.xml"_s, "points=\"70.0\"", "");
    const ImportPlan plan = planOf(foreign.path());
    QVERIFY(plan.problem());
    QVERIFY(!plan.problem()->types.scoring);
    QCOMPARE(plan.problem()->cases.size(), 4);
    QCOMPARE(plan.problem()->cases[3].name, u"secret/003"_s);
}

void TestImport::polygon_archive_isFoundInItsFolder()
{
    const ForeignProblem foreign;
    foreign.fillPolygon();
    QProcess zip;
    zip.setWorkingDirectory(QString::fromStdString(foreign.path().parent_path().string()));
    zip.start(u"tar"_s, {u"-czf"_s, u"it.tar.gz"_s, u"it"_s});
    QVERIFY(zip.waitForFinished() && zip.exitCode() == 0);
    QVERIFY(planOf(foreign.beside("it.tar.gz")).problem());
    QVERIFY(planOf(foreign.path() / "problem.xml").problem());
}

void TestImport::polygon_refused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text"); // empty: the file is removed
    QTest::addColumn<QByteArray>("instead");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &file, const QByteArray &text, const QByteArray &instead,
                        const QString &message) { QTest::newRow(name) << file << text << instead << message; };
    const QString xml = u"problem.xml"_s;
    row("tests not made", u"tests/04"_s, {}, {}, u"1 of 4 tests have no files"_s);
    row("no testlib", u"files/testlib.h"_s, {}, {}, u"there is no testlib.h"_s);
    row("checker with points", u"files/check.cpp"_s, "quitf(_ok", "quitp(5, ", u"gives points by itself"_s);
    row("checker in Java", xml, "files/check.cpp", "solutions/sol.py", u"is not C++"_s);
    row("checker outside", xml, "files/check.cpp", "../../etc/passwd", u"is not in the package"_s);
    row("input file", xml, "input-file=\"\"", "input-file=\"a.in\"", u"only standard input"_s);
    row("no tests", xml, "<testset name=\"tests\">", "<testset name=\"tests\"/><testset name=\"other\">",
        u"must have between 1 and"_s);
    row("not a problem", xml, "problem", "contest", u"is not a problem"_s);
    row("not XML", xml, "</problem>", "", u"problem.xml: "_s);
    row("tests outside", xml, "tests/%02d", "../../../../%02d", u"4 of 4 tests have no files"_s);
}

void TestImport::polygon_refused()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, instead);
    QFETCH(QString, message);
    const ForeignProblem foreign;
    foreign.fillPolygon();
    if (text.isEmpty())
        foreign.remove(file);
    else
        foreign.replace(file, text, instead);
    const ImportPlan plan = planOf(foreign.path());
    QVERIFY(!plan.problem());
    const QString errors = messagesOf(plan, Severity::Error).join(u'\n');
    QVERIFY2(errors.contains(message), qPrintable(errors));
    QCOMPARE(plan.write(foreign.beside("never")).error().code, Errc::InvalidPackage);
    QVERIFY(!std::filesystem::exists(foreign.beside("never")));
}

void TestImport::polygon_twice_isTheSameProblem()
{
    const ForeignProblem foreign;
    foreign.fillPolygon();
    const ImportPlan first = planOf(foreign.path());
    const ImportPlan second = planOf(foreign.path());
    QVERIFY(first.problem() && second.problem());
    QCOMPARE(first.problem()->uuid, second.problem()->uuid);
    QCOMPARE(first.problem()->contentHash, second.problem()->contentHash);
}

void TestImport::dmoj_batches_becomeGroups()
{
    const ForeignProblem foreign;
    foreign.fillDmoj();
    const ImportPlan plan = planOf(foreign.path());
    QCOMPARE(plan.format(), "dmoj");
    QCOMPARE(messagesOf(plan, Severity::Error), QStringList());
    QVERIFY(plan.problem());
    const Problem &problem = *plan.problem();
    QVERIFY(problem.types.scoring);
    QCOMPARE(problem.cases.size(), 4);
    QCOMPARE(groupOf(problem, u"secret"_s).maxScore, std::optional(100.0));
    QCOMPARE(groupOf(problem, u"secret/001-case"_s).maxScore, std::optional(0.0));
    QCOMPARE(groupOf(problem, u"secret/002-batch"_s).maxScore, std::optional(40.0));
    QCOMPARE(groupOf(problem, u"secret/003-batch"_s).maxScore, std::optional(60.0));
    QCOMPARE(groupOf(problem, u"secret/003-batch"_s).requirePass,
             (QStringList{u"secret/001-case"_s, u"secret/002-batch"_s}));
    QCOMPARE(problem.cases[0].validatorFlags, QStringList{u"standard"_s});
    QCOMPARE(problem.statements.size(), 1);
    QVERIFY(messagesOf(plan, Severity::Warning).join(u'\n').contains(u"says nothing of time and memory"_s));
}

void TestImport::dmoj_namesOfFiles_areMatched()
{
    const ForeignProblem foreign;
    foreign.write(u"init.yml"_s, "points: 5\nchecker: {name: floats, args: {precision: 3}}\n");
    for (const char *name : {"t.1", "t.2-1", "t.2-2", "t.3"}) {
        foreign.write(QString::fromLatin1(name) + u".in"_s, "1\n");
        foreign.write(QString::fromLatin1(name) + u".out"_s, "1.0\n");
    }
    const ImportPlan plan = planOf(foreign.path());
    QCOMPARE(messagesOf(plan, Severity::Error), QStringList());
    QVERIFY(plan.problem());
    const Problem &problem = *plan.problem();
    QCOMPARE(groupOf(problem, u"secret"_s).maxScore, std::optional(15.0));
    QCOMPARE(std::ranges::count(problem.cases, u"secret/002-batch/002"_s, &TestCase::name), 1);
    QCOMPARE(problem.cases[0].validatorFlags, (QStringList{u"floats"_s, u"precision=3"_s}));
}

void TestImport::dmoj_refused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("message");
    const QByteArray cases = "test_cases: [{in: 0.in, out: 0.out, points: 1}]\n";
    const auto row = [](const char *name, const QByteArray &yaml, const QString &message) {
        QTest::newRow(name) << yaml << message;
    };
    row("generator", cases + "generator: gen.cpp\n", u"generator: cannot be imported"_s);
    row("custom judge", cases + "custom_judge: a.py\n", u"custom_judge: cannot be imported"_s);
    row("checker of their own", cases + "checker: check.py\n", u"check.py cannot be imported"_s);
    row("linecount", cases + "checker: linecount\n", u"linecount cannot be imported"_s);
    row("unknown option", cases + "checker: {name: floats, args: {ulps: 3}}\n", u"ulps: is not known"_s);
    row("bridged, not testlib", cases + "checker: {name: bridged, args: {files: a.cpp, type: default}}\n",
        u"only programs of type testlib"_s);
    row("file outside", "test_cases: [{in: ../../../etc/passwd, out: 0.out, points: 1}]\n",
        u"there is no file ../../../etc/passwd"_s);
    row("archive outside", "archive: ../it.zip\n" + cases, u"is not in the folder"_s);
    row("archive that is none", "archive: 0.in\n" + cases, u"init.yml: archive: 0.in"_s);
    row("no input", "test_cases: [{points: 1}]\n", u"names no input"_s);
    row("no cases", "test_cases: []\n", u"there are none"_s);
    row("batch to come", "test_cases: [{batched: [{in: 0.in, out: 0.out}], points: 1, dependencies: [2]}]\n",
        u"there is no batch 2"_s);
    row("bad pattern", "test_cases: {input_format: '(', output_format: 'b'}\n", u"input_format"_s);
    row("not YAML", "test_cases: [\n", u"init.yml"_s);
    row("a list", "- 1\n", u"must be a map"_s);
}

void TestImport::dmoj_refused()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, message);
    const ForeignProblem foreign;
    foreign.fillDmoj();
    foreign.write(u"init.yml"_s, yaml);
    const ImportPlan plan = planOf(foreign.path());
    QVERIFY(!plan.problem());
    const QString errors = messagesOf(plan, Severity::Error).join(u'\n');
    QVERIFY2(errors.contains(message), qPrintable(errors));
}

void TestImport::dmojCheckers_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char *arguments, const QByteArray &output, const QByteArray &answer, bool accepted) {
        QTest::addRow("%s: %s", arguments, output.simplified().constData())
            << QString::fromLatin1(arguments).split(u' ') << output << answer << accepted;
    };
    row("standard", " 1  2\n\n3", "1 2\n3\n", true);
    row("standard", "1 2 3\n", "1 2\n3\n", false); // another line
    row("standard", "a\n", "A\n", false);
    row("easy", "b A\n c", "ABC", true);
    row("easy", "abd", "ABC", false);
    row("floats", "1.0000005 x\n", "1 x\n", true);
    row("floats", "1.00001\n", "1\n", false);
    row("floats", "nan\n", "1\n", false);
    row("floats", "x\n", "1\n", false);
    row("floats precision=2", "1.005\n", "1\n", true);
    row("floatsabs", "1000000.1\n", "1000000\n", false);
    row("floatsrel", "1000000.1\n", "1000000\n", true);
    row("floatsrel", "0.0000001\n", "0\n", false);
    row("identical", "1 \n", "1\n", false);
    row("identical", "1\n", "1\n", true);
    row("sorted", "2 b\n\n1 a\n", "1 a\n2 b\n", true);
    row("sorted", "b 2\n1 a\n", "1 a\n2 b\n", false);
    row("unordered", "b 2 1 a", "1 a\n2 b\n", true);
    row("rstripped", "1 \n2\n", "1\n2\n", true);
    row("rstripped", " 1\n2\n", "1\n2\n", false);
}

void TestImport::dmojCheckers()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, answer);
    QFETCH(bool, accepted);
    QVERIFY(isDmojChecker(arguments.first()));
    const ForeignProblem files;
    files.write(u"check.py"_s, dmojCheckerScript());
    files.write(u"answer"_s, answer);
    QProcess check;
    check.start(u"python3"_s, QStringList{QString::fromStdString((files.path() / "check.py").string()), u"/dev/null"_s,
                                          QString::fromStdString((files.path() / "answer").string()), u"/dev/null"_s} +
                                  arguments);
    check.write(output);
    check.closeWriteChannel();
    QVERIFY(check.waitForFinished());
    QVERIFY2(check.exitCode() == (accepted ? 42 : 43), check.readAllStandardError().constData());
}

void TestImport::source_unknown_isSaid()
{
    const ForeignProblem foreign;
    foreign.write(u"problem.yaml"_s, "name: ours\n");
    QCOMPARE(ImportPlan::make(foreign.path()).error().code, Errc::Unsupported);
    QCOMPARE(ImportPlan::make("/no/such/folder").error().code, Errc::NotFound);
    foreign.write(u"a.zip"_s, "no archive\n");
    QVERIFY(!ImportPlan::make(foreign.path() / "a.zip"));
}

void TestImport::xml_hostile_isRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("entities in entities")
        << QByteArray("<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>");
    QTest::newRow("a file") << QByteArray("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>");
    QTest::newRow("unknown entity") << QByteArray("<a>&nobody;</a>");
    QTest::newRow("deep") << QByteArray("<a>").repeated(10'000) + QByteArray("</a>").repeated(10'000);
    QTest::newRow("many") << "<a>" + QByteArray("<b/>").repeated(300'000) + "</a>";
    QTest::newRow("cut") << QByteArray("<a><b>");
    QTest::newRow("nothing") << QByteArray();
}

void TestImport::xml_hostile_isRefused()
{
    QFETCH(QByteArray, xml);
    QVERIFY(!XmlElement::parse(xml, "problem.xml"));
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
