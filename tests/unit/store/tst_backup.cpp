// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of backups: written beside a store at work, checked, brought back, and refused where they are not whole.
#include "core/store/backup.h"
#include "core/store/database.h"
#include "tests/unit/store/store_fixture.h"

#include <QDirIterator>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

namespace {

struct BackupFixture {
    StoreFixture files;
    QTemporaryDir away;
    std::unique_ptr<Store> store = files.open();
    SubmissionId submission;
    QByteArray source = QByteArray("print('a long one')\n").repeated(1000);

    BackupFixture()
    {
        Entry entry = makeEntry(Purpose::Submit);
        entry.submission.sources.first().content = source;
        submission = entry.submission.id;
        expect(store->addSubmission(entry.submission, entry.judgement));
    }
    [[nodiscard]] fs::path place(const char *name) const { return fs::path(away.path().toStdString()) / name; }
    /// The one file in which the source lies.
    [[nodiscard]] static QString blobIn(const fs::path &folder)
    {
        QDirIterator blobs(QString::fromStdString((folder / "blobs").native()), QDir::Files,
                           QDirIterator::Subdirectories);
        return blobs.hasNext() ? blobs.next() : QString();
    }
};

} // namespace

class TestBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void besideAStoreAtWork_isWholeAndComesBack();
    void packages_areFoundInTheirNewPlace();
    void target_thatIsThere_isRefused();
    void damaged_isRefused_data();
    void damaged_isRefused();
    void cancelled_leavesNothing();
    void noDatabase_isRefused();
};

void TestBackup::besideAStoreAtWork_isWholeAndComesBack()
{
    BackupFixture fixture;
    QStringList steps;
    const BackupReport report = expect(writeBackup(fixture.files.path(), fixture.place("backup"),
                                                   {.step = [&steps](const QString &step) { steps.append(step); }}));
    QCOMPARE(steps.size(), kBackupSteps);
    QVERIFY(report.files >= 1 && report.bytes > fixture.source.size());
    (void)add(*fixture.store); // the store goes on
    expect(restoreBackup(fixture.place("backup"), fixture.place("data")));
    EventBus bus;
    const auto restored = expect(Store::open({.folder = fixture.place("data")}, bus, fixture.files.clock));
    QCOMPARE(expect(restored->submissions({})).size(), 1); // as of then
    QCOMPARE(expect(restored->submission(fixture.submission)).sources.first().content, fixture.source);
    QVERIFY(!fs::exists(fixture.place("backup.part")) && !fs::exists(fixture.place("data.part")));
    QVERIFY((fs::status(fixture.place("backup")).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
            fs::perms::none);
}

void TestBackup::packages_areFoundInTheirNewPlace()
{
    BackupFixture fixture;
    const fs::path unpacked = fixture.files.path() / "packages" / "abc" / "warm";
    fs::create_directories(unpacked);
    Problem inside = makeProblem(u"inside"_s);
    inside.root = unpacked;
    Problem outside = makeProblem(u"outside"_s);
    outside.root = "/somewhere/packages/else"; // the name alone does not make it ours
    expect(fixture.store->addProblem(inside));
    expect(fixture.store->addProblem(outside));
    const BackupReport report = expect(writeBackup(fixture.files.path(), fixture.place("backup")));
    QCOMPARE(report.outside, QStringList(u"/somewhere/packages/else"_s));
    expect(restoreBackup(fixture.place("backup"), fixture.place("data")));
    EventBus bus;
    const auto restored = expect(Store::open({.folder = fixture.place("data")}, bus, fixture.files.clock));
    QStringList roots;
    for (const ProblemRecord &record : expect(restored->problems()))
        roots.append(QString::fromStdString(record.root.native()));
    roots.sort();
    QCOMPARE(roots, QStringList({u"/somewhere/packages/else"_s,
                                 QString::fromStdString((fixture.place("data") / "packages/abc/warm").native())}));
}

void TestBackup::target_thatIsThere_isRefused()
{
    BackupFixture fixture;
    fs::create_directories(fixture.place("taken") / "something");
    QCOMPARE(errorOf(writeBackup(fixture.files.path(), fixture.place("taken"))), Errc::InvalidArgument);
    QVERIFY(fs::exists(fixture.place("taken") / "something"));
    QCOMPARE(errorOf(writeBackup(fixture.files.path(), fixture.files.path() / "packages" / "copy")),
             Errc::InvalidArgument); // it would be copied into itself
    QVERIFY(!fs::exists(fixture.files.path() / "packages" / "copy"));
    fs::create_directories(fixture.place("empty"));
    expect(writeBackup(fixture.files.path(), fixture.place("empty")));
    QCOMPARE(errorOf(restoreBackup(fixture.place("empty"), fixture.files.path())), Errc::InvalidArgument);
}

void TestBackup::damaged_isRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("a content is missing") << u"missing"_s;
    QTest::newRow("a content is another") << u"other"_s;
    QTest::newRow("the database is cut") << u"cut"_s;
    QTest::newRow("it is of a newer one") << u"newer"_s;
}

void TestBackup::damaged_isRefused()
{
    QFETCH(const QString, what);
    BackupFixture fixture;
    expect(writeBackup(fixture.files.path(), fixture.place("backup")));
    const QString blob = BackupFixture::blobIn(fixture.place("backup"));
    const QString file = QString::fromStdString((fixture.place("backup") / "assay.sqlite").native());
    QVERIFY(!blob.isEmpty());
    if (what == u"missing"_s) {
        QVERIFY(QFile::remove(blob));
    } else if (what == u"other"_s) {
        QFile content(blob);
        QVERIFY(content.open(QIODevice::ReadWrite) && content.write("X") == 1);
    } else if (what == u"cut"_s) {
        QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    } else {
        const auto database =
            expect(Database::open(fixture.place("backup") / "assay.sqlite", Database::Access::ReadWrite));
        expect(database->runOnce(u"PRAGMA user_version = 1000"_s));
    }
    const auto restored = restoreBackup(fixture.place("backup"), fixture.place("data"));
    QVERIFY(!restored);
    QVERIFY2(restored.error().code == Errc::InvalidData || restored.error().code == Errc::Unsupported ||
                 restored.error().code == Errc::Store,
             restored.error().describe().c_str());
    QVERIFY(!fs::exists(fixture.place("data")) && !fs::exists(fixture.place("data.part")));
}

void TestBackup::cancelled_leavesNothing()
{
    BackupFixture fixture;
    const auto refused =
        writeBackup(fixture.files.path(), fixture.place("backup"),
                    {.step = {}, .mayGoOn = []() -> Result<void> { return fail(Errc::Cancelled, "stop"); }});
    QCOMPARE(errorOf(refused), Errc::Cancelled);
    QVERIFY(fs::is_empty(fixture.away.path().toStdString()));
}

void TestBackup::noDatabase_isRefused()
{
    BackupFixture fixture;
    QCOMPARE(errorOf(writeBackup(fixture.place("nothing"), fixture.place("backup"))), Errc::InvalidArgument);
    QVERIFY(!fs::exists(fixture.place("nothing")));
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
