// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of unpacking: hostile archives give nothing at all.
#include "tests/unit/problems/unpack_fixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;
using Format = ArchiveWriter::Format;
using Fill = void (*)(ArchiveWriter &);

namespace {

void addRow(const char *name, Fill fill, const QString &message)
{
    QTest::newRow(name) << fill << "sum.tar: "_L1 + message;
}

void addBadNames()
{
    addRow("zip slip", [](auto &a) { a.add("../evil", "x"); }, u"\"../evil\": the name leaves the archive"_s);
    addRow(
        "zip slip in the middle", [](auto &a) { a.add("a/../../evil", "x"); },
        u"\"a/../../evil\": the name leaves the archive"_s);
    addRow("absolute", [](auto &a) { a.add("/tmp/assay-evil", "x"); }, u"\"/tmp/assay-evil\": the name is absolute"_s);
    addRow("backslashes", [](auto &a) { a.add("..\\evil", "x"); }, u"\"..\\evil\": the name has a backslash"_s);
    addRow(
        "control character", [](auto &a) { a.add("a\nb", "x"); }, u"\"a\\x0ab\": the name has a control character"_s);
    addRow("not UTF-8", [](auto &a) { a.add("a\xff\xfe", "x"); }, u"\"a\\xff\\xfe\": the name is not UTF-8"_s);
    addRow(
        "overlong UTF-8", [](auto &a) { a.add("a/\xc0\xae\xc0\xae/b", "x"); },
        u"\"a/\\xc0\\xae\\xc0\\xae/b\": the name is not UTF-8"_s);
    addRow(
        "deep folders", [](auto &a) { a.add((QByteArray{"d/"}.repeated(30) + "x").constData(), "x"); },
        u"\"d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/x\": folders are nested too deeply"_s);
    addRow(
        "long name", [](auto &a) { a.add(QByteArray{"n"}.repeated(300).constData(), "x"); },
        u"\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…\": the name is too long"_s);
    addRow("nothing", [](auto &) {}, u"the archive is empty"_s);
}

void addBadKinds()
{
    addRow(
        "absolute link", [](auto &a) { a.addSymlink("link", "/etc/passwd"); },
        u"\"link\": is a link out of the archive"_s);
    addRow(
        "link upward", [](auto &a) { a.addSymlink("a/link", "../../x"); },
        u"\"a/link\": is a link out of the archive"_s);
    addRow(
        "hard link out", [](auto &a) { a.addHardLink("link", "../../../etc/passwd"); },
        u"\"../../../etc/passwd\": the name leaves the archive"_s);
    addRow(
        "hard link to nothing", [](auto &a) { a.addHardLink("link", "etc/passwd"); },
        u"\"link\": is a hard link to no file of the archive"_s);
    addRow(
        "hard link to a link",
        [](auto &a) {
            a.addSymlink("to", "a");
            a.addHardLink("link", "to");
        },
        u"\"link\": is a hard link to no file of the archive"_s);
    addRow(
        "device", [](auto &a) { a.addSpecial("null", AE_IFCHR); },
        u"\"null\": is neither a file nor a folder nor a link"_s);
    addRow(
        "pipe", [](auto &a) { a.addSpecial("pipe", AE_IFIFO); },
        u"\"pipe\": is neither a file nor a folder nor a link"_s);
}

void addCollisions()
{
    addRow(
        "writing through a link",
        [](auto &a) {
            a.addSymlink("out", "inside");
            a.add("out/evil", "x");
        },
        u"\"out\": is a folder and something else"_s);
    addRow(
        "a link in the place of a file",
        [](auto &a) {
            a.add("x", "first");
            a.addSymlink("x", "y");
        },
        u"\"x\": is in the archive twice"_s);
    addRow(
        "the same file twice",
        [](auto &a) {
            a.add("a/x", "first");
            a.add("a/./x", "second");
        },
        u"\"a/x\": is in the archive twice"_s);
    addRow(
        "file, then folder",
        [](auto &a) {
            a.add("a", "file");
            a.add("a/b", "x");
        },
        u"\"a\": is a folder and something else"_s);
    addRow(
        "folder, then file",
        [](auto &a) {
            a.add("a/b", "x");
            a.add("a", "file");
        },
        u"\"a\": is a folder and something else"_s);
}

/// The file with some of its bytes exchanged for as many others.
void exchange(const fs::path &path, const QByteArray &from, const QByteArray &to)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        qFatal("cannot open the archive");
    QByteArray bytes = file.readAll();
    if (from.size() != to.size() || !bytes.contains(from))
        qFatal("nothing to exchange");
    bytes.replace(from, to);
    file.seek(0);
    file.write(bytes);
}

} // namespace

class TestArchiveAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<UnpackFixture>(); }
    void unpack_attack_isRefused_data();
    void unpack_attack_isRefused();
    void unpack_linksThatLeadOutTogether_areRefused();
    void unpack_nulInZipName_isRefused();
    void unpack_zipThatLiesAboutSize_isRefused();
    void unpack_brokenZip_isRefused();
    void unpack_bomb_isRefusedByItsLimit_data();
    void unpack_bomb_isRefusedByItsLimit();
    void unpack_compressedTwice_isRefused();
    void unpack_manyEntries_areRefusedAtOnce_data();
    void unpack_manyEntries_areRefusedAtOnce();
    void unpack_noArchive_isRefused();

private:
    std::unique_ptr<UnpackFixture> m_fixture;
};

void TestArchiveAttacks::unpack_attack_isRefused_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("message");
    addBadNames();
    addBadKinds();
    addCollisions();
}

void TestArchiveAttacks::unpack_attack_isRefused()
{
    QFETCH(Fill, fill);
    QFETCH(QString, message);
    {
        ArchiveWriter archive{m_fixture->archive("sum.tar"), Format::Tar};
        fill(archive);
    }
    QCOMPARE(m_fixture->refusal(m_fixture->archive("sum.tar")), message);
    QVERIFY(!fs::exists("/tmp/assay-evil"));
}

void TestArchiveAttacks::unpack_linksThatLeadOutTogether_areRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Tar};
        archive.add("a/b/c/file", "x");
        archive.addSymlink("x", "."); // By the text of its target, "up" stays inside.
        archive.addSymlink("up", "x/x/x/..");
        archive.addSymlink("out", "up/up2");
    }
    QCOMPARE(m_fixture->refusal(m_fixture->archive()), u"sum.zip: \"up\": is a link out of the archive"_s);
}

void TestArchiveAttacks::unpack_nulInZipName_isRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Zip};
        archive.add("harmless.txtX..evil", "x");
    }
    exchange(m_fixture->archive(), "harmless.txtX", QByteArray{"harmless.txt\0", 13});
    QCOMPARE(m_fixture->refusal(m_fixture->archive()),
             u"sum.zip: \"harmless.txt\\x00..evil\": the name has a NUL character"_s);
}

void TestArchiveAttacks::unpack_zipThatLiesAboutSize_isRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Zip};
        archive.add("data", QByteArray(5'000'000, '7'));
    }
    exchange(m_fixture->archive(), QByteArray{"\x40\x4b\x4c\x00", 4}, QByteArray{"\x10\x00\x00\x00", 4});
    const QString message = m_fixture->refusal(m_fixture->archive());
    QVERIFY2(message.startsWith("sum.zip: "_L1), qPrintable(message));
}

void TestArchiveAttacks::unpack_brokenZip_isRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive(), Format::Zip};
        archive.addPackage("sum/");
    }
    // One entry less in the directory, and cut anywhere.
    exchange(m_fixture->archive(), "PK\1\2", "PK\1\3");
    QCOMPARE(m_fixture->refusal(m_fixture->archive()), u"sum.zip: the zip's directory is broken"_s);
    {
        ArchiveWriter archive{m_fixture->archive("cut.tar.gz"), Format::TarGz};
        archive.addPackage("sum/");
    }
    const auto size = fs::file_size(m_fixture->archive("cut.tar.gz"));
    for (const std::uintmax_t part : {size - 1, size / 2, size / 10}) {
        fs::resize_file(m_fixture->archive("cut.tar.gz"), part);
        const QString message = m_fixture->refusal(m_fixture->archive("cut.tar.gz"));
        QVERIFY2(message.startsWith("cut.tar.gz: is "_L1), qPrintable(message));
    }
}

