// SPDX-License-Identifier: GPL-3.0-or-later
// Of containers without namespaces nothing stays, whoever was killed.
#include "reduced_fixture.h"

#include <QDir>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

class tst_ReducedEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void daemon_isGoneAfterTheRun();
    void folders_areEmptyInTheNextRun();
    void cancel_killsTheTreeQuickly();
    void unresponsiveLauncher_leavesNothing();
    void destroyed_leavesNothing();
    void helperKilled_leavesNothing();
    void holderKilled_leavesNothing();
    void everybodyKilled_isClearedUpByTheNextHelper();

private:
    std::unique_ptr<ContainerFixture> m_box;

    RunOutcome python(const std::string &source, const RunLimits &limits = {.wall = 20s},
                      const std::stop_token &stop = {})
    {
        auto outcome = m_box->run({.argv = ContainerFixture::python(source), .limits = limits}, stop);
        if (!outcome) {
            qWarning("%s", outcome.error().describe().c_str());
            return {};
        }
        return *outcome;
    }
};

void tst_ReducedEnds::initTestCase()
{
    if (const std::string reason = whyNoReducedTier(); !reason.empty())
        QSKIP(reason.c_str());
}

void tst_ReducedEnds::init()
{
    m_box = std::make_unique<ContainerFixture>(Tier::Reduced);
    QVERIFY2(m_box->container, m_box->problem.c_str());
    QCOMPARE(m_box->container->tier(), Tier::Reduced);
}

void tst_ReducedEnds::cleanup()
{
    m_box.reset();
}

void tst_ReducedEnds::daemon_isGoneAfterTheRun()
{
    const RunOutcome outcome = python(kLeaveSleeper);
    QVERIFY(outcome.succeeded());
    const pid_t sleeper = std::atoi(outcome.output.c_str());
    QVERIFY(sleeper > 0);
    QVERIFY(!isAlive(sleeper));
}

void tst_ReducedEnds::folders_areEmptyInTheNextRun()
{
    const RunOutcome dirty =
        python("import os\n"
               "os.mkdir('locked', 0); open('f', 'w').write('x')\n"
               "open(os.environ['TMPDIR'] + '/t', 'w').write('x')\n"
               "os.symlink('/etc', 'link')\n"
               "for _ in range(50): os.mkdir('deep'); open('deep/f', 'w').close(); os.chdir('deep')");
    QVERIFY2(dirty.succeeded(), dirty.errorOutput.c_str());
    const std::string look = "import os\nprint(os.listdir('.'), os.listdir(os.environ['TMPDIR']),\n"
                             "      int(os.stat('.').st_mtime), oct(os.stat('.').st_mode & 0o7777))";
    QCOMPARE(python(look).output, "[] [] 0 0o755\n");
    QCOMPARE(QDir(QStringLiteral("/etc")).exists(), true); // links are removed, not followed
}

void tst_ReducedEnds::cancel_killsTheTreeQuickly()
{
    RunningProgram running(*m_box);
    QTRY_VERIFY_WITH_TIMEOUT(running.sleeper > 0, 20'000);
    const auto start = std::chrono::steady_clock::now();
    running.stop.request_stop();
    running.thread.join();
    QVERIFY(std::chrono::steady_clock::now() - start < 600ms);
    QVERIFY(!isAlive(running.sleeper));
}

void tst_ReducedEnds::unresponsiveLauncher_leavesNothing()
{
    RunningProgram running(*m_box);
    QTRY_VERIFY_WITH_TIMEOUT(running.sleeper > 0, 20'000);
    const auto tree = treeOf(m_box->sandbox->helperProcess());
    QVERIFY(tree.size() >= 3);
    QVERIFY(::kill(tree[2], SIGSTOP) == 0); // the launcher: helper, holder, launcher
    running.stop.request_stop();
    running.thread.join();
    QVERIFY(!isAlive(running.sleeper));
    QVERIFY(python("print(1)").succeeded()); // by another launcher
}

void tst_ReducedEnds::destroyed_leavesNothing()
{
    QVERIFY(python("open('f', 'w').write('x')").succeeded());
    const pid_t helper = m_box->sandbox->helperProcess();
    QCOMPARE(foldersOf(helper).size(), 1U);
    m_box->container.reset();
    QCOMPARE(foldersOf(helper).size(), 0U);
    QCOMPARE(treeOf(helper).size(), 1U);
    m_box.reset();
    QVERIFY(!isAlive(helper));
}

void tst_ReducedEnds::helperKilled_leavesNothing()
{
    RunningProgram running(*m_box);
    QTRY_VERIFY_WITH_TIMEOUT(running.sleeper > 0, 20'000);
    const pid_t helper = m_box->sandbox->helperProcess();
    const auto tree = treeOf(helper);
    QVERIFY(tree.size() >= 4);
    QVERIFY(::kill(helper, SIGKILL) == 0);
    for (const pid_t process : tree)
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(process), 10'000);
    QVERIFY(!isAlive(running.sleeper));
    QTRY_VERIFY_WITH_TIMEOUT(foldersOf(helper).empty(), 10'000);
    running.thread.join();
}

void tst_ReducedEnds::holderKilled_leavesNothing()
{
    RunningProgram running(*m_box);
    QTRY_VERIFY_WITH_TIMEOUT(running.sleeper > 0, 20'000);
    const pid_t helper = m_box->sandbox->helperProcess();
    const auto tree = treeOf(helper);
    QVERIFY(::kill(tree[1], SIGKILL) == 0);
    running.thread.join();
    m_box->container.reset(); // whoever finds it broken destroys it
    for (const pid_t process : tree)
        QVERIFY(process == helper || !isAlive(process));
    QVERIFY(!isAlive(running.sleeper));
    QVERIFY(foldersOf(helper).empty());
}

void tst_ReducedEnds::everybodyKilled_isClearedUpByTheNextHelper()
{
    RunningProgram running(*m_box);
    QTRY_VERIFY_WITH_TIMEOUT(running.sleeper > 0, 20'000);
    const pid_t helper = m_box->sandbox->helperProcess();
    const auto tree = treeOf(helper);
    QVERIFY(tree.size() >= 4);
    for (const std::size_t i : {0U, 1U, 2U}) // helper, holder, launcher: nobody shall have time to clear up
        QVERIFY(::kill(tree[i], SIGSTOP) == 0);
    for (const std::size_t i : {2U, 1U, 0U}) // a group whose first process ends would be woken
        QVERIFY(::kill(tree[i], SIGKILL) == 0);
    running.thread.join();
    m_box.reset(); // buries the helper
    QVERIFY(isAlive(running.sleeper));
    QCOMPARE(foldersOf(helper).size(), 1U);

    const ContainerFixture next(Tier::Reduced);
    QVERIFY2(next.container, next.problem.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(running.sleeper), 10'000);
    QVERIFY(foldersOf(helper).empty());
}

QTEST_GUILESS_MAIN(tst_ReducedEnds)
#include "tst_reduced_ends.moc"
