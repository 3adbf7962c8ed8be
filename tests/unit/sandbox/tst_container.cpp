// SPDX-License-Identifier: GPL-3.0-or-later
// The container under real programs: what they see, what stops them, what is left of them.
#include "container_fixture.h"

#include <atomic>
#include <csignal>
#include <thread>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

class tst_Container : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_interpreter;
    std::unique_ptr<Container> m_container;

    /// Runs a Python program in the container, prepared if needed.
    RunOutcome python(const std::string &source, RunLimits limits = {.wall = 10s}, const std::stop_token &stop = {})
    {
        return shell({"/usr/bin/python3", "-I", "-S", "-c", source}, limits, stop);
    }

    RunOutcome shell(const std::vector<std::string> &argv, RunLimits limits = {.wall = 10s},
                     const std::stop_token &stop = {})
    {
        const RunSpec spec{
            .argv = argv, .environment = {"PATH=/usr/bin:/bin"}, .limits = limits, .requiredTier = m_container->tier()};
        auto outcome = m_container->run(spec, stop);
        if (!outcome) {
            qWarning("%s", outcome.error().describe().c_str());
            return {};
        }
        return *outcome;
    }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void exit_code_isReported();
    void output_ofBothStreams_isKeptApart();
    void signal_ofTheProgram_isReported();
    void signals_ofTheProgram_areAtTheirDefaults();
    void cpuLimit_endlessLoop_isKilledByCpu();
    void cpuLimit_childrenAndThreads_areBilledTogether();
    void wallLimit_sleeper_isKilledByWall();
    void memoryLimit_touchedMemory_isKilledByMemory();
    void memory_ofTheProgram_isMeasured();
    void outputLimit_flood_isKilledByOutput();
    void errorOutput_flood_isDiscarded();
    void filter_socket_isReportedByName();
    void filter_ptrace_isReportedByName();
    void processLimit_forkBomb_isContained();
    void daemon_isGoneAfterTheRun();
    void scratch_isEmptyInTheNextRun();
    void givenFiles_areThereForOneRun();
    void box_isReadOnlyOnceSealed();
    void reset_forgetsFilesOfTheSubmission();
    void hostFiles_areNotThere();
    void openFile_linkFifoAndFolder_areRefused();
    void cancel_killsTheTreeQuickly();
    void missingProgram_isAnErrorOfOurs();
    void afterLauncherDeath_nextRunWorks();
    void withoutCgroups_limitsHold();
};

void tst_Container::initTestCase()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
    m_sandbox = std::move(*sandbox);
    auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy"));
    QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
    m_interpreter = std::move(*policy);
    for (const char *name : {"native.policy", "managed.policy", "compiler.policy"})
        QVERIFY(m_sandbox->compilePolicy(policyText(name)));
    const auto bad = m_sandbox->compilePolicy("read\nno_such_call\n");
    QVERIFY(!bad && bad.error().code == Errc::InvalidData && bad.error().detail.contains("no_such_call"));
}

void tst_Container::init()
{
    auto container = m_sandbox->createContainer();
    QVERIFY2(container, container ? "" : container.error().describe().c_str());
    m_container = std::move(*container);
    const auto prepared = m_container->prepare(Stage::Run, m_interpreter.get());
    QVERIFY2(prepared, prepared ? "" : prepared.error().describe().c_str());
}

void tst_Container::cleanup()
{
    m_container.reset();
}

void tst_Container::exit_code_isReported()
{
    const RunOutcome outcome = python("raise SystemExit(7)");
    QCOMPARE(outcome.exitCode, 7);
    QCOMPARE(outcome.signal, 0);
    QCOMPARE(outcome.killedBy, KilledBy::Nobody);
    QVERIFY(outcome.wall > 0us && outcome.cpu > 0us);
}

void tst_Container::output_ofBothStreams_isKeptApart()
{
    const RunOutcome outcome = python("import sys; print('out'); print('err', file=sys.stderr)");
    QCOMPARE(outcome.output, "out\n");
    QCOMPARE(outcome.errorOutput, "err\n");
}

