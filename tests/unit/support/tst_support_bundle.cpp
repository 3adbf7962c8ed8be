// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of support bundles: what is in one, and that nothing of what people wrote is.
#include "core/store/migrations.h"
#include "core/support/support_bundle.h"
#include "tests/unit/store/store_fixture.h"

#include <QDir>
#include <QProcess>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

class TestSupportBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundle_holdsFactsAndNothingOfPeople();
    void noDataFolder_isStillABundle();
    void target_cannotBeWritten_saysSo();
};

void TestSupportBundle::bundle_holdsFactsAndNothingOfPeople()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    Entry entry = makeEntry();
    entry.submission.sources.first().content = "a thought of somebody's";
    expect(store->addSubmission(entry.submission, entry.judgement));
    expect(store->addSession({.id = SessionId::make(),
                              .title = u"Interview with Kim"_s,
                              .participants = {{.id = ParticipantId::make(), .name = u"Kim Nordqvist"_s}}}));
    const QString logs = fixture.folder.filePath(u"logs"_s);
    QVERIFY(QDir().mkpath(logs));
    for (const QString &name : {u"assay.jsonl"_s, u"assay-2026-01-01.1.jsonl.gz"_s, u"something-else.txt"_s}) {
        QFile log(logs + u'/' + name);
        QVERIFY(log.open(QIODevice::WriteOnly) && log.write("{}\n") == 3);
    }
    const QString target = fixture.folder.filePath(u"bundle.tar.gz"_s);
    const QStringList names = expect(writeSupportBundle(target.toStdString(), {.program = u"assay 1"_s,
                                                                               .sandbox = {},
                                                                               .languages = {},
                                                                               .dataFolder = fixture.path(),
                                                                               .database = fixture.database}));
    QCOMPARE(names,
             QStringList({u"README.txt"_s, u"system.json"_s, u"sandbox.json"_s, u"languages.json"_s, u"settings.json"_s,
                          u"database.json"_s, u"logs/assay.jsonl"_s, u"logs/assay-2026-01-01.1.jsonl.gz"_s}));
    QProcess tar;
    tar.start(u"tar"_s, {u"-xzOf"_s, target});
    QVERIFY(tar.waitForFinished() && tar.exitCode() == 0);
    const QByteArray all = tar.readAllStandardOutput();
    QVERIFY(all.contains("\"submission\": 1") && all.contains("log.days") && all.contains("assay 1"));
    QVERIFY(!all.contains("thought") && !all.contains("Kim"));
    QVERIFY(fixture.database.isEmpty() || !all.contains(fixture.database.toUtf8()));
    QVERIFY(all.contains("\"schema version\": " + QByteArray::number(latestSchemaVersion())));
    QVERIFY((std::filesystem::status(target.toStdString()).permissions() & std::filesystem::perms::others_read) ==
            std::filesystem::perms::none);
}

void TestSupportBundle::noDataFolder_isStillABundle()
{
    const QTemporaryDir folder;
    const QStringList names =
        expect(writeSupportBundle(folder.filePath(u"b.tar.gz"_s).toStdString(),
                                  {.program = {}, .sandbox = {}, .languages = {}, .dataFolder = "/nowhere"}));
    QVERIFY(names.contains(u"system.json"_s) && !names.contains(u"database.json"_s));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"b.tar.gz"_s));
}

void TestSupportBundle::target_cannotBeWritten_saysSo()
{
    const auto refused =
        writeSupportBundle("/nowhere/b.tar.gz", {.program = {}, .sandbox = {}, .languages = {}, .dataFolder = {}});
    QCOMPARE(errorOf(refused), Errc::Io);
}

QTEST_GUILESS_MAIN(TestSupportBundle)
#include "tst_support_bundle.moc"
