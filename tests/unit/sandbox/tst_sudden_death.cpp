// SPDX-License-Identifier: GPL-3.0-or-later
// An engine or its helper killed with SIGKILL in the middle of a run: nothing runs on, and what nobody could remove is
// removed at the next start.
#include "host_traces.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace assay;
using namespace assay::sandbox;

namespace {

/// A tree of every kind: children, threads, a session of its own, a stopped one, one that is busy.
constexpr const char *kProgram = R"(import os, signal, threading, time
for kind in range(4):
    if os.fork() == 0:
        if kind == 0: os.setsid()
        if kind == 1: os.kill(os.getpid(), signal.SIGSTOP)
        if kind == 2: threading.Thread(target=lambda: time.sleep(1000)).start()
        while True: pass
print('ready', flush=True)
time.sleep(1000)
)";

} // namespace

class tst_SuddenDeath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killed_inTheMiddleOfARun_nothingRunsOn_data();
    void killed_inTheMiddleOfARun_nothingRunsOn();
};

void tst_SuddenDeath::killed_inTheMiddleOfARun_nothingRunsOn_data()
{
    QTest::addColumn<bool>("engine");
    QTest::addColumn<bool>("helper");
    QTest::newRow("the engine") << true << false;
    QTest::newRow("the helper") << false << true;
    QTest::newRow("both at once") << true << true;
}

void tst_SuddenDeath::killed_inTheMiddleOfARun_nothingRunsOn()
{
    QFETCH(const bool, engine);
    QFETCH(const bool, helper);
    QTemporaryDir folder;
    QFile source(folder.filePath(QStringLiteral("tree.py")));
    QVERIFY(source.open(QIODevice::WriteOnly) && source.write(kProgram) > 0);
    source.close();

    QProcess assayd; // a real engine process, in the middle of a real run
    assayd.setStandardInputFile(QProcess::nullDevice());
    assayd.start(QStringLiteral(ASSAY_BIN_DIR "/assayd"),
                 {QStringLiteral("run"), QStringLiteral("--time"), QStringLiteral("600"), source.fileName()});
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += assayd.readAllStandardOutput()).contains("ready"), kLongest * slowness());
    const auto engineProcess = static_cast<pid_t>(assayd.processId());
    const auto helpers = childrenOf(engineProcess);
    QCOMPARE(helpers.size(), 1U);
    const auto tree = treeBelow(engineProcess);
    QVERIFY2(tree.size() >= 3 + 5, qPrintable(QString::number(tree.size()))); // helper, holder, launcher, program
    const int groups = groupsOf(helpers.front());

    // Both stand still first, so that neither sees the other die.
    for (const auto &[isHit, process] : {std::pair(engine, engineProcess), std::pair(helper, helpers.front())})
        QVERIFY(!isHit || ::kill(process, SIGSTOP) == 0);
    for (const auto &[isHit, process] : {std::pair(engine, engineProcess), std::pair(helper, helpers.front())})
        QVERIFY(!isHit || ::kill(process, SIGKILL) == 0);

    QVERIFY(assayd.waitForFinished(kLongest * slowness()));
    QCOMPARE(assayd.exitStatus(), engine ? QProcess::CrashExit : QProcess::NormalExit);
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(tree, isRunning), kLongest * slowness());
    if (!helper)
        QTRY_COMPARE_WITH_TIMEOUT(groupsOf(helpers.front()), 0,
                                  kLongest * slowness()); // by the helper, with its last breath
    else if (const int left = groupsOf(helpers.front()); engine)
        QVERIFY(left == groups || left == 0); // nobody was left to do it, but systemd, if the engine had a scope
    const auto next = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY(next && (*next)->createContainer());
    QCOMPARE(groupsOf(helpers.front()), 0);
}

QTEST_GUILESS_MAIN(tst_SuddenDeath)
#include "tst_sudden_death.moc"
