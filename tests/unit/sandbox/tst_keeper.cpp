// SPDX-License-Identifier: GPL-3.0-or-later
// The keeper of a warm start: out of the programs' reach, the same for each run, and done without when it fails.
#include "held_interpreters.h"
#include "warm_start_fixture.h"

#include <csignal>
#include <set>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;
using namespace assay::sandbox::test;

class tst_Keeper : public QObject
{
    Q_OBJECT

private:
    WarmStartFixture m_box;

private Q_SLOTS:
    void initTestCase() { m_box.start(); }

    void run_afterHostileRun_isUntouched_data();
    void run_afterHostileRun_isUntouched();
    void run_unlikeThePrepared_isColdAndSaysWhy_data();
    void run_unlikeThePrepared_isColdAndSaysWhy();
    void interpreter_thatCannotBeForked_isColdAndSaysWhy_data();
    void interpreter_thatCannotBeForked_isColdAndSaysWhy();
    void putFile_afterPrepare_endsWarmStarts();
    void interpreter_killedFromOutside_isReplaced();
    void keeper_killedFromOutside_isReplaced();
    void launcher_killed_nextRunIsWarmAgain();
    void cancel_warmRun_killsTheTreeQuickly();
    void cancel_beforeTheInterpreterHasStarted_endsTheRun();
    void submission_another_hasAnotherInterpreter();
    void manyRuns_leaveNothingBehind();
    void withoutCgroups_runsAreCold();
};

void tst_Keeper::run_afterHostileRun_isUntouched_data()
{
    QTest::addColumn<std::string>("attack");
    const auto add = [](const char *name, const std::string &attack) { QTest::newRow(name) << attack; };
    add("writes all over its memory", "import ctypes\n"
                                      "for line in open('/proc/self/maps'):\n"
                                      "    start, end = (int(x, 16) for x in line.split()[0].split('-'))\n"
                                      "    if 'rw' in line.split()[1] and 'stack' not in line:\n"
                                      "        os.write(1, b'.')\n"
                                      "        ctypes.memset(start, 0, end - start)\n");
    add("changes what it inherited", "import ctypes, resource, signal\n"
                                     "os.umask(0); os.chdir('/'); os.environ['PATH'] = '/w'\n"
                                     "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
                                     "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
                                     "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))\n"
                                     "ctypes.CDLL(None).prctl(15, b'changed')\n"
                                     "os.lseek(0, 3, 0); os.set_blocking(1, False)\n");
    add("leaves files and children", "open('/w/left', 'w').write('x'); open('/tmp/left', 'w').write('x')\n"
                                     "os.mkdir('/w/.local')\n"
                                     "if os.fork() == 0:\n"
                                     "    time.sleep(60)\n");
    add("signals everybody", "import signal\n"
                             "for number in (signal.SIGSTOP, signal.SIGCONT, signal.SIGTERM, signal.SIGKILL):\n"
                             "    for pid in [-1, 0] + list(range(1, 300)):\n"
                             "        try:\n"
                             "            if pid != os.getpid(): os.kill(pid, number)\n"
                             "        except OSError: pass\n");
    add("uses every descriptor", "for fd in range(256):\n"
                                 "    for use in (lambda: os.write(fd, b'x' * 64), lambda: os.read(fd, 64),\n"
                                 "                lambda: os.ftruncate(fd, 0), lambda: os.sendfile(fd, 0, 0, 9)):\n"
                                 "        try:\n"
                                 "            use()\n"
                                 "        except OSError: pass\n");
    add("traces", "import ctypes\nctypes.CDLL(None).ptrace(16, 1, 0, 0)\n");
    add("reads the memory of others",
        "for pid in range(1, 300):\n"
        "    for name in ('mem', 'environ', 'maps', 'fd/3'):\n"
        "        try:\n"
        "            if pid != os.getpid(): print(pid, open(f'/proc/{pid}/{name}', 'rb').read(9))\n"
        "        except OSError: pass\n");
    add("uses up its memory", "x = []\nwhile True: x.append(bytearray(1 << 20))\n");
    add("uses up its processes", "for _ in range(100): os.fork()\ntime.sleep(60)\n");
}