void tst_Container::signal_ofTheProgram_isReported()
{
    const RunOutcome outcome = python("import os; os.kill(os.getpid(), 11)");
    QCOMPARE(outcome.signal, SIGSEGV);
    QCOMPARE(outcome.killedBy, KilledBy::Nobody);
}

void tst_Container::signals_ofTheProgram_areAtTheirDefaults()
{
    // The engine may block and ignore what it likes, and its helper ignores what a terminal sends.
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    ::sigprocmask(SIG_UNBLOCK, &blocked, nullptr);
    QVERIFY(sandbox);
    auto container = (*sandbox)->createContainer();
    QVERIFY(container);
    QVERIFY((*container)->prepare(Stage::Run, m_interpreter.get()));
    const auto outcome = (*container)
                             ->run({.argv = {"/usr/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"},
                                    .requiredTier = (*container)->tier()});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

void tst_Container::cpuLimit_endlessLoop_isKilledByCpu()
{
    const RunOutcome outcome = python("while True: pass", {.cpu = 300ms, .wall = 10s});
    QCOMPARE(outcome.killedBy, KilledBy::Cpu);
    QVERIFY(outcome.cpu >= 300ms && outcome.cpu < 600ms);
}

void tst_Container::cpuLimit_childrenAndThreads_areBilledTogether()
{
    const RunOutcome outcome =
        python("import os\nfor _ in range(4): os.fork()\nwhile True: pass", {.cpu = 400ms, .wall = 10s});
    QCOMPARE(outcome.killedBy, KilledBy::Cpu);
    QVERIFY(outcome.cpu < 1s);
}

void tst_Container::wallLimit_sleeper_isKilledByWall()
{
    const RunOutcome outcome =
        python("import time, signal\nsignal.signal(15, signal.SIG_IGN)\ntime.sleep(100)", {.cpu = 1s, .wall = 300ms});
    QCOMPARE(outcome.killedBy, KilledBy::Wall);
    QVERIFY(outcome.wall >= 300ms && outcome.wall < 900ms);
}

void tst_Container::memoryLimit_touchedMemory_isKilledByMemory()
{
    const RunOutcome outcome = python("x = bytearray(500 << 20)\nfor i in range(0, len(x), 4096): x[i] = 1",
                                      {.cpu = 20s, .wall = 20s, .memory = 100_MiB});
    QCOMPARE(outcome.killedBy, KilledBy::Memory);
    // Where it is only looked at, the program goes on until the next look, which on a busy machine comes late.
    const bool isHeld = m_container->cgroupVersion() != CgroupVersion::None;
    QVERIFY2(outcome.memoryPeak >= 95_MiB && outcome.memoryPeak <= (isHeld ? 110_MiB : 400_MiB),
             qPrintable(QString::number(outcome.memoryPeak.toMiB())));
}

void tst_Container::memory_ofTheProgram_isMeasured()
{
    const RunOutcome outcome = python("x = bytearray(60 << 20)", {.cpu = 20s, .wall = 20s});
    QVERIFY(outcome.succeeded());
    QVERIFY2(outcome.memoryPeak >= 58_MiB && outcome.memoryPeak <= 75_MiB,
             qPrintable(QString::number(outcome.memoryPeak.toMiB())));
    const RunOutcome small = python("pass"); // not inherited from the run before
    QVERIFY2(small.memoryPeak <= 20_MiB, qPrintable(QString::number(small.memoryPeak.toMiB())));
}

void tst_Container::outputLimit_flood_isKilledByOutput()
{
    const RunOutcome outcome = python("while True: print('x' * 1000)", {.cpu = 5s, .wall = 10s, .output = 100_KiB});
    QCOMPARE(outcome.killedBy, KilledBy::Output);
    QCOMPARE(outcome.output.size(), 100 * 1024);
    QVERIFY(outcome.outputCut);
}

void tst_Container::errorOutput_flood_isDiscarded()
{
    const RunOutcome outcome = python("import sys\nfor _ in range(3000): sys.stderr.write('x' * 1000)\nprint('done')",
                                      {.cpu = 5s, .wall = 10s, .errorOutput = 10_KiB});
    QVERIFY(outcome.succeeded());
    QCOMPARE(outcome.output, "done\n");
    QCOMPARE(outcome.errorOutput.size(), 10 * 1024);
    QVERIFY(outcome.errorOutputCut);
}

void tst_Container::filter_socket_isReportedByName()
{
    const RunOutcome outcome = python("import _socket; _socket.socket()");
    QCOMPARE(outcome.killedBy, KilledBy::Filter);
    QCOMPARE(outcome.violation, "socket");
}

void tst_Container::filter_ptrace_isReportedByName()
{
    const RunOutcome outcome =
        python("import os\nif os.fork() == 0:\n import ctypes; ctypes.CDLL(None).ptrace(0, 0, 0, 0)\n"
               "else: os.wait()");
    QCOMPARE(outcome.killedBy, KilledBy::Filter);
    QCOMPARE(outcome.violation, "ptrace");
}

void tst_Container::processLimit_forkBomb_isContained()
{
    const RunOutcome outcome = python("import os\nwhile True:\n try: os.fork()\n except OSError: pass",
                                      {.cpu = 500ms, .wall = 5s, .processes = 20});
    QVERIFY(outcome.killedBy == KilledBy::Cpu || outcome.killedBy == KilledBy::Wall);
    QVERIFY(python("print(1)").succeeded());
}

void tst_Container::daemon_isGoneAfterTheRun()
{
    const RunOutcome outcome =
        python("import os, time\nif os.fork() == 0:\n os.setsid()\n"
               " if os.fork() == 0:\n  time.sleep(1000)\n else: os._exit(0)\nelse: print('bye')");
    QVERIFY(outcome.succeeded());
    QVERIFY(outcome.wall < 5s);
    const RunOutcome next = python("import os; print(sorted(int(n) for n in os.listdir('/proc') if n.isdigit())[1:])");
    QVERIFY2(next.output.find(',') == std::string::npos, next.output.c_str()); // itself alone
}

void tst_Container::scratch_isEmptyInTheNextRun()
{
    QVERIFY(python("open('/w/left', 'w').write('x'); open('/tmp/left', 'w').write('x')").succeeded());
    const RunOutcome outcome = python("import os; print(os.listdir('/w'), os.listdir('/tmp'))");
    QCOMPARE(outcome.output, "[] []\n");
}

void tst_Container::givenFiles_areThereForOneRun()
{
    for (int i = 0; i < 60; ++i) {
        QVERIFY(m_container->putFile("/w/given", "x", FileMode::Data));
        QCOMPARE(shell({"/bin/ls", "/w"}).output, "given\n");
        QCOMPARE(shell({"/bin/ls", "/w"}).output, "");
    }
}

void tst_Container::box_isReadOnlyOnceSealed()
{
    QVERIFY(m_container->putFile("/box/sub/data.txt", "kept", FileMode::Data));
    QVERIFY(m_container->sealBox());
    const RunOutcome outcome = python("print(open('/box/sub/data.txt').read())\nopen('/box/sub/data.txt', 'w')");
    QCOMPARE(outcome.output, "kept\n");
    QVERIFY(outcome.exitCode == 1 && outcome.errorOutput.contains("Read-only file system"));
}

void tst_Container::reset_forgetsFilesOfTheSubmission()
{
    QVERIFY(m_container->putFile("/box/secret.py", "x", FileMode::Data));
    QVERIFY(m_container->sealBox());
    QVERIFY(m_container->reset({}));
    QVERIFY(m_container->prepare(Stage::Run, m_interpreter.get()));
    QCOMPARE(python("import os; print(os.listdir('/box'))").output, "[]\n");
    QVERIFY(m_container->putFile("/box/again.py", "x", FileMode::Data)); // writable again
}

void tst_Container::hostFiles_areNotThere()
{
    const RunOutcome outcome =
        python("import os\n"
               "print(sorted(os.listdir('/')))\n"
               "print(sorted(os.listdir('/dev')))\n"
               "print(open('/etc/passwd').read().count('\\n'), os.path.exists('/etc/shadow'))\n"
               "print(os.path.exists('/proc/meminfo'), os.path.exists('/sys'))\n"
               "try: print(open('/proc/1/environ').read())\nexcept OSError as e: print('refused')");
    QVERIFY(outcome.output.contains("'box', "));
    QVERIFY(!outcome.output.contains("'home'") && !outcome.output.contains("'root'") &&
            !outcome.output.contains("'var'"));
    QVERIFY(outcome.output.contains(
        "['fd', 'full', 'null', 'random', 'shm', 'stderr', 'stdin', 'stdout', 'urandom', 'zero']"));
    QVERIFY(outcome.output.contains("\n1 False\nFalse False\nrefused\n"));
}

void tst_Container::openFile_linkFifoAndFolder_areRefused()
{
    QVERIFY(python("import os\nos.symlink('/etc/passwd', '/w/link'); os.mkdir('/w/folder')\n"
                   "open('/w/real', 'w').write('content')")
                .succeeded());
    QVERIFY(!m_container->openFile("/w/link"));
    QVERIFY(!m_container->openFile("/w/folder"));
    QVERIFY(!m_container->openFile("/w/../etc/passwd"));
    QVERIFY(!m_container->openFile("/etc/passwd"));
    const auto real = m_container->openFile("/w/real");
    QVERIFY(real);
    char text[16] = {};
    QCOMPARE(::read(real->get(), text, sizeof text), 7);
    QCOMPARE(text, "content");
}

void tst_Container::cancel_killsTheTreeQuickly()
{
    std::stop_source stop;
    std::jthread canceller([&stop] {
        std::this_thread::sleep_for(200ms);
        stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    const RunOutcome outcome =
        python("import os, time\nos.fork(); os.fork()\ntime.sleep(100)", {.wall = 60s}, stop.get_token());
    const auto took = std::chrono::steady_clock::now() - start;
    QCOMPARE(outcome.killedBy, KilledBy::Cancel);
    QVERIFY(took < 600ms);
}

void tst_Container::missingProgram_isAnErrorOfOurs()
{
    const auto outcome = m_container->run({.argv = {"/box/nothing"}, .requiredTier = Tier::Partial});
    QVERIFY(!outcome && outcome.error().code == Errc::Sandbox && outcome.error().sysErrno == ENOENT);
    QVERIFY(python("print(1)").succeeded());
}

void tst_Container::afterLauncherDeath_nextRunWorks()
{
    QVERIFY(m_container->prepare(Stage::Run, m_interpreter.get()));
    QVERIFY(python("print(1)").succeeded());
    QVERIFY(m_container->prepare(Stage::Build, m_interpreter.get()));
    QVERIFY(python("print(1)").succeeded());
}

void tst_Container::withoutCgroups_limitsHold()
{
    m_container.reset();
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox", .best = Tier::Partial});
    QVERIFY(sandbox);
    auto container = (*sandbox)->createContainer();
    QVERIFY(container);
    m_container = std::move(*container);
    QVERIFY(m_container->prepare(Stage::Run, m_interpreter.get()));
    const auto refused = m_container->run({.argv = {"/usr/bin/true"}}); // who says nothing asks for the full tier
    QVERIFY(!refused && refused.error().code == Errc::TierTooLow);
    QVERIFY(refused.error().detail.contains("partial") && refused.error().detail.contains("full"));
    QCOMPARE(python("while True: pass", {.cpu = 300ms, .wall = 10s}).killedBy, KilledBy::Cpu);
    const RunOutcome hungry = python("x = bytearray(900 << 20)", {.cpu = 20s, .wall = 20s, .memory = 100_MiB});
    QCOMPARE(hungry.killedBy, KilledBy::Memory);
    const RunOutcome forks =
        python("import os\nn = 0\ntry:\n while True:\n  n += 1\n  if os.fork() == 0: os.read(0, 1) or os.pause()\n"
               "except OSError: print(n)",
               {.cpu = 3s, .wall = 2s, .processes = 20});
    QVERIFY2(std::atoi(forks.output.c_str()) <= 21, forks.output.c_str());
    QCOMPARE(python("while True: print('x' * 1000)", {.wall = 10s, .output = 100_KiB}).killedBy, KilledBy::Output);
    QVERIFY(python("print(1)").memoryPeak > 1_MiB);
    m_container.reset();
}

QTEST_GUILESS_MAIN(tst_Container)
#include "tst_container.moc"
