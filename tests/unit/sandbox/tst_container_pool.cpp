// SPDX-License-Identifier: GPL-3.0-or-later
// The pool: what it hands out is clean and bounded, and whoever of the sandbox is killed, it repairs itself.
#include "host_traces.h"
#include "sandbox/container_pool.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <future>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

constexpr const char *kHelper = ASSAY_BIN_DIR "/assay-sandbox";

/// What a program can leave to the next one if nobody clears up. The policy of the test allows it all.
constexpr const char *kLeaveEverything = R"(
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for path in ('/box/file', '/w/file', '/tmp/file', '/dev/shm/file'):
    open(path, 'w').write('left')
assert libc.shmget(0x1234, 4096, 0o1666) >= 0
assert libc.semget(0x1234, 1, 0o1666) >= 0
assert libc.msgget(0x1234, 0o1666) >= 0
if os.fork() == 0:
    os.setsid()
    while True: os.read(os.open('/dev/zero', 0), 1)
print('done')
)";

constexpr const char *kFindAnything = R"(
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for path in ('/box', '/w', '/tmp', '/dev/shm'):
    assert os.listdir(path) == [], path
assert libc.shmget(0x1234, 4096, 0o666) < 0
assert libc.semget(0x1234, 1, 0o666) < 0
assert libc.msgget(0x1234, 0o666) < 0
print([name for name in os.listdir('/proc') if name.isdigit() and name != '1'] == [str(os.getpid())])
)";

} // namespace

class tst_ContainerPool : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;

    [[nodiscard]] Result<RunOutcome> python(Container &container, const std::string &source)
    {
        if (auto prepared = container.prepare(Stage::Run, m_policy.get()); !prepared)
            return std::unexpected(prepared.error());
        return container.run({.argv = {"/usr/bin/python3", "-I", "-S", "-c", source},
                              .environment = {},
                              .limits = {.cpu = 60s * slowness(), .wall = 60s * slowness()},
                              .requiredTier = container.tier()});
    }

    /// Takes a container and runs a program in it: whether that works at all.
    [[nodiscard]] bool works(ContainerPool &pool)
    {
        const auto lease = pool.acquire({});
        const auto outcome = lease ? python(**lease, "print(6 * 7)") : std::unexpected(lease.error());
        if (!outcome)
            qWarning("%s", outcome.error().describe().c_str());
        return outcome && outcome->output == "42\n";
    }

private Q_SLOTS:
    void init();
    void lease_afterAnother_hasNothingOfIt();
    void acquire_allLeased_waitsForOne();
    void acquire_stopped_isCancelled();
    void container_inDoubt_isThrownAway();
    void helperKilled_idle_isReplacedByItself();
    void running_aKill_isAnErrorAndTheNextWorks_data();
    void running_aKill_isAnErrorAndTheNextWorks();
    void holderKilled_idle_isReplacedByItself();
    void helperKilled_againAndAgain_growsNothing();
    void stopped_insteadOfKilled_isReplacedAsWell_data();
    void stopped_insteadOfKilled_isReplacedAsWell();
    void helper_notStartable_isSaidAndLaterRepaired();
    void destroyed_whileBroken_ends();
};

void tst_ContainerPool::init()
{
    m_sandbox.reset();
    auto sandbox = Sandbox::start({.helper = kHelper});
    QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
    m_sandbox = std::move(*sandbox);
    auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy") + "shmget\nsemget\nmsgget\n");
    QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
    m_policy = std::move(*policy);
}

void tst_ContainerPool::lease_afterAnother_hasNothingOfIt()
{
    ContainerPool pool(*m_sandbox, {.most = 1});
    pid_t holder = -1;
    for (int round = 0; round < 3; ++round) {
        auto lease = pool.acquire({});
        QVERIFY2(lease, lease ? "" : lease.error().describe().c_str());
        const auto holders = holdersOf(*m_sandbox);
        QCOMPARE(holders.size(), 1U);
        QVERIFY(holder < 0 || holder == holders.front()); // the same container: it is cleaned, not replaced
        holder = holders.front();
        const auto found = python(**lease, kFindAnything);
        QVERIFY2(found && found->output == "True\n",
                 found ? (found->output + found->errorOutput + found->violation).c_str()
                       : found.error().describe().c_str());
        const auto left = python(**lease, kLeaveEverything);
        QVERIFY2(left && left->output == "done\n", left ? left->errorOutput.c_str() : "");
    }
}

void tst_ContainerPool::acquire_allLeased_waitsForOne()
{
    ContainerPool pool(*m_sandbox, {.most = 2});
    auto first = pool.acquire({});
    auto second = pool.acquire({});
    QVERIFY(first && second);
    QCOMPARE(pool.state().total, 2);
    auto third = std::async(std::launch::async, [&pool] { return pool.acquire({}); });
    QCOMPARE(third.wait_for(100ms), std::future_status::timeout);
    QCOMPARE(pool.state().total, 2);
    first->giveBack();
    const auto got = third.get();
    QVERIFY(got);
    QCOMPARE(holdersOf(*m_sandbox).size(), 2U);
}

