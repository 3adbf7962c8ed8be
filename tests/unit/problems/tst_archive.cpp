// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of unpacking: honest archives give their packages.
#include "core/problems/package_reader.h"
#include "core/problems/package_source.h"

#include "tests/unit/problems/unpack_fixture.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;
using Format = ArchiveWriter::Format;

class TestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<UnpackFixture>(); }
    void unpack_honestArchive_givesThePackage_data();
    void unpack_honestArchive_givesThePackage();
    void unpack_rights_areTheOwnersAlone();
    void unpack_links_insideAreKept();
    void unpack_namesDifferingInCase_areTwoFiles();
    void findPackage_severalPackages_isRefused();
    void packageSource_archive_goesWithTheObject();

private:
    std::unique_ptr<UnpackFixture> m_fixture;
};

void TestArchive::unpack_honestArchive_givesThePackage_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QString>("shortName");
    const auto row = [](const char *name, Format format, const char *folder, const char *shortName) {
        QTest::addRow("%s, %s", name, *folder ? folder : "no folder")
            << QByteArray{name} << static_cast<int>(format) << QByteArray{folder} << QString::fromLatin1(shortName);
    };
    row("hello.zip", Format::Zip, "", "hello");
    row("hello.kpp", Format::Zip, "sum/", "sum");
    row("hello.zip", Format::Zip, "./sum/", "sum");
    row("hello.tar", Format::Tar, "outer/sum/", "sum");
    row("hello.tar.gz", Format::TarGz, "", "hello");
    row("hello.tgz", Format::TarGz, "sum/", "sum");
    row("hello.tar.xz", Format::TarXz, "", "hello");
}

void TestArchive::unpack_honestArchive_givesThePackage()
{
    QFETCH(QByteArray, name);
    QFETCH(int, format);
    QFETCH(QByteArray, folder);
    QFETCH(QString, shortName);
    {
        ArchiveWriter archive{m_fixture->archive(name.constData()), static_cast<Format>(format)};
        archive.addPackage(folder);
    }
    const auto source = PackageSource::open(m_fixture->archive(name.constData()));
    QVERIFY2(source, source ? "" : source.error().describe().c_str());
    const auto package = readPackage(source->folder());
    QVERIFY2(package, package ? "" : package.error().describe().c_str());
    QCOMPARE(package->problem.shortName, shortName);
    QCOMPARE(package->problem.cases.size(), 2);
    QVERIFY(package->findings.isEmpty());
}

void TestArchive::unpack_rights_areTheOwnersAlone()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Tar};
        archive.add("a/build", "#!/bin/sh\n", 06777);
        archive.add("a/text", "x\n", 0644);
    }
    QVERIFY(unpackArchive(m_fixture->archive(), m_fixture->target()));
    struct stat status = {};
    QCOMPARE(::stat((m_fixture->target() / "a/build").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0700U);
    QCOMPARE(::stat((m_fixture->target() / "a/text").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
}

void TestArchive::unpack_links_insideAreKept()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::TarGz};
        archive.addSymlink("a/early", "../b/file"); // Before what it leads to.
        archive.add("b/file", "content\n");
        archive.addHardLink("a/same", "b/file");
        archive.addSymlink("a/folder", "../b");
    }
    const auto done = unpackArchive(m_fixture->archive(), m_fixture->target());
    QVERIFY2(done, done ? "" : done.error().describe().c_str());
    QVERIFY(fs::is_symlink(m_fixture->target() / "a/early"));
    QVERIFY(fs::equivalent(m_fixture->target() / "a/early", m_fixture->target() / "b/file"));
    QVERIFY(fs::equivalent(m_fixture->target() / "a/folder", m_fixture->target() / "b"));
    QVERIFY(fs::is_regular_file(m_fixture->target() / "a/same"));
    QCOMPARE(fs::file_size(m_fixture->target() / "a/same"), 8U);
    QVERIFY(!fs::equivalent(m_fixture->target() / "a/same", m_fixture->target() / "b/file"));
}

void TestArchive::unpack_namesDifferingInCase_areTwoFiles()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Zip};
        archive.add("Main.java", "1");
        archive.add("main.java", "22");
    }
    QVERIFY(unpackArchive(m_fixture->archive(), m_fixture->target()));
    QCOMPARE(fs::file_size(m_fixture->target() / "Main.java"), 1U);
    QCOMPARE(fs::file_size(m_fixture->target() / "main.java"), 2U);
}

void TestArchive::findPackage_severalPackages_isRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive("two.zip"), Format::Zip};
        archive.addPackage("one/");
        archive.addPackage("two/");
    }
    const auto source = PackageSource::open(m_fixture->archive("two.zip"));
    QVERIFY(!source);
    QCOMPARE(source.error().describe(), "two.zip: the archive holds several problem packages");
    {
        ArchiveWriter archive{m_fixture->archive("none.zip"), Format::Zip};
        archive.add("readme.txt", "x");
    }
    QCOMPARE(PackageSource::open(m_fixture->archive("none.zip")).error().describe(),
             "none.zip: problem.yaml is missing: the archive holds no problem package");
}

void TestArchive::packageSource_archive_goesWithTheObject()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Zip};
        archive.addPackage("__MACOSX/");
        archive.addPackage("sum/");
    }
    fs::path folder;
    {
        const auto source = PackageSource::open(m_fixture->archive());
        QVERIFY(source);
        folder = source->folder();
        QVERIFY(fs::exists(folder / "problem.yaml"));
    }
    QVERIFY(!fs::exists(folder));
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