void tst_Keeper::run_afterHostileRun_isUntouched()
{
    QFETCH(const std::string, attack);
    // Both are the same program, as an interpreter is prepared for one: its input says what it does.
    const std::string look = "import ctypes, gc, resource, signal\n"
                             "print(os.getcwd(), os.umask(0), dict(os.environ), sorted(os.listdir('/proc/self/fd')))\n"
                             "print(os.listdir('/w'), os.listdir('/tmp'), resource.getrlimit(resource.RLIMIT_NOFILE))\n"
                             "print(signal.getsignal(signal.SIGINT), signal.pthread_sigmask(signal.SIG_BLOCK, []))\n"
                             "print(open('/proc/self/comm').read(), os.get_blocking(1), len(gc.get_objects()))\n"
                             "print([p for p in os.listdir('/proc') if p.isdigit() and int(p) != os.getpid()])\n";
    m_box.put("import os, sys, time\n"
              "exec(sys.stdin.read())\n");
    RunSpec spec = pythonRun();
    spec.limits.wall = 2s;
    m_box.prepare();
    const std::string cold = observed(m_box.run(spec, look));
    m_box.prepare(WarmStart{.program = spec});
    const RunOutcome hostile = m_box.run(spec, attack);
    QVERIFY2(hostile.warm, hostile.coldReason.c_str());
    QVERIFY(hostile.output.find("b'") == std::string::npos); // nothing was read of anybody
    // A group that is out of memory may lose its interpreter before the program: then another one is started.
    const RunOutcome next = m_box.run(spec, look);
    QVERIFY2(next.warm || hostile.killedBy == KilledBy::Memory, next.coldReason.c_str());
    QCOMPARE(observed(next), cold);
    const RunOutcome afterThat = m_box.run(spec, look);
    QVERIFY2(afterThat.warm, afterThat.coldReason.c_str());
    QCOMPARE(observed(afterThat), cold);
}

void tst_Keeper::run_unlikeThePrepared_isColdAndSaysWhy_data()
{
    QTest::addColumn<bool>("nothing"); // the name says it
    for (const char *name : {"an argument", "a variable", "the folder", "a limit", "standard input", "one process"})
        QTest::newRow(name) << true;
}

void tst_Keeper::run_unlikeThePrepared_isColdAndSaysWhy()
{
    m_box.put("import os, sys\nprint(sys.argv, len(os.environ), os.getcwd())");
    const RunSpec prepared = pythonRun();
    RunSpec spec = prepared;
    const std::string name = QTest::currentDataTag();
    if (name == "an argument")
        spec.argv.emplace_back("more");
    else if (name == "a variable")
        spec.environment.emplace_back("MORE=1");
    else if (name == "the folder")
        spec.workFolder = "/tmp";
    else if (name == "a limit")
        spec.limits.openFiles = 32;
    else if (name == "one process")
        spec.limits.processes = 1;
    const bool otherInput = name == "standard input"; // a pipe, not a file
    int pipe[2] = {-1, -1};
    QCOMPARE(::pipe2(pipe, O_CLOEXEC), 0);
    const UniqueFd input(pipe[0]);
    UniqueFd(pipe[1]).reset();
    if (otherInput)
        spec.stdinFd = input.get();
    m_box.prepare();
    const std::string cold = observed(otherInput ? m_box.runAsItIs(spec) : m_box.run(spec));
    m_box.prepare(WarmStart{.program = prepared});
    const RunOutcome before = m_box.run(prepared);
    QVERIFY2(before.warm, before.coldReason.c_str());
    const RunOutcome outcome = otherInput ? m_box.runAsItIs(spec) : m_box.run(spec);
    QVERIFY(!outcome.warm);
    QVERIFY(!outcome.coldReason.empty());
    QCOMPARE(observed(outcome), cold);
    const RunOutcome after = m_box.run(prepared);
    QVERIFY2(after.warm, after.coldReason.c_str());
}

void tst_Keeper::interpreter_thatCannotBeForked_isColdAndSaysWhy_data()
{
    QTest::addColumn<std::vector<std::string>>("command");
    QTest::addColumn<std::string>("reason");
    const auto add = [](const char *name, const std::vector<std::string> &command, const std::string &reason) {
        QTest::newRow(name) << command << reason;
    };
    add("asks for its number", {"/bin/sh", kScript}, "which process it is");
    add("starts threads", {"/usr/bin/node", kScript}, "while it starts");
    add("never opens its script", {"/bin/echo", kScript}, "ended before");
    add("is not there", {"/usr/bin/no-such-program", kScript}, "it could not be executed");
    add("is not one", {kScript, kScript}, "it could not be executed");
    add("writes while it starts", {"/usr/bin/perl", "-e", "syswrite(STDOUT, 'x'); open(F, $ARGV[0])", kScript},
        "wrote something");
    add("reads while it starts", {"/usr/bin/perl", "-e", "sysseek(STDIN, 1, 0); open(F, $ARGV[0])", kScript},
        "read its input");
    add("keeps a file open", {"/usr/bin/perl", "-e", "open(G, '/etc/passwd'); open(F, $ARGV[0])", kScript},
        "keeps a file open");
    add("has a child", {"/usr/bin/perl", "-e", "fork; wait; open(F, $ARGV[0])", kScript}, "starts threads, processes");
}

