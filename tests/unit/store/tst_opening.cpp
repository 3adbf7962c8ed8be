// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of opening and closing a store: whose folder, which schema, what if the file is broken, threads that read.
#include "tests/unit/store/store_fixture.h"

#include "core/store/database.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFile>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

QString databaseFile(const StoreFixture &fixture)
{
    return fixture.folder.filePath(u"assay.sqlite"_s);
}

std::unique_ptr<Database> openRaw(const StoreFixture &fixture)
{
    return expect(Database::open(fixture.path() / "assay.sqlite", Database::Access::ReadWrite));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

qsizetype openFilesOf(const StoreFixture &fixture)
{
    qsizetype count = 0;
    const QDir descriptors(u"/proc/self/fd"_s);
    for (const auto &name : descriptors.entryList(QDir::Files | QDir::System))
        count += QFile::symLinkTarget(descriptors.filePath(name)).startsWith(fixture.folder.path()) ? 1 : 0;
    return count;
}

} // namespace

class TestOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open_missingFolder_makesIt();
    void open_fileInPlaceOfFolder_isIoError();
    void open_heldFolder_isRefusedUntilItIsFree();
    void open_newDatabase_hasPromisedSettings();
    void open_newerSchema_isRefusedAndUntouched();
    void open_databaseOfAnotherProgram_isRefusedAndUntouched();
    void open_brokenFile_isStoreError_data();
    void open_brokenFile_isStoreError();
    void read_brokenPage_isStoreError();
    void migrate_failingStep_leavesNothing();
    void open_olderSchema_isBroughtUpToDate_data();
    void open_olderSchema_isBroughtUpToDate();
    void schema_everyTable_isStrict();
    void readers_manyThreads_doNotKeepFilesOpen();
    void readers_threadOutlivesStore_readsNextStore();
    void close_lastConnection_leavesNoWriteAheadLog();
};

void TestOpening::open_missingFolder_makesIt()
{
    StoreFixture fixture;
    const auto folder = fixture.path() / "a" / "b c";
    QVERIFY(Store::open({.folder = folder}, fixture.bus, fixture.clock).has_value());
    QVERIFY(std::filesystem::exists(folder / "assay.sqlite"));
}

void TestOpening::open_fileInPlaceOfFolder_isIoError()
{
    StoreFixture fixture;
    overwrite(fixture.folder.filePath(u"file"_s), "x");
    const auto store = Store::open({.folder = fixture.path() / "file"}, fixture.bus, fixture.clock);
    QCOMPARE(errorOf(store), Errc::Io);
    QVERIFY(store.error().sysErrno != 0);
}

void TestOpening::open_heldFolder_isRefusedUntilItIsFree()
{
    StoreFixture fixture;
    auto store = fixture.open();
    const auto second = fixture.tryOpen();
    QCOMPARE(errorOf(second), Errc::InvalidArgument);
    QVERIFY2(second.error().detail.starts_with("another engine"), second.error().detail.c_str());
    (void)add(*store);
    store.reset();
    QVERIFY(fixture.tryOpen().has_value());
}

void TestOpening::open_newDatabase_hasPromisedSettings()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const auto database = openRaw(fixture);
    QCOMPARE(expect(database->askOnce(u"PRAGMA journal_mode"_s)).toString(), u"wal"_s);
    QCOMPARE(expect(database->askOnce(u"PRAGMA user_version"_s)).toInt(), latestSchemaVersion());
}

void TestOpening::open_newerSchema_isRefusedAndUntouched()
{
    StoreFixture fixture;
    (void)add(*fixture.open());
    expect(openRaw(fixture)->runOnce(u"PRAGMA user_version = %1"_s.arg(latestSchemaVersion() + 1)));
    const QByteArray before = contentOf(databaseFile(fixture));
    const auto store = fixture.tryOpen();
    QCOMPARE(errorOf(store), Errc::Unsupported);
    QVERIFY2(store.error().detail.contains("newer"), store.error().detail.c_str());
    QVERIFY(contentOf(databaseFile(fixture)) == before);
}

