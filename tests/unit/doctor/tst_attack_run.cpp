// SPDX-License-Identifier: GPL-3.0-or-later
// The attacks can fail: with a filter or a limit weakened the very same programs are reported as not contained.
#include "core/doctor/attack_corpus.h"
#include "core/doctor/attack_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

AttackOptions options()
{
    return {.resourceFolder = ASSAY_SOURCE_DIR "/resources",
            .attackFolder = ASSAY_SOURCE_DIR "/tests/sandbox_programs",
            .sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox"};
}

QList<Attack> attacks(const QString &name)
{
    auto all = loadAttacks(options().attackFolder);
    return all ? attacksNamed(*std::move(all), name) : QList<Attack>();
}

/// The rows of a run; empty with a message when it failed.
QList<AttackRow> rowsOf(const QList<Attack> &chosen, const AttackOptions &how)
{
    QList<AttackRow> rows;
    const auto summary = runAttacks(chosen, how, {.finished = [&rows](const AttackRow &row) { rows.append(row); }}, {});
    if (!summary)
        qWarning("%s", summary.error().describe().c_str());
    return summary ? rows : QList<AttackRow>();
}

/// The shipped resources, with lines added to every policy that programs run under.
fs::path weakenedResources(const QTemporaryDir &folder, const std::string &lines)
{
    const fs::path target = folder.path().toStdString();
    fs::copy(ASSAY_SOURCE_DIR "/resources/languages", target / "languages", fs::copy_options::recursive);
    fs::copy(ASSAY_SOURCE_DIR "/resources/seccomp", target / "seccomp", fs::copy_options::recursive);
    std::ofstream(target / "seccomp/native.policy", std::ios::app) << lines;
    return target;
}

} // namespace

class tst_AttackRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filter_weakened_isReported_data();
    void filter_weakened_isReported();
    void filter_thatStopsNoSocket_isNoSandbox();
    void limit_weakened_isReported_data();
    void limit_weakened_isReported();
    void anotherCallThanExpected_isReported();
    void language_missing_isSkipped();
    void sandbox_missing_isAnError();
    void stop_endsItSoon();
    void leftFile_isFoundByTheLooker();
    void neighbour_isStopped();
};

void tst_AttackRun::filter_weakened_isReported_data()
{
    QTest::addColumn<QString>("attack");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("tracing") << QStringLiteral("calls/ptrace_traceme") << QByteArray("ptrace\n");
    QTest::newRow("a queue") << QStringLiteral("calls/msgget") << QByteArray("msgget\n");
    QTest::newRow("a name space") << QStringLiteral("calls/unshare_user") << QByteArray("unshare\n");
    QTest::newRow("a lock") << QStringLiteral("locks/flock @native") << QByteArray("flock\n");
}

void tst_AttackRun::filter_weakened_isReported()
{
    QFETCH(QString, attack);
    QFETCH(QByteArray, lines);
    const auto chosen = attacks(attack);
    const auto sound = rowsOf(chosen, options());
    QVERIFY(!sound.isEmpty());
    QVERIFY2(sound.first().judgement.state == AttackState::Contained, qPrintable(sound.first().judgement.detail));

    const QTemporaryDir folder;
    AttackOptions weakened = options();
    weakened.resourceFolder = weakenedResources(folder, lines.toStdString());
    const auto rows = rowsOf(chosen, weakened);
    QVERIFY(!rows.isEmpty());
    QCOMPARE(rows.first().judgement.state, AttackState::NotContained);
}

void tst_AttackRun::filter_thatStopsNoSocket_isNoSandbox()
{
    const QTemporaryDir folder;
    AttackOptions weakened = options();
    weakened.resourceFolder = weakenedResources(folder, "socket\n");
    const auto summary = runAttacks(attacks(QStringLiteral("calls/socket_unix")), weakened, {}, {});
    QVERIFY(!summary && summary.error().code == Errc::TierTooLow); // the trial container has tried it already
}

void tst_AttackRun::limit_weakened_isReported_data()
{
    QTest::addColumn<QString>("attack");
    QTest::addColumn<AttackLimits>("limits");
    QTest::newRow("memory") << QStringLiteral("memory/heap") << AttackLimits{.memory = 2048_MiB};
    QTest::newRow("processes") << QStringLiteral("processes/count_forks")
                               << AttackLimits{.memory = 1024_MiB, .processes = 1000};
    QTest::newRow("CPU time") << QStringLiteral("cpu/user") << AttackLimits{.cpu = 60s, .wall = 120s};
    QTest::newRow("output") << QStringLiteral("output/stdout")
                            << AttackLimits{.cpu = 100ms, .wall = 60s, .output = 65536_MiB};
}