void tst_Keeper::interpreter_thatCannotBeForked_isColdAndSaysWhy()
{
    QFETCH(const std::vector<std::string>, command);
    QFETCH(const std::string, reason);
    if (command[0] == "/usr/bin/node" && ::access("/usr/bin/node", X_OK) != 0)
        QSKIP("not installed");
    m_box.put("// nothing");
    RunSpec spec = pythonRun();
    spec.argv = command;
    spec.limits.memory = 512_MiB;
    m_box.prepare(WarmStart{.program = spec, .scriptArgument = command.size() - 1});
    for (int i = 0; i < 2; ++i) {
        const UniqueFd input = inputFile(kInput);
        spec.stdinFd = input.get();
        const auto outcome = m_box.container().run(spec);
        if (reason == "it could not be executed") {
            QVERIFY(!outcome && outcome.error().code == Errc::Sandbox); // as a cold start says it
            continue;
        }
        QVERIFY(outcome);
        QVERIFY(!outcome->warm);
        QVERIFY2(outcome->coldReason.contains(reason), outcome->coldReason.c_str());
    }
}

void tst_Keeper::putFile_afterPrepare_endsWarmStarts()
{
    m_box.put("print(open('/w/data').read())");
    m_box.prepare(WarmStart{.program = pythonRun()});
    QVERIFY(m_box.container().putFile("/w/data", "content", FileMode::Data));
    const RunOutcome outcome = m_box.run(pythonRun());
    QVERIFY(!outcome.warm);
    QVERIFY(!outcome.coldReason.empty());
    QCOMPARE(outcome.output, "content\n");
    QVERIFY(heldInterpreters().empty());
    QVERIFY(!m_box.run(pythonRun()).warm);
    QVERIFY(heldInterpreters().empty()); // until the next prepare
}

void tst_Keeper::interpreter_killedFromOutside_isReplaced()
{
    m_box.put("print('ran')");
    m_box.prepare(WarmStart{.program = pythonRun()});
    QVERIFY(m_box.run(pythonRun()).warm);
    const auto held = heldInterpreters();
    QCOMPARE(held.size(), 1U);
    QCOMPARE(::kill(held[0], SIGKILL), 0);
    const RunOutcome outcome = m_box.run(pythonRun());
    QCOMPARE(outcome.output, "ran\n");
    QVERIFY(outcome.warm || !outcome.coldReason.empty());
    const RunOutcome next = m_box.run(pythonRun());
    QVERIFY2(next.warm, next.coldReason.c_str());
}

void tst_Keeper::keeper_killedFromOutside_isReplaced()
{
    m_box.put("print('ran')");
    m_box.prepare(WarmStart{.program = pythonRun()});
    QVERIFY(m_box.run(pythonRun()).warm);
    const auto held = heldInterpreters();
    QCOMPARE(held.size(), 1U);
    QCOMPARE(::kill(numberOf(held[0], "TracerPid"), SIGKILL), 0);
    const RunOutcome outcome = m_box.run(pythonRun());
    QCOMPARE(outcome.output, "ran\n");
    QVERIFY(outcome.warm || !outcome.coldReason.empty());
    const RunOutcome next = m_box.run(pythonRun());
    QVERIFY2(next.warm, next.coldReason.c_str());
    QCOMPARE(heldInterpreters().size(), 1U);
}

void tst_Keeper::launcher_killed_nextRunIsWarmAgain()
{
    m_box.put("import sys\nexec(sys.stdin.read())");
    m_box.prepare(WarmStart{.program = pythonRun()});
    QVERIFY(m_box.run(pythonRun(), "print(1)").warm);
    const auto held = heldInterpreters();
    QCOMPARE(held.size(), 1U);
    const int keeper = numberOf(held[0], "TracerPid");
    // The launcher is the keeper's sibling: a child of the holder in a PID namespace of its own.
    const int holder = numberOf(keeper, "PPid");
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") == std::string::npos &&
            numberOf(std::atoi(name.c_str()), "PPid") == holder && std::atoi(name.c_str()) != keeper)
            ::kill(std::atoi(name.c_str()), SIGKILL);
    }
    const UniqueFd input = inputFile("print(2)");
    RunSpec spec = pythonRun();
    spec.stdinFd = input.get();
    QVERIFY(!m_box.container().run(spec)); // an error of ours: the launcher is gone
    m_box.prepare(WarmStart{.program = pythonRun()});
    const RunOutcome next = m_box.run(pythonRun(), "print(3)");
    QVERIFY2(next.warm, next.coldReason.c_str());
    QCOMPARE(next.output, "3\n");
    QCOMPARE(heldInterpreters().size(), 1U);
}