void TestOpening::open_databaseOfAnotherProgram_isRefusedAndUntouched()
{
    StoreFixture fixture;
    expect(openRaw(fixture)->runOnce(u"CREATE TABLE theirs (id)"_s));
    const QByteArray before = contentOf(databaseFile(fixture));
    QCOMPARE(errorOf(fixture.tryOpen()), Errc::InvalidData);
    QVERIFY(contentOf(databaseFile(fixture)) == before);
}

void TestOpening::open_brokenFile_isStoreError_data()
{
    QTest::addColumn<qsizetype>("keep");
    QTest::newRow("garbage from the first byte on") << qsizetype{0};
    QTest::newRow("garbage behind the header") << qsizetype{100};
    QTest::newRow("garbage behind the first bytes of the schema") << qsizetype{200};
}

void TestOpening::open_brokenFile_isStoreError()
{
    QFETCH(const qsizetype, keep);
    StoreFixture fixture;
    (void)add(*fixture.open());
    const QByteArray content = contentOf(databaseFile(fixture));
    overwrite(databaseFile(fixture), content.first(keep) + QByteArray(content.size() - keep, '\xaa'));
    const auto store = fixture.tryOpen();
    QCOMPARE(errorOf(store), Errc::Store);
    QVERIFY2(store.error().detail.contains("not a database") || store.error().detail.contains("malformed"),
             store.error().detail.c_str());
}

void TestOpening::read_brokenPage_isStoreError()
{
    StoreFixture fixture;
    Entry entry;
    {
        const auto store = fixture.open();
        entry = add(*store);
    }
    constexpr qsizetype kPage = 4096; // SQLite's default
    QByteArray content = contentOf(databaseFile(fixture));
    overwrite(databaseFile(fixture), content.first(2 * kPage) + QByteArray(content.size() - 2 * kPage, '\xaa'));
    const auto store = fixture.tryOpen();
    if (store) {
        QCOMPARE(errorOf((*store)->submission(entry.submission.id)), Errc::Store);
        const Entry next = makeEntry();
        QCOMPARE(errorOf((*store)->addSubmission(next.submission, next.judgement)), Errc::Store);
    } else {
        QCOMPARE(errorOf(store), Errc::Store);
    }
}

void TestOpening::migrate_failingStep_leavesNothing()
{
    StoreFixture fixture;
    const auto database = openRaw(fixture);
    // A full disk in the middle of the first step: no page beyond the second may be allocated.
    expect(database->runOnce(u"PRAGMA max_page_count = 3"_s));
    QCOMPARE(errorOf(migrate(*database)), Errc::Store);
    QCOMPARE(expect(database->askOnce(u"SELECT count(*) FROM sqlite_schema"_s)).toInt(), 0);
    QCOMPARE(expect(database->askOnce(u"PRAGMA user_version"_s)).toInt(), 0);
    expect(database->runOnce(u"PRAGMA max_page_count = 1000"_s));
    expect(migrate(*database));
    QCOMPARE(expect(database->askOnce(u"PRAGMA user_version"_s)).toInt(), latestSchemaVersion());
}

void TestOpening::open_olderSchema_isBroughtUpToDate_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < latestSchemaVersion(); ++version)
        QTest::addRow("version %d", version) << version;
}

