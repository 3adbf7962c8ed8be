// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of logs: lines of JSON, a file a day and a size, compressed, gone in time; and what a terminal gets.
#include "core/log_categories.h"
#include "core/logs/log_output.h"
#include "tests/unit/store/store_fixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct LogFixture {
    QTemporaryDir folder;
    FakeClock clock;
    std::unique_ptr<LogFile> file;

    LogFixture() { clock.time = SystemClock().now(); } // a file's day is that of the file system
    void open(std::int64_t maxBytes = 1'000'000, int days = 14)
    {
        file.reset();
        file = expect(LogFile::open(
            {.folder = folder.filePath(u"logs"_s).toStdString(), .days = days, .maxBytes = maxBytes}, clock));
    }
    void write(const QString &message) const
    {
        file->write({.time = clock.time, .level = u"info"_s, .category = u"assay.engine"_s, .message = message});
    }
    [[nodiscard]] QStringList names() const
    {
        file->waitForCompression();
        return QDir(folder.filePath(u"logs"_s)).entryList(QDir::Files, QDir::Name);
    }
    [[nodiscard]] QByteArray contentOf(const QString &name) const
    {
        const QString path = folder.filePath(u"logs/"_s + name);
        if (name.endsWith(u".gz"_s)) {
            QProcess gzip;
            gzip.start(u"gzip"_s, {u"-dc"_s, path});
            return gzip.waitForFinished() && gzip.exitCode() == 0 ? gzip.readAllStandardOutput() : QByteArray();
        }
        QFile content(path);
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }
};

} // namespace

class TestLogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_areJson();
    void nextDay_putsItAway();
    void tooLarge_isPutAwayTheSameDay();
    void old_isRemoved();
    void restart_goesOnInTheSameFile();
    void output_takesQtsMessages();
    void terminalLine_hasTheCategoryWithoutItsPrefix();
    void level_unknown_saysWhichThereAre();
};

void TestLogs::lines_areJson()
{
    LogFixture fixture;
    fixture.open();
    fixture.write(u"with \"quotes\",\na line feed and ü"_s);
    const QByteArray content = fixture.contentOf(u"assay.jsonl"_s);
    QCOMPARE(content.count('\n'), 1);
    const QJsonObject line = QJsonDocument::fromJson(content).object();
    QCOMPARE(line.value(u"message"_s).toString(), u"with \"quotes\",\na line feed and ü"_s);
    QCOMPARE(line.value(u"category"_s).toString(), u"assay.engine"_s);
    QCOMPARE(line.value(u"level"_s).toString(), u"info"_s);
    QVERIFY(line.value(u"time"_s).toString().endsWith(u"Z"_s));
}

void TestLogs::nextDay_putsItAway()
{
    LogFixture fixture;
    fixture.open();
    const QString today = QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate);
    fixture.write(u"today"_s);
    fixture.clock.time += 24h;
    fixture.write(u"tomorrow"_s);
    const QString put = u"assay-%1.1.jsonl.gz"_s.arg(today);
    QCOMPARE(fixture.names(), QStringList({put, u"assay.jsonl"_s}));
    QVERIFY(fixture.contentOf(put).contains("today"));
    QVERIFY(fixture.contentOf(u"assay.jsonl"_s).contains("tomorrow"));
    QVERIFY(!fixture.contentOf(u"assay.jsonl"_s).contains("today"));
}

void TestLogs::tooLarge_isPutAwayTheSameDay()
{
    LogFixture fixture;
    fixture.open(500);
    for (int i = 0; i < 8; ++i)
        fixture.write(u"line %1 of some length, so that a few of them are too many"_s.arg(i));
    const QStringList names = fixture.names();
    QVERIFY2(names.size() >= 3, qPrintable(names.join(u' ')));
    int lines = 0;
    for (const QString &name : names)
        lines += static_cast<int>(fixture.contentOf(name).count('\n'));
    QCOMPARE(lines, 8); // none is lost
    QVERIFY(fixture.contentOf(u"assay.jsonl"_s).size() <= 500);
}

void TestLogs::old_isRemoved()
{
    LogFixture fixture;
    fixture.open(1'000'000, 3);
    const QDir logs(fixture.folder.filePath(u"logs"_s));
    const QDate today = QDateTime::currentDateTimeUtc().date();
    const auto touch = [&logs](const QString &name) {
        QFile file(logs.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    };
    const QString kept = u"assay-%1.1.jsonl.gz"_s.arg(today.addDays(-3).toString(Qt::ISODate));
    touch(kept);
    touch(u"assay-%1.2.jsonl.gz"_s.arg(today.addDays(-4).toString(Qt::ISODate)));
    touch(u"assay-%1.1.jsonl"_s.arg(today.addDays(-40).toString(Qt::ISODate)));
    touch(u"somebody-elses.txt"_s);
    fixture.open(1'000'000, 3);
    QCOMPARE(fixture.names(), QStringList({kept, u"assay.jsonl"_s, u"somebody-elses.txt"_s}));
}

void TestLogs::restart_goesOnInTheSameFile()
{
    LogFixture fixture;
    fixture.open();
    fixture.write(u"before"_s);
    fixture.open();
    fixture.write(u"after"_s);
    QCOMPARE(fixture.names(), QStringList(u"assay.jsonl"_s));
    QCOMPARE(fixture.contentOf(u"assay.jsonl"_s).count('\n'), 2);
}

void TestLogs::output_takesQtsMessages()
{
    LogFixture fixture;
    fixture.open();
    {
        const LogOutput output({.file = std::move(fixture.file), .least = QtInfoMsg, .leastOnTerminal = QtFatalMsg});
        qCInfo(lcEngine, "the %s ran", "engine");
        qCDebug(lcEngine, "too little");
        qCWarning(lcStore, "careful");
    }
    const QByteArray content = fixture.contentOf(u"assay.jsonl"_s);
    QVERIFY(content.contains("\"the engine ran\"") && content.contains("assay.store"));
    QVERIFY(!content.contains("too little"));
}

void TestLogs::terminalLine_hasTheCategoryWithoutItsPrefix()
{
    const LogRecord record{
        .time = Timestamp{}, .level = u"warning"_s, .category = u"assay.engine"_s, .message = u"careful"_s};
    QVERIFY(toTerminalLine(record, false).endsWith(" warning engine: careful\n"));
    QVERIFY(toTerminalLine(record, true).contains("\033[33mwarning\033[0m engine"));
}

void TestLogs::level_unknown_saysWhichThereAre()
{
    QCOMPARE(expect(logLevelFrom(u"debug"_s)), QtDebugMsg);
    const auto refused = logLevelFrom(u"loud"_s);
    QVERIFY(!refused && refused.error().detail.contains("warning"));
}

QTEST_GUILESS_MAIN(TestLogs)
#include "tst_logs.moc"
