// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the package writer: what is written reads back equal, but for what is told.
#include "core/problems/package_writer.h"

#include "core/problems/package_equality.h"
#include "core/problems/package_reader.h"
#include "core/problems/package_source.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

const fs::path kPackages = fs::path{ASSAY_SOURCE_DIR} / "tests/data/packages";

Problem problemAt(const fs::path &folder)
{
    auto inspection = inspectPackage(folder);
    if (!inspection)
        qFatal("%s", inspection.error().describe().c_str());
    if (!inspection->isUsable())
        qFatal("%s: %s", folder.c_str(), packageError(inspection->findings).detail.c_str());
    return std::move(inspection->problem);
}

QStringList fieldsOf(const QList<PackageLoss> &losses)
{
    QStringList fields;
    for (const PackageLoss &loss : losses) {
        if (!fields.contains(loss.field))
            fields.append(loss.field);
    }
    fields.sort();
    return fields;
}

QString textOf(const QList<PackageLoss> &losses)
{
    QStringList lines;
    for (const PackageLoss &loss : losses)
        lines.append(loss.field + ": "_L1 + loss.detail);
    return lines.join(u'\n');
}

void addPackages()
{
    QTest::addColumn<QString>("folder");
    for (const fs::path &parent : {kPackages, fs::path{ASSAY_SOURCE_DIR} / "resources/problems"}) {
        for (const fs::directory_entry &entry : fs::directory_iterator{parent}) {
            if (entry.is_directory())
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
        }
    }
}

constexpr std::array<PackageFormat, 4> kFormats = {PackageFormat::Legacy, PackageFormat::LegacyIcpc,
                                                   PackageFormat::Draft2023, PackageFormat::Version2025};

struct Change {
    const char *file; ///< Of the package "marks".
    const char *text; ///< Empty: the file is given a line more.
    const char *instead;
    const char *fields; ///< In which the problem differs then, sorted.
};

constexpr Change kChanges[] = {
    {"problem.yaml", "de: Noten", "de: Zensuren", "name"},
    {"problem.yaml", "-5d3c0f6a7b10", "-5d3c0f6a7b11", "uuid"},
    {"problem.yaml", "version: \"1.0\"", "version: \"1.1\"", "version"},
    {"problem.yaml", "kattis: cem", "kattis: cem2", "credits"},
    {"problem.yaml", "Second Contest", "Third Contest", "source"},
    {"problem.yaml", "cc by-sa", "cc by", "license"},
    {"problem.yaml", "Somebody: Inc.", "Nobody", "rights_owner"},
    {"problem.yaml", "2031-05-01", "2031-05-02", "embargo_until"},
    {"problem.yaml", "two words", "one", "keywords"},
    {"problem.yaml", "[python3, cpp]", "[python3, cpp, java]", "languages"},
    {"problem.yaml", "allow_file_writing: true", "allow_file_writing: false", "allow_file_writing"},
    {"problem.yaml", "a thousand", "1000", "constants"},
    {"problem.yaml", "time_limit: 1.5", "time_limit: 2.5", "limits.time_limit"},
    {"problem.yaml", "ac_to_time_limit: 2.5", "ac_to_time_limit: 3", "limits.time_multipliers"},
    {"problem.yaml", "time_resolution: 0.5", "time_resolution: 0.25", "limits.time_resolution"},
    {"problem.yaml", "memory: 256", "memory: 257", "limits.memory"},
    {"problem.yaml", "output: 4", "output: 5", "limits.output"},
    {"problem.yaml", "code: 64", "code: 65", "limits.code"},
    {"problem.yaml", "compilation_time: 30", "compilation_time: 31", "limits.compilation_time"},
    {"problem.yaml", "compilation_memory: 512", "compilation_memory: 513", "limits.compilation_memory"},
    {"problem.yaml", "validation_time: 20", "validation_time: 21", "limits.validation_time"},
    {"problem.yaml", "validation_memory: 300", "validation_memory: 301", "limits.validation_memory"},
    {"problem.yaml", "validation_output: 2", "validation_output: 3", "limits.validation_output"},
    {"problem.yaml", "  memory: 256\n", "", "limits.memory"},
    {"data/secret/a/test_group.yaml", "max_score: 40", "max_score: 39", "data.groups"},
    {"data/secret/a/test_group.yaml", "--max", "--most", "data.input_validator_args"},
    {"data/secret/b/2.yaml", "full_feedback: false", "full_feedback: true", "data.full_feedback"},
    {"data/secret/test_group.yaml", "with space", "with spaces", "data.output_validator_args"},
    {"data/sample/1.yaml", "one by one", "at once", "data.hint"},
    {"data/sample/1.yaml", "two lines", "three lines", "data.description"},
    {"submissions/submissions.yaml", "accepted/*:\n  score: 100", "accepted/*:\n  score: 99", "submissions.yaml"},
    {"submissions/submissions.yaml", "language: python3", "language: pypy3", "submissions.yaml"},
    {"submissions/submissions.yaml", "model_solution: true", "model_solution: false", "submissions.yaml"},
    {"statement/problem.en.md", "", "#\n", "statement"},
    {"statement/mark.svg", "", "#\n", "files"},
    {"output_validator/validate.py", "", "#\n", "output_validators"},
    {"input_validators/strict/check.py", "", "#\n", "input_validators"},
    {"static_validator/check.py", "", "#\n", "static_validator"},
    {"input_visualizer/draw.py", "", "#\n", "input_visualizer"},
    {"output_visualizer/draw.py", "", "#\n", "output_visualizer"},
    {"include/default/data.txt", "", "#\n", "include"},
    {"attachments/tool.py", "", "#\n", "attachments"},
    {"generators/README.txt", "", "#\n", "files"},
    {"data/sample/1.in", "", "#\n", "data.cases"},
    {"data/secret/b/1.ans", "", "#\n", "data.cases"},
    {"data/sample/1.svg", "", "#\n", "data.illustration"},
    {"data/sample/2.in.statement", "", "#\n", "data.statement"},
    {"data/sample/2.in.download", "", "#\n", "data.download"},
    {"data/sample/2.out", "", "#\n", "data.download data.out data.statement"},
    {"data/secret/b/2.files/sub/more.txt", "", "#\n", "data.files"},
    {"data/valid_output/1.out", "", "#\n", "data.validation"},
    {"data/invalid_input/1.in", "", "#\n", "data.validation"},
    {"submissions/accepted/two/other.py", "", "#\n", "submissions"},
};

} // namespace

class TestPackageWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void write_ownVersion_readsBackEqual_data() { addPackages(); }
    void write_ownVersion_readsBackEqual();
    void write_otherVersions_loseOnlyWhatIsTold_data() { addPackages(); }
    void write_otherVersions_loseOnlyWhatIsTold();
    void differences_ofWhatWasChanged_areFound_data();
    void differences_ofWhatWasChanged_areFound();
    void write_archive_readsBackEqual_data();
    void write_archive_readsBackEqual();
    void write_samePackage_givesTheSameArchive();
    void write_targetThatIsThere_isRefused();
    void write_sourceThatIsGone_leavesNothing();
    void losses_areThese_data();
    void losses_areThese();

private:
    fs::path out(const QString &name) const { return fs::path{m_dir->path().toStdString()} / name.toStdString(); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestPackageWriter::write_ownVersion_readsBackEqual()
{
    QFETCH(QString, folder);
    const Problem problem = problemAt(folder.toStdString());
    const auto written = writePackage(problem, problem.format, out(u"again"_s));
    QVERIFY2(written, written ? "" : written.error().describe().c_str());
    QVERIFY(written->losses.isEmpty());
    QCOMPARE(textOf(packageDifferences(problem, problemAt(out(u"again"_s)))), QString());
}

void TestPackageWriter::write_otherVersions_loseOnlyWhatIsTold()
{
    QFETCH(QString, folder);
    const Problem problem = problemAt(folder.toStdString());
    for (const PackageFormat format : kFormats) {
        const QString name = QString::number(static_cast<int>(format));
        const auto written = writePackage(problem, format, out(name));
        QVERIFY2(written, written ? "" : written.error().describe().c_str());
        const Problem again = problemAt(out(name));
        QCOMPARE(again.format, format);
        const QStringList told = fieldsOf(written->losses);
        for (const PackageLoss &difference : packageDifferences(problem, again))
            QVERIFY2(told.contains(difference.field), qPrintable(difference.field + u' ' + difference.detail));
        // What has gone through the version once has nothing left to lose there.
        const auto twice = writePackage(again, format, out(name + "-twice"_L1));
        QVERIFY2(twice, twice ? "" : twice.error().describe().c_str());
        QCOMPARE(textOf(packageDifferences(again, problemAt(out(name + "-twice"_L1)))), QString());
    }
}

void TestPackageWriter::differences_ofWhatWasChanged_areFound_data()
{
    QTest::addColumn<Change>("change");
    for (const Change &change : kChanges)
        QTest::addRow("%s: %s", change.file, change.text) << change;
}

void TestPackageWriter::differences_ofWhatWasChanged_areFound()
{
    QFETCH(Change, change);
    const QByteArray text = change.text;
    const QByteArray instead = change.instead;
    const Problem problem = problemAt(kPackages / "marks");
    const fs::path copy = out(u"marks"_s);
    fs::copy(kPackages / "marks", copy, fs::copy_options::recursive);
    QCOMPARE(textOf(packageDifferences(problem, problemAt(copy))), QString());

    QFile changed(copy / change.file);
    QVERIFY(changed.open(QIODevice::ReadWrite));
    QByteArray content = changed.readAll();
    QVERIFY(content.contains(text));
    changed.resize(0);
    changed.seek(0);
    changed.write(text.isEmpty() ? content + instead : content.replace(text, instead));
    changed.close();
    QCOMPARE(fieldsOf(packageDifferences(problem, problemAt(copy))), QString::fromLatin1(change.fields).split(u' '));
}

void TestPackageWriter::write_archive_readsBackEqual_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"marks.zip", "marks.kpp", "marks.tar.gz", "marks.tgz", "marks.tar.xz", "marks.tar"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestPackageWriter::write_archive_readsBackEqual()
{
    QFETCH(QString, name);
    const Problem problem = problemAt(kPackages / "marks");
    const auto written = writePackage(problem, problem.format, out(name));
    QVERIFY2(written, written ? "" : written.error().describe().c_str());
    const auto source = PackageSource::open(out(name));
    QVERIFY(source);
    QCOMPARE(source->folder().filename().string(), "marks");
    QCOMPARE(textOf(packageDifferences(problem, problemAt(source->folder()))), QString());
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{name});
}