/// A database of each past version is kept as it was made then: two submissions judged, two waiting.
void TestOpening::open_olderSchema_isBroughtUpToDate()
{
    QFETCH(const int, version);
    StoreFixture fixture;
    const QString saved = QStringLiteral(ASSAY_SOURCE_DIR "/tests/data/store/version%1.sqlite").arg(version);
    QVERIFY2(QFile::copy(saved, databaseFile(fixture)), qPrintable(saved));
    const auto store = fixture.open();
    QCOMPARE(expect(openRaw(fixture)->askOnce(u"PRAGMA user_version"_s)).toInt(), latestSchemaVersion());
    QCOMPARE(expect(store->queueDepth()).waitingSubmit, 2);
    const auto rows = expect(store->submissions({}));
    QCOMPARE(rows.size(), 4);
    const Judgement &judged = rows.last().judgement;
    QCOMPARE(judged.verdict, Verdict::Accepted);
    QCOMPARE(judged.cases.size(), 1);
    QVERIFY(judged.groups.isEmpty() && !judged.maxScore && !judged.cases.first().score);
    QVERIFY(judged.limits.isEmpty() && judged.cases.first().killedBy.isEmpty());
    QVERIFY(!expect(store->eventsAfter(0, 100)).isEmpty()); // its JSON is of that time as well
    const auto sessions = expect(store->sessions());
    QCOMPARE(sessions.size(), version < 5 ? 0 : 1);
    for (const Session &session : sessions)
        QCOMPARE(session.participants.first().extraPercent, 0);
    const auto operations = expect(store->operations(10));
    QCOMPARE(operations.size(), version < 6 ? 0 : 1);
    for (const Operation &operation : operations)
        QCOMPARE(expect(store->operationLog(operation.id, 0)).lines.size(), 1);
    const auto accounts = expect(store->accounts());
    QCOMPARE(accounts.size(), version < 7 ? 0 : 1);
    for (const Account &account : accounts)
        QCOMPARE(expect(store->tokensOf(account.id)).size(), 1);
    QCOMPARE(expect(store->audit(10)).size(), version < 7 ? 0 : 2); // one of them under a name that it no longer has
    const auto webhooks = expect(store->webhooks());
    QCOMPARE(webhooks.size(), version < 9 ? 0 : 1);
    for (const Webhook &webhook : webhooks)
        QCOMPARE(expect(store->deliveries(webhook.id, 10)).size(), 1);
    const ClaimedTask task = claim(*store);
    Judgement judgement = task.judgement;
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::WrongAnswer;
    judgement.limits = {{.name = u"cpu_ms"_s, .value = 2000, .mechanism = u"cgroup v2"_s}};
    judgement.groups = {{.name = u"secret"_s, .verdict = Verdict::WrongAnswer, .score = 3, .maxScore = 10}};
    expect(store->finishJudgement(judgement, task.epoch));
    QVERIFY(expect(store->judgement(judgement.id)).groups == judgement.groups);
    QVERIFY(expect(store->judgement(judgement.id)).limits == judgement.limits);
}

void TestOpening::schema_everyTable_isStrict()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const auto loose = expect(openRaw(fixture)->askOnce(
        u"SELECT group_concat(name) FROM pragma_table_list WHERE type = 'table' AND NOT strict "
        "AND name NOT LIKE 'sqlite_%'"_s));
    QCOMPARE(loose.toString(), QString());
}

void TestOpening::readers_manyThreads_doNotKeepFilesOpen()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    const auto readOnThread = [&store] { std::jthread([&store] { (void)expect(store->queueDepth()); }).join(); };
    readOnThread();
    const qsizetype before = openFilesOf(fixture);
    for (int i = 0; i < 50; ++i)
        readOnThread();
    QCOMPARE(openFilesOf(fixture), before);
}

void TestOpening::readers_threadOutlivesStore_readsNextStore()
{
    StoreFixture fixture;
    auto store = fixture.open();
    std::mutex mutex;
    std::condition_variable changed;
    int asked = 0;
    int answered = 0;
    QList<std::int64_t> seqs;
    std::jthread reader([&] {
        for (int turn = 1; turn <= 2; ++turn) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return asked == turn; });
            seqs.append(expect(store->lastSeq()));
            answered = turn;
            changed.notify_all();
        }
    });
    const auto ask = [&] {
        std::unique_lock lock(mutex);
        ++asked;
        changed.notify_all();
        changed.wait(lock, [&] { return answered == asked; });
    };
    ask();
    store.reset();
    store = fixture.open();
    (void)add(*store);
    ask();
    QVERIFY(seqs == (QList<std::int64_t>{0, 2}));
}

void TestOpening::close_lastConnection_leavesNoWriteAheadLog()
{
    StoreFixture fixture;
    const Entry entry = makeEntry();
    {
        const auto store = fixture.open();
        expect(store->addSubmission(entry.submission, entry.judgement));
    }
    QVERIFY(expect(fixture.open()->submission(entry.submission.id)) == entry.submission);
    // Nothing is left in the write-ahead log: the last connection has brought it home.
    QVERIFY(!QFile::exists(databaseFile(fixture) + u"-wal"_s));
}

QTEST_GUILESS_MAIN(TestOpening)
#include "tst_opening.moc"