void tst_Keeper::cancel_warmRun_killsTheTreeQuickly()
{
    m_box.put("import os, time\nos.fork()\nprint('up', flush=True)\ntime.sleep(60)");
    m_box.prepare(WarmStart{.program = pythonRun()});
    std::stop_source source;
    std::chrono::steady_clock::time_point asked;
    RunSpec spec = pythonRun();
    spec.onOutput = [&](std::string_view) {
        if (!source.stop_requested()) {
            asked = std::chrono::steady_clock::now();
            source.request_stop();
        }
    };
    const RunOutcome outcome = m_box.run(spec, kInput, source.get_token());
    QVERIFY(std::chrono::steady_clock::now() - asked < 200ms);
    QVERIFY2(outcome.warm, outcome.coldReason.c_str());
    QCOMPARE(outcome.killedBy, KilledBy::Cancel);
}

void tst_Keeper::cancel_beforeTheInterpreterHasStarted_endsTheRun()
{
    // An interpreter that waits while it starts, for a file that nobody writes to.
    m_box.put("print('never')");
    RunSpec spec = pythonRun();
    spec.argv = {"/usr/bin/perl", "-e", "sleep 60; open(F, $ARGV[0])", kScript};
    m_box.prepare(WarmStart{.program = spec, .scriptArgument = 3});
    std::stop_source source;
    std::jthread canceller([&source] { source.request_stop(); });
    const RunOutcome outcome = m_box.run(spec, kInput, source.get_token());
    QCOMPARE(outcome.killedBy, KilledBy::Cancel);
    QVERIFY(!outcome.warm);
}

void tst_Keeper::submission_another_hasAnotherInterpreter()
{
    std::set<pid_t> interpreters;
    for (const char *source : {"print(1)", "print(2)", "print(3)"}) {
        m_box.put(source);
        m_box.prepare(WarmStart{.program = pythonRun()});
        const RunOutcome outcome = m_box.run(pythonRun());
        QVERIFY2(outcome.warm, outcome.coldReason.c_str());
        QCOMPARE(outcome.output, std::string(source + 6, 1) + "\n");
        const auto held = heldInterpreters();
        QCOMPARE(held.size(), 1U); // the former one is gone
        interpreters.insert(held[0]);
    }
    QCOMPARE(interpreters.size(), 3U);
    m_box.put("");
    QVERIFY(heldInterpreters().empty());
}

void tst_Keeper::manyRuns_leaveNothingBehind()
{
    m_box.put("print(input())");
    m_box.prepare(WarmStart{.program = pythonRun()});
    QVERIFY(m_box.run(pythonRun()).warm);
    const auto held = heldInterpreters();
    QCOMPARE(held.size(), 1U);
    const int keeper = numberOf(held[0], "TracerPid");
    // Only root may look: for anybody else both counts are 0.
    const auto countFiles = [&] {
        std::error_code unreadable;
        return std::distance(std::filesystem::directory_iterator("/proc/" + std::to_string(keeper) + "/fd", unreadable),
                             {});
    };
    const auto files = countFiles();
    QVERIFY(files > 0 || ::geteuid() != 0);
    const int memory = numberOf(keeper, "VmData");
    for (int i = 0; i < 300; ++i) {
        const RunOutcome outcome = m_box.run(pythonRun(), std::to_string(i));
        QVERIFY2(outcome.warm, outcome.coldReason.c_str());
        QCOMPARE(outcome.output, std::to_string(i) + "\n");
    }
    QCOMPARE(heldInterpreters(), held);
    QCOMPARE(countFiles(), files);
    QCOMPARE(numberOf(keeper, "VmData"), memory);
}

void tst_Keeper::withoutCgroups_runsAreCold()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox", .best = Tier::Partial});
    QVERIFY(sandbox);
    const auto policy = (*sandbox)->compilePolicy(policyText("interpreter.policy"));
    auto container = (*sandbox)->createContainer();
    QVERIFY(policy && container);
    QVERIFY((*container)->putFile(kScript, "print('ran')", FileMode::Data));
    QVERIFY((*container)->prepare(Stage::Run, policy->get()));
    RunSpec spec = pythonRun();
    spec.requiredTier = Tier::Partial;
    (*container)->warmUp({.program = spec});
    const auto outcome = (*container)->run(spec);
    QVERIFY(outcome && !outcome->warm);
    QVERIFY(!outcome->coldReason.empty());
    QCOMPARE(outcome->output, "ran\n");
}

QTEST_APPLESS_MAIN(tst_Keeper)
#include "tst_keeper.moc"
