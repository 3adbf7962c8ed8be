// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of settings: which source counts, what is refused with which words, and writing them.
#include "core/settings/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

struct SettingsFile {
    QTemporaryDir folder;

    [[nodiscard]] std::filesystem::path path() const { return folder.filePath(u"settings.yaml"_s).toStdString(); }
    void write(const QByteArray &text) const
    {
        QFile file(QString::fromStdString(path().native()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    [[nodiscard]] Settings read(const QMap<QString, QString> &environment = {},
                                const QStringList &commandLine = {}) const
    {
        return Settings::read({.file = path(), .environment = environment, .commandLine = commandLine});
    }
};

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSet_isTheTable();
    void laterSource_counts();
    void nestedAndDotted_meanTheSame();
    void wrong_isNamedWithWhatIsAllowed_data();
    void wrong_isNamedWithWhatIsAllowed();
    void severalWrong_areAllNamedAndTheRestHolds();
    void written_isReadAgain();
    void writing_overWhatIsNotUnderstood_isRefused();
    void table_everyFallbackIsAllowed();
};

void TestSettings::nothingSet_isTheTable()
{
    const SettingsFile file;
    const Settings settings = file.read({{u"ASSAY_SOMETHING_ELSE"_s, u"x"_s}});
    QVERIFY(settings.errors().isEmpty());
    QCOMPARE(settings.number(SettingId::TimeFactor), 1.0);
    QVERIFY(settings.isOn(SettingId::WarmUp));
    QCOMPARE(settings.source(SettingId::TimeFactor), SettingSource::Fallback);
}

void TestSettings::laterSource_counts()
{
    const SettingsFile file;
    file.write("judging.time_factor: 2\nlog.days: 7\nlog.level: debug\n");
    const Settings settings =
        file.read({{u"ASSAY_LOG_DAYS"_s, u"9"_s}, {u"ASSAY_LOG_LEVEL"_s, u"warning"_s}}, {u"log.level=critical"_s});
    QCOMPARE(settings.errors(), QStringList());
    QCOMPARE(settings.number(SettingId::TimeFactor), 2.0);
    QCOMPARE(settings.source(SettingId::TimeFactor), SettingSource::File);
    QCOMPARE(settings.number(SettingId::LogDays), 9.0);
    QCOMPARE(settings.source(SettingId::LogDays), SettingSource::Environment);
    QCOMPARE(settings.text(SettingId::LogLevel), u"critical"_s);
    QCOMPARE(settings.source(SettingId::LogLevel), SettingSource::CommandLine);
}

void TestSettings::nestedAndDotted_meanTheSame()
{
    const SettingsFile file;
    file.write("log:\n  days: 3\n  level: debug\njudging.warm_up: No\n");
    const Settings settings = file.read();
    QCOMPARE(settings.errors(), QStringList());
    QCOMPARE(settings.text(SettingId::LogDays), u"3"_s);
    QCOMPARE(settings.text(SettingId::LogLevel), u"debug"_s);
    QVERIFY(!settings.isOn(SettingId::WarmUp));
}

void TestSettings::wrong_isNamedWithWhatIsAllowed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("not a number") << QByteArray("log.days: many")
                                  << u"log.days must be a whole number from 1 to 365, not \"many\""_s;
    QTest::newRow("too many") << QByteArray("log.days: 366")
                              << u"log.days must be a whole number from 1 to 365, not \"366\""_s;
    QTest::newRow("not whole") << QByteArray("log.days: 1.5") << u"must be a whole number"_s;
    QTest::newRow("infinite") << QByteArray("judging.time_factor: inf") << u"must be a number from 0.01 to 1000"_s;
    QTest::newRow("another choice") << QByteArray("sandbox.least_tier: none")
                                    << u"one of reduced, partial, full, not \"none\""_s;
    QTest::newRow("not yes or no") << QByteArray("judging.warm_up: perhaps") << u"must be yes or no"_s;
    QTest::newRow("relative") << QByteArray("data.folder: here") << u"a folder by its whole path"_s;
    QTest::newRow("unknown") << QByteArray("logging.days: 3")
                             << u"there is no setting logging.days; perhaps log.days"_s;
    QTest::newRow("a list") << QByteArray("log.days: [1, 2]") << u"a list is not allowed"_s;
    QTest::newRow("no map") << QByteArray("- 1") << u"settings.yaml"_s;
    QTest::newRow("no yaml") << QByteArray("a: b: c: [") << u"settings.yaml"_s;
    QTest::newRow("twice") << QByteArray("log.days: 1\nlog.days: 2\n") << u"settings.yaml"_s;
    QTest::newRow("large") << QByteArray("#").repeated(70'000) << u"too large"_s;
}

void TestSettings::wrong_isNamedWithWhatIsAllowed()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, said);
    const SettingsFile file;
    file.write(text);
    const Settings settings = file.read();
    QCOMPARE(settings.errors().size(), 1);
    QVERIFY2(settings.errors().first().contains(said), qPrintable(settings.errors().first()));
    QVERIFY(settings.errors().first().contains(u"settings.yaml"_s));
    for (const SettingRow &row : settingTable())
        QCOMPARE(settings.text(row.id), QString::fromLatin1(row.fallback));
}