void TestPackageWriter::write_samePackage_givesTheSameArchive()
{
    const Problem problem = problemAt(kPackages / "oldmarks");
    QByteArrayList contents;
    for (const char *name : {"a/marks.zip", "b/marks.zip"}) {
        fs::create_directory(out(QString::fromLatin1(name).first(1)));
        QVERIFY(writePackage(problem, PackageFormat::Version2025, out(QString::fromLatin1(name))));
        QFile file(out(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        contents.append(file.readAll());
    }
    QCOMPARE(contents[0], contents[1]);
}

void TestPackageWriter::write_targetThatIsThere_isRefused()
{
    const Problem problem = problemAt(kPackages / "icpc");
    fs::create_directory(out(u"there"_s));
    QCOMPARE(writePackage(problem, PackageFormat::Legacy, out(u"there"_s)).error().code, Errc::InvalidArgument);
    QVERIFY(fs::is_empty(out(u"there"_s)));
    QFile file(out(u"there.zip"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QCOMPARE(writePackage(problem, PackageFormat::Legacy, out(u"there.zip"_s)).error().code, Errc::InvalidArgument);
    QCOMPARE(fs::file_size(out(u"there.zip"_s)), 0U);
    QCOMPARE(writePackage(problem, PackageFormat::Legacy, out(u"no/folder"_s)).error().code, Errc::NotFound);
}

void TestPackageWriter::write_sourceThatIsGone_leavesNothing()
{
    Problem problem = problemAt(kPackages / "icpc");
    problem.cases[1].input = out(u"gone.in"_s);
    QCOMPARE(writePackage(problem, PackageFormat::Legacy, out(u"new"_s)).error().code, Errc::Io);
    QCOMPARE(writePackage(problem, PackageFormat::Legacy, out(u"new.zip"_s)).error().code, Errc::Io);
    QVERIFY(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
}

void TestPackageWriter::losses_areThese_data()
{
    QTest::addColumn<QString>("package");
    QTest::addColumn<int>("format");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *package, PackageFormat format, const QString &fields) {
        QTest::addRow("%s to %s", package, std::string{kPackageFormatNames.text(format)}.c_str())
            << QString::fromLatin1(package) << static_cast<int>(format) << fields.split(u' ', Qt::SkipEmptyParts);
    };
    using enum PackageFormat;
    row("marks", Draft2023, {});
    row("marks", Legacy,
        u"constants credits data.args data.download data.files data.full_feedback data.groups "
        u"data.input_validator_args data.input_visualizer_args data.out data.output_validator_args "
        u"data.output_visualizer_args data.statement data.validation embargo_until include input_visualizer keywords "
        u"languages limits.time_limit limits.time_resolution output_visualizer source statement static_validator "
        u"submissions.yaml version"_s);
    row("dialogue", Draft2023, {});
    row("oldmarks", Version2025,
        u"data.groups graders grading.objective grading.show_test_data_groups output_validators submissions.yaml "
        u"validation"_s);
    row("oldmarks", Draft2023,
        u"grading.objective grading.show_test_data_groups output_validators submissions.yaml validation"_s);
    row("icpc", Legacy, {});
    row("icpc", Version2025, u"data.groups files submissions.yaml uuid"_s);
    row("draftnew", Version2025, u"uuid"_s);
}

void TestPackageWriter::losses_areThese()
{
    QFETCH(QString, package);
    QFETCH(int, format);
    QFETCH(QStringList, fields);
    const Problem problem = problemAt(kPackages / package.toStdString());
    const auto losses = findLosses(problem, static_cast<PackageFormat>(format));
    QCOMPARE(fieldsOf(losses), fields);
    for (const PackageLoss &loss : losses)
        QVERIFY(!loss.detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestPackageWriter)
#include "tst_package_writer.moc"