void tst_AttackRun::limit_weakened_isReported()
{
    QFETCH(QString, attack);
    QFETCH(AttackLimits, limits);
    auto chosen = attacks(attack);
    QVERIFY(!chosen.isEmpty());
    chosen.first().cases.first().limits = limits;
    const auto rows = rowsOf(chosen, options());
    QVERIFY(!rows.isEmpty());
    QCOMPARE(rows.first().judgement.state, AttackState::NotContained);
}

void tst_AttackRun::anotherCallThanExpected_isReported()
{
    auto chosen = attacks(QStringLiteral("calls/bpf"));
    QVERIFY(!chosen.isEmpty());
    chosen.first().cases.first().expected.violations = {QStringLiteral("socket")};
    const auto rows = rowsOf(chosen, options());
    QVERIFY(!rows.isEmpty());
    QCOMPARE(rows.first().judgement.state, AttackState::NotContained);
    QCOMPARE(rows.first().judgement.violation, QStringLiteral("bpf"));
}

void tst_AttackRun::language_missing_isSkipped()
{
    auto chosen = attacks(QStringLiteral("exit/exit_42"));
    QVERIFY(!chosen.isEmpty());
    chosen.first().language = QStringLiteral("python2");
    const auto rows = rowsOf(chosen, options());
    QVERIFY(!rows.isEmpty());
    if (rows.first().judgement.state != AttackState::Skipped)
        QSKIP("this computer has Python 2");
    QVERIFY(rows.first().judgement.detail.contains(QStringLiteral("python2")));
}

void tst_AttackRun::sandbox_missing_isAnError()
{
    AttackOptions broken = options();
    broken.sandboxProgram = "/nonexistent/assay-sandbox";
    QVERIFY(!runAttacks(attacks(QStringLiteral("exit/exit_42")), broken, {}, {}));
    AttackOptions empty = options();
    empty.only = QStringLiteral("no such attack");
    const auto none = runAttacks(empty, {}, {});
    QVERIFY(!none && none.error().code == Errc::NotFound);
}

void tst_AttackRun::stop_endsItSoon()
{
    auto chosen = attacks(QStringLiteral("stubborn/sleep"));
    QVERIFY(!chosen.isEmpty());
    chosen.first().cases.first().limits.wall = 600s;
    std::stop_source stop;
    std::optional<std::chrono::steady_clock::time_point> stopped;
    const AttackListener listener{.began = [&](const QString &) {
        stopped = std::chrono::steady_clock::now();
        stop.request_stop();
    }};
    const auto summary = runAttacks(chosen, options(), listener, stop.get_token());
    QVERIFY(stopped);
    QVERIFY(!summary && summary.error().code == Errc::Cancelled);
    QVERIFY(std::chrono::steady_clock::now() - *stopped < 60s);
}

void tst_AttackRun::leftFile_isFoundByTheLooker()
{
    // What is compiled in is the same submission's for its next run: a leaver that "leaves" there is found.
    const AttackCase both{
        .id = QStringLiteral("kept"), .tries = QStringLiteral("keep a file"), .expected = {.contained = true}};
    const Attack attack{
        .id = QStringLiteral("kept"),
        .kind = AttackKind::Leave,
        .language = QStringLiteral("c"),
        .sources = {{.name = QStringLiteral("a.c"),
                     .content = "#include <stdio.h>\n#include <unistd.h>\n"
                                "int main(void) { char c = 0; (void)!read(0, &c, 1); (void)!read(0, &c, 1);\n"
                                "puts(c == 'o' && access(\"/box/src/a.c\", F_OK) == 0 ? \"ESCAPED\" : \"CONTAINED\"); "
                                "return 0; }"}},
        .cases = {both}};
    const auto rows = rowsOf({attack}, options());
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().judgement.end, AttackEnd::Escaped);
    QVERIFY(rows.first().judgement.detail.startsWith(QStringLiteral("as another run")));
}

void tst_AttackRun::neighbour_isStopped()
{
    const auto rows = rowsOf(attacks(QStringLiteral("beside")), options());
    QVERIFY(!rows.isEmpty());
    QVERIFY2(rows.first().judgement.state == AttackState::Contained, qPrintable(rows.first().judgement.detail));
}

QTEST_GUILESS_MAIN(tst_AttackRun)
#include "tst_attack_run.moc"