void TestSettings::severalWrong_areAllNamedAndTheRestHolds()
{
    const SettingsFile file;
    file.write("log.days: 0\nlog.level: loud\njudging.time_factor: 3\n");
    const Settings settings = file.read({{u"ASSAY_LOG_MAX_MIB"_s, u"-1"_s}}, {u"nonsense"_s, u"log.max_mib=4"_s});
    QCOMPARE(settings.errors().size(), 4);
    QVERIFY(settings.errors().at(2).startsWith(u"ASSAY_LOG_MAX_MIB must be"_s));
    QVERIFY(settings.errors().at(3).contains(u"--set takes KEY=VALUE"_s));
    QCOMPARE(settings.number(SettingId::TimeFactor), 3.0);
    QCOMPARE(settings.number(SettingId::LogMaxMib), 4.0);
}

void TestSettings::written_isReadAgain()
{
    const SettingsFile file;
    file.write("log: {days: 3}\nlog.level: debug\n");
    const QString folder = u"/it's/a: \"place\" #1"_s;
    QVERIFY(Settings::write(file.path(), {{SettingId::LogLevel, std::nullopt}, {SettingId::DataFolder, folder}}));
    const Settings settings = file.read();
    QCOMPARE(settings.errors(), QStringList());
    QCOMPARE(settings.text(SettingId::DataFolder), folder);
    QCOMPARE(settings.text(SettingId::LogDays), u"3"_s);
    QCOMPARE(settings.source(SettingId::LogLevel), SettingSource::Fallback);
    QVERIFY(!Settings::write(file.path(), {{SettingId::LogDays, u"none"_s}}));
    QCOMPARE(file.read().text(SettingId::LogDays), u"3"_s);
}

void TestSettings::writing_overWhatIsNotUnderstood_isRefused()
{
    const SettingsFile file;
    file.write("log.dys: 3\n");
    const auto refused = Settings::write(file.path(), {{SettingId::LogDays, u"5"_s}});
    QVERIFY(!refused && refused.error().detail.contains("log.dys"));
    QFile kept(QString::fromStdString(file.path().native()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("log.dys: 3\n"));
}

void TestSettings::table_everyFallbackIsAllowed()
{
    for (const SettingRow &row : settingTable()) {
        QCOMPARE(normalized(row, QString::fromLatin1(row.fallback)), QString::fromLatin1(row.fallback));
        QCOMPARE(findSetting(QString::fromLatin1(row.key)), &settingRow(row.id));
        QVERIFY(!allowedText(row).isEmpty());
        QVERIFY(*row.what != '\0');
    }
    QCOMPARE(environmentName(settingRow(SettingId::TimeFactor)), u"ASSAY_JUDGING_TIME_FACTOR"_s);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