void tst_ContainerPool::acquire_stopped_isCancelled()
{
    ContainerPool pool(*m_sandbox, {.most = 1});
    const auto lease = pool.acquire({});
    QVERIFY(lease);
    std::stop_source stop;
    auto waiting = std::async(std::launch::async, [&] { return pool.acquire(stop.get_token()); });
    QCOMPARE(waiting.wait_for(50ms), std::future_status::timeout);
    stop.request_stop();
    const auto result = waiting.get();
    QVERIFY(!result && result.error().code == Errc::Cancelled);
}

void tst_ContainerPool::container_inDoubt_isThrownAway()
{
    ContainerPool pool(*m_sandbox, {.most = 1});
    auto lease = pool.acquire({});
    QVERIFY(lease);
    const auto before = holdersOf(*m_sandbox);
    QVERIFY((*lease)->prepare(Stage::Run, m_policy.get()));
    QVERIFY(!(*lease)->run({.argv = {"/box/nothing"}, .requiredTier = (*lease)->tier()}));
    QVERIFY((*lease)->isInDoubt());
    lease->giveBack();
    QVERIFY(works(pool));
    QVERIFY(holdersOf(*m_sandbox) != before);
}

void tst_ContainerPool::helperKilled_idle_isReplacedByItself()
{
    ContainerPool pool(*m_sandbox, {.most = 3});
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().ready, 1, kLongest * slowness());
    const pid_t killed = m_sandbox->helperProcess();
    const auto below = treeBelow(killed);
    QVERIFY(!below.empty());
    QVERIFY(::kill(killed, SIGKILL) == 0);
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().repairs, 1, kLongest * slowness()); // nobody has asked for a container
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().ready, 1, kLongest * slowness());
    QVERIFY(m_sandbox->helperProcess() != killed);
    QCOMPARE(groupsOf(killed), 0);
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(below, isRunning), kLongest * slowness());
    QVERIFY(works(pool)); // under the policy of the dead helper
    QCOMPARE(pool.state().problem, "");
}

void tst_ContainerPool::running_aKill_isAnErrorAndTheNextWorks_data()
{
    QTest::addColumn<int>("generation");
    QTest::newRow("of the helper") << 0;
    QTest::newRow("of the holder") << 1;
    QTest::newRow("of the launcher") << 2;
}

void tst_ContainerPool::running_aKill_isAnErrorAndTheNextWorks()
{
    QFETCH(const int, generation);
    ContainerPool pool(*m_sandbox, {.most = 1});
    auto lease = pool.acquire({});
    QVERIFY(lease);
    const pid_t helper = m_sandbox->helperProcess();
    auto run = std::async(std::launch::async,
                          [&] { return python(**lease, "import os\nfor _ in range(4): os.fork()\nwhile True: pass"); });
    QTRY_COMPARE_WITH_TIMEOUT(treeBelow(helper).size(), 2U + 16U, kLongest * slowness()); // holder, launcher, programs
    const auto tree = treeBelow(helper);
    QVERIFY(::kill(generation == 0 ? helper : tree[static_cast<std::size_t>(generation) - 1], SIGKILL) == 0);
    const auto outcome = run.get();
    QVERIFY(!outcome && outcome.error().code == Errc::Sandbox);
    lease->giveBack();
    QVERIFY(works(pool));
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(tree, isRunning),
                             kLongest * slowness()); // nobody waits for them but the groups
    QCOMPARE(pool.state().repairs, generation == 0 ? 1 : 0);
    if (generation == 0)
        QCOMPARE(groupsOf(helper), 0);
}

void tst_ContainerPool::holderKilled_idle_isReplacedByItself()
{
    ContainerPool pool(*m_sandbox, {.most = 3});
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().ready, 1, kLongest * slowness());
    const auto killed = holdersOf(*m_sandbox);
    QCOMPARE(killed.size(), 1U);
    QVERIFY(::kill(killed.front(), SIGKILL) == 0);
    const auto isReplaced = [&] {
        const auto now = holdersOf(*m_sandbox); // one look: between two the killed one goes
        return !now.empty() && now != killed;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isReplaced(), kLongest * slowness());
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().ready, 1, kLongest * slowness());
    QVERIFY(works(pool));
    QCOMPARE(pool.state().repairs, 0);
}