void TestArchiveAttacks::unpack_bomb_isRefusedByItsLimit_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("mebibytes");
    QTest::addColumn<int>("count");
    QTest::addColumn<ArchiveLimits>("limits");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, Format format, int mebibytes, int count, const ArchiveLimits &limits,
                        const QString &message) {
        QTest::newRow(name) << static_cast<int>(format) << mebibytes << count << limits << message;
    };
    const QString ratio = u"the archive unpacks to more than 200 times its size"_s;
    const ArchiveLimits small{.single = 30_MiB, .total = 50_MiB, .ratioFrom = 16_MiB};
    row("ratio, as it is set", Format::Zip, 300, 1, {}, ratio);
    row("ratio, tar.gz", Format::TarGz, 20, 1, small, ratio);
    row("ratio, many small files", Format::TarXz, 1, 20, small, ratio);
    row("one file", Format::TarGz, 31, 1, small, u"\"0\" is larger than 30 MiB"_s);
    row("all together", Format::Zip, 20, 3, {.total = 50_MiB, .ratio = 100'000},
        u"the archive unpacks to more than 50 MiB"_s);
    row("entries", Format::Tar, 0, 11, {.entries = 10}, u"the archive has more than 10 entries"_s);
}

void TestArchiveAttacks::unpack_bomb_isRefusedByItsLimit()
{
    QFETCH(int, format);
    QFETCH(int, mebibytes);
    QFETCH(int, count);
    QFETCH(ArchiveLimits, limits);
    QFETCH(QString, message);
    {
        ArchiveWriter archive{m_fixture->archive(), static_cast<Format>(format)};
        const QByteArray piece(1024 * 1024, 'x');
        for (int i = 0; i < count; ++i)
            archive.addLarge(QByteArray::number(i).constData(), piece, mebibytes);
    }
    QCOMPARE(m_fixture->refusal(m_fixture->archive(), limits), "sum.zip: "_L1 + message);
}

void TestArchiveAttacks::unpack_compressedTwice_isRefused()
{
    {
        ArchiveWriter archive{m_fixture->archive("inner.tar.gz"), Format::TarGz};
        archive.addLarge("bomb", QByteArray(1024 * 1024, 'x'), 20);
    }
    QFile file(m_fixture->archive("inner.tar.gz"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    {
        ArchiveWriter archive{m_fixture->archive("outer.tar.gz"), Format::RawGz};
        archive.add("x", file.readAll());
    }
    QCOMPARE(m_fixture->refusal(m_fixture->archive("outer.tar.gz")), u"outer.tar.gz: is compressed more than once"_s);
}

void TestArchiveAttacks::unpack_manyEntries_areRefusedAtOnce_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("zip") << static_cast<int>(Format::Zip);
    QTest::newRow("tar.gz") << static_cast<int>(Format::TarGz);
}

void TestArchiveAttacks::unpack_manyEntries_areRefusedAtOnce()
{
    QFETCH(int, format);
    {
        ArchiveWriter archive{m_fixture->archive(), static_cast<Format>(format)};
        for (int i = 0; i < 100'000; ++i)
            archive.add(("data/secret/" + QByteArray::number(i)).constData(), {});
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_fixture->refusal(m_fixture->archive()), u"sum.zip: the archive has more than 50000 entries"_s);
    qInfo("refused after %lld ms", static_cast<long long>(timer.elapsed()));
}

void TestArchiveAttacks::unpack_noArchive_isRefused()
{
    QFile file(m_fixture->archive());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is text\n");
    file.close();
    QVERIFY(
        m_fixture->refusal(m_fixture->archive()).startsWith("sum.zip: is no zip or tar archive that can be read"_L1));
    QCOMPARE(unpackArchive("/nonexistent/x.zip", m_fixture->target()).error().code, Errc::NotFound);
    QVERIFY(m_fixture->refusal("/dev/null").endsWith("is no regular file"_L1));
}

QTEST_GUILESS_MAIN(TestArchiveAttacks)
#include "tst_archive_attacks.moc"