void tst_ContainerPool::helperKilled_againAndAgain_growsNothing()
{
    const auto children = childrenOf(::getpid()).size(); // the helper, and whatever a login gave this process
    ContainerPool pool(*m_sandbox, {.most = 2});
    const auto repairOnce = [&](int repairs) {
        QVERIFY(works(pool));
        QTRY_VERIFY_WITH_TIMEOUT(pool.state().ready == pool.state().total, kLongest * slowness());
        QVERIFY(::kill(m_sandbox->helperProcess(), SIGKILL) == 0);
        QTRY_COMPARE_WITH_TIMEOUT(pool.state().repairs, repairs, kLongest * slowness());
    };
    const auto settled = [&] {
        QTRY_VERIFY_WITH_TIMEOUT(pool.state().ready == 1 && pool.state().total == 1, kLongest * slowness());
    };
    repairOnce(1);
    settled();
    const int descriptors = countEntries("/proc/self/fd");
    const int helpers = countEntries("/proc/" + std::to_string(m_sandbox->helperProcess()) + "/fd");
    for (int i = 2; i <= 12; ++i)
        repairOnce(i);
    settled();
    QCOMPARE(countEntries("/proc/self/fd"), descriptors);
    QCOMPARE(countEntries("/proc/" + std::to_string(m_sandbox->helperProcess()) + "/fd"), helpers);
    QTRY_COMPARE_WITH_TIMEOUT(childrenOf(::getpid()).size(), children, kLongest * slowness());
}

void tst_ContainerPool::stopped_insteadOfKilled_isReplacedAsWell_data()
{
    QTest::addColumn<int>("generation");
    QTest::newRow("the helper") << 0;
    QTest::newRow("the holder") << 1;
    QTest::newRow("the launcher") << 2;
}

void tst_ContainerPool::stopped_insteadOfKilled_isReplacedAsWell()
{
    QFETCH(const int, generation);
    auto sandbox = Sandbox::start({.helper = kHelper, .patience = 300ms * slowness()});
    QVERIFY(sandbox);
    ContainerPool pool(**sandbox, {.most = 1});
    auto lease = pool.acquire({});
    QVERIFY(lease && python(**lease, "print(1)"));
    const pid_t helper = (*sandbox)->helperProcess();
    const auto tree = treeBelow(helper);
    QCOMPARE(tree.size(), 2U);
    QVERIFY(::kill(generation == 0 ? helper : tree[static_cast<std::size_t>(generation) - 1], SIGSTOP) == 0);
    if (generation == 2) { // it does not start the program, which is as if that slept
        const auto outcome = (*lease)->run({.argv = {"/usr/bin/true"},
                                            .environment = {},
                                            .limits = {.wall = 300ms},
                                            .requiredTier = (*lease)->tier()});
        QVERIFY(outcome && outcome->killedBy == KilledBy::Wall);
    } else if (generation == 1) {
        QVERIFY(!(*lease)->putFile("/box/file", "x", FileMode::Data));
        QVERIFY((*lease)->isInDoubt());
    } else {
        (void)(*lease)->run(
            {.argv = {"/box/nothing"}, .requiredTier = (*lease)->tier()}); // in doubt now: the helper is to destroy it
    }
    lease->giveBack();
    QVERIFY(works(pool));
    QCOMPARE(pool.state().repairs, generation == 0 ? 1 : 0);
    QTRY_VERIFY_WITH_TIMEOUT(generation == 2 || std::ranges::none_of(tree, isRunning), kLongest * slowness());
}

void tst_ContainerPool::helper_notStartable_isSaidAndLaterRepaired()
{
    QTemporaryDir folder;
    const auto program = std::filesystem::path(folder.path().toStdString()) / "assay-sandbox";
    std::filesystem::copy_file(kHelper, program);
    auto sandbox = Sandbox::start({.helper = program});
    QVERIFY(sandbox);
    ContainerPool pool(**sandbox, {.most = 1, .patience = 200ms});
    QVERIFY(works(pool));

    std::filesystem::remove(program);
    QVERIFY(::kill((*sandbox)->helperProcess(), SIGKILL) == 0);
    QTRY_VERIFY_WITH_TIMEOUT(!pool.state().problem.empty(), kLongest * slowness());
    QVERIFY(pool.state().problem.contains("assay-sandbox"));
    const auto lease = pool.acquire({});
    QVERIFY(!lease && lease.error().code == Errc::NotFound);

    std::filesystem::copy_file(kHelper, program);
    QTRY_COMPARE_WITH_TIMEOUT(pool.state().problem, "", kLongest * slowness());
    QVERIFY(works(pool));
}

void tst_ContainerPool::destroyed_whileBroken_ends()
{
    QTemporaryDir folder;
    const auto program = std::filesystem::path(folder.path().toStdString()) / "assay-sandbox";
    std::filesystem::copy_file(kHelper, program);
    auto sandbox = Sandbox::start({.helper = program});
    QVERIFY(sandbox);
    {
        ContainerPool pool(**sandbox, {.most = 2});
        QVERIFY(works(pool));
        std::filesystem::remove(program);
        QVERIFY(::kill((*sandbox)->helperProcess(), SIGKILL) == 0);
        QTRY_VERIFY_WITH_TIMEOUT(!pool.state().problem.empty(), kLongest * slowness());
    }
    QTRY_VERIFY_WITH_TIMEOUT(childrenOf((*sandbox)->helperProcess()).empty(), 10'000);
}

QTEST_GUILESS_MAIN(tst_ContainerPool)
#include "tst_container_pool.moc"
