// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's outcome tells: the limits as they were set and what held them, who stopped it, and its figures.
#include "container_fixture.h"
#include "tests/slowness.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <fcntl.h>
#include <sys/mman.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

RunOutcome outcomeOf(const ContainerFixture &box, const std::string &source, const RunLimits &limits = {.wall = 20s})
{
    auto outcome =
        box.run({.argv = ContainerFixture::python(source), .environment = {"PATH=/usr/bin"}, .limits = limits});
    if (!outcome) {
        qWarning("%s", outcome.error().describe().c_str());
        return {};
    }
    return *outcome;
}

/// What is expected to hold the limits of the whole tree.
Mechanism treeMechanism(const ContainerFixture &box)
{
    switch (box.container->cgroupVersion()) {
    case CgroupVersion::V1:
        return Mechanism::CgroupV1;
    case CgroupVersion::V2:
        return Mechanism::CgroupV2;
    case CgroupVersion::None:
        break;
    }
    return Mechanism::Polling;
}

} // namespace

class tst_Outcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_areEchoedWithTheirMechanism_data() { tiers(); }
    void limits_areEchoedWithTheirMechanism();
    void killer_ofEachKind_isNamed_data();
    void killer_ofEachKind_isNamed();
    void starvedProgram_isOutOfMemory();
    void refusedProcesses_areTold();
    void cpu_isUserAndSystemOfTheWholeTree_data() { tiers(); }
    void cpu_isUserAndSystemOfTheWholeTree();
    void memory_ofABigEngine_isNotInherited_data() { tiers(); }
    void memory_ofABigEngine_isNotInherited();
    void memory_hasItsSource_data() { tiers(); }
    void memory_hasItsSource();

private:
    static void tiers();
};

void tst_Outcome::tiers()
{
    QTest::addColumn<Tier>("tier");
    QTest::newRow("the best there is") << Tier::Full;
    QTest::newRow("partial") << Tier::Partial;
    QTest::newRow("reduced") << Tier::Reduced;
}

void tst_Outcome::limits_areEchoedWithTheirMechanism()
{
    QFETCH(const Tier, tier);
    if (tier == Tier::Reduced && !whyNoReducedTier().empty())
        QSKIP("this host has no such tier");
    const ContainerFixture box(tier);
    QVERIFY2(box.container, box.problem.c_str());
    const RunLimits limits{.cpu = 3s,
                           .wall = 7s,
                           .memory = 90_MiB,
                           .output = 11_KiB,
                           .errorOutput = 12_KiB,
                           .fileSize = 13_MiB,
                           .stack = 14_MiB,
                           .processes = 15,
                           .openFiles = 16};
    QVERIFY(box.container->reset({.box = 16_MiB, .work = 17_MiB, .inodes = 180}));
    QVERIFY(box.container->prepare(Stage::Run, box.policy.get()));
    // What the program sees of them, so that the echo is not just what was asked for.
    const RunOutcome outcome = outcomeOf(box,
                                         "import resource as r, os\n"
                                         "print(*[r.getrlimit(n)[0] for n in (r.RLIMIT_FSIZE, r.RLIMIT_STACK, "
                                         "r.RLIMIT_NOFILE)])\n"
                                         "f = os.statvfs('.')\nprint(f.f_blocks * f.f_frsize, f.f_files)",
                                         limits);
    QVERIFY2(outcome.succeeded(), outcome.errorOutput.c_str());
    const Mechanism ofTree = treeMechanism(box);
    const bool isReduced = box.container->tier() == Tier::Reduced;
    const Mechanism ofScratch = isReduced ? Mechanism::Polling : Mechanism::Tmpfs;
    const EnforcedLimits expected{
        .cpu = {3s, ofTree},
        .wall = {7s, Mechanism::Timer},
        .memory = {90_MiB, ofTree},
        .output = {11_KiB, Mechanism::Pipe},
        .errorOutput = {12_KiB, Mechanism::Pipe},
        .fileSize = {13_MiB, Mechanism::Rlimit},
        .stack = {14_MiB, Mechanism::Rlimit},
        .processes = {15, ofTree == Mechanism::Polling && !isReduced ? Mechanism::Rlimit : ofTree},
        .openFiles = {16, Mechanism::Rlimit},
        .scratch = {17_MiB, ofScratch},
        .scratchFiles = {180, ofScratch},
    };
    QVERIFY(outcome.enforced == expected);
    const std::string seen = std::to_string((13_MiB).count) + " " + std::to_string((14_MiB).count) + " 16\n";
    QVERIFY2(outcome.output.starts_with(seen), outcome.output.c_str());
    if (!isReduced) // there it is a folder of a larger disk
        QCOMPARE(outcome.output, seen + std::to_string((17_MiB).count) + " 180\n");
}

void tst_Outcome::killer_ofEachKind_isNamed_data()
{
    QTest::addColumn<Tier>("tier");
    QTest::addColumn<QString>("source");
    QTest::addColumn<KilledBy>("killer");
    const QString spin = QStringLiteral("while True: pass");
    const QString sleep = QStringLiteral("import time; time.sleep(100)");
    const QString touch = QStringLiteral("x = b'x' * (400 << 20)");
    const QString print = QStringLiteral("while True: print('x' * 1000)");
    const QString socket = QStringLiteral("import _socket; _socket.socket()");
    const QString file = QStringLiteral("import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
                                        "f = open('f', 'wb', 0)\nwhile True: f.write(b'x' * 65536)");
    const QString own = QStringLiteral("import os; os.kill(os.getpid(), 9)");
    for (const Tier tier : {Tier::Full, Tier::Partial, Tier::Reduced}) {
        const auto *name = kTierNames.text(tier).data();
        QTest::addRow("%s: CPU time", name) << tier << spin << KilledBy::Cpu;
        QTest::addRow("%s: wall time", name) << tier << sleep << KilledBy::Wall;
        QTest::addRow("%s: memory", name) << tier << touch << KilledBy::Memory;
        QTest::addRow("%s: output", name) << tier << print << KilledBy::Output;
        QTest::addRow("%s: filter", name) << tier << socket << KilledBy::Filter;
        QTest::addRow("%s: file size", name) << tier << file << KilledBy::FileSize;
        QTest::addRow("%s: nobody but itself", name) << tier << own << KilledBy::Nobody;
    }
}

void tst_Outcome::killer_ofEachKind_isNamed()
{
    QFETCH(const Tier, tier);
    if (tier == Tier::Reduced && !whyNoReducedTier().empty())
        QSKIP("this host has no such tier");
    QFETCH(const QString, source);
    QFETCH(const KilledBy, killer);
    const ContainerFixture box(tier);
    QVERIFY2(box.container, box.problem.c_str());
    const RunOutcome outcome = outcomeOf(box, source.toStdString(),
                                         {.cpu = 500ms * slowness(),
                                          .wall = killer == KilledBy::Wall ? 1s : 60s * slowness(),
                                          .memory = 64_MiB,
                                          .output = 64_KiB,
                                          .fileSize = 1_MiB});
    QCOMPARE(kKilledByNames.text(outcome.killedBy), kKilledByNames.text(killer));
    QCOMPARE(outcome.outOfMemory, killer == KilledBy::Memory && treeMechanism(box) != Mechanism::Polling);
}

/// A file that containers see, larger than the limit leaves room for, and that nobody else is reading: a compiler that runs
/// beside keeps its own pages in memory, on its own bill.
QByteArray largeFile()
{
    const QDir libraries(QStringLiteral("/usr/lib/x86_64-linux-gnu"));
    const QStringList rust = libraries.entryList({QStringLiteral("librustc_driver-*.so")}, QDir::Files);
    if (!rust.isEmpty())
        return QFile::encodeName(libraries.filePath(rust.constFirst()));
    QProcess compiler;
    compiler.start(QStringLiteral("g++"), {QStringLiteral("-print-prog-name=cc1plus")});
    return compiler.waitForFinished() ? compiler.readAll().trimmed() : QByteArray();
}

void tst_Outcome::starvedProgram_isOutOfMemory()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    if (box.container->cgroupVersion() == CgroupVersion::None)
        QSKIP("no control groups here: what is read again is on nobody's bill");
    const QByteArray big = largeFile();
    const UniqueFd file(::open(big.constData(), O_RDONLY | O_CLOEXEC));
    QVERIFY(file);
    const RunLimits limits{.cpu = 8s * slowness(), .wall = 60s * slowness(), .memory = 64_MiB};
    const std::string source = "import mmap\n"
                               "kept = b'x' * (57 << 20)\n"
                               "file = open('" +
                               big.toStdString() +
                               "', 'rb')\n"
                               "pages = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)\n"
                               "while True:\n"
                               "    for at in range(0, len(pages), 1 << 16): pages[at]\n";
    // Pages that another group has read already cost this one nothing, and some may stay: then there is no hunger.
    for (int attempt = 0; attempt < 5; ++attempt) {
        (void)::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
        const RunOutcome outcome = outcomeOf(box, source, limits);
        if (outcome.killedBy != KilledBy::Memory)
            continue;
        QVERIFY(outcome.outOfMemory);
        return;
    }
    QFAIL("never out of memory");
}

void tst_Outcome::refusedProcesses_areTold()
{
    const ContainerFixture box;
    QVERIFY2(box.container, box.problem.c_str());
    if (box.container->cgroupVersion() == CgroupVersion::None)
        QSKIP("no control groups here: nobody counts what is refused");
    const std::string fork = "import os\nfor _ in range(int(%)):\n if os.fork() == 0: os._exit(0)\n";
    const auto forks = [&fork](const char *count) { return std::string(fork).replace(fork.find('%'), 1, count); };
    const RunLimits limits{.wall = 20s, .processes = 8};
    QVERIFY(!outcomeOf(box, forks("3"), limits).processesRefused);
    const RunOutcome refused = outcomeOf(box, forks("30"), limits);
    QVERIFY(refused.processesRefused && refused.exitCode == 1 && refused.killedBy == KilledBy::Nobody);
    QVERIFY(!outcomeOf(box, forks("3"), limits).processesRefused); // not left over from the run before
}

void tst_Outcome::cpu_isUserAndSystemOfTheWholeTree()
{
    QFETCH(const Tier, tier);
    if (tier == Tier::Reduced && !whyNoReducedTier().empty())
        QSKIP("this host has no such tier");
    const ContainerFixture box(tier);
    QVERIFY2(box.container, box.problem.c_str());
    // A child that is waited for, an orphan, a thread and the program itself, each in user or system time.
    const RunOutcome outcome = outcomeOf(box,
                                         "import os, time, _thread\n"
                                         "def spin(call):\n"
                                         " start = time.thread_time()\n"
                                         " while time.thread_time() - start < 0.15: call()\n"
                                         "def zeros(): os.pread(zero, 65536, 0)\n"
                                         "zero = os.open('/dev/zero', os.O_RDONLY)\n"
                                         "if os.fork() == 0: spin(zeros); os._exit(0)\n"
                                         "os.wait()\n"
                                         "read, write = os.pipe()\n"
                                         "if os.fork() == 0:\n"
                                         " if os.fork() == 0: spin(int); os.write(write, b'x')\n"
                                         " os._exit(0)\n"
                                         "os.wait(); os.read(read, 1)\n"
                                         "lock = _thread.allocate_lock(); lock.acquire()\n"
                                         "_thread.start_new_thread(lambda: (spin(int), lock.release()), ())\n"
                                         "lock.acquire()\nspin(zeros)",
                                         {.cpu = 20s, .wall = 40s});
    QVERIFY2(outcome.succeeded(), outcome.errorOutput.c_str());
    QVERIFY2(outcome.cpu >= 600ms && outcome.cpu < 900ms * slowness(), std::to_string(outcome.cpu.count()).c_str());
    QCOMPARE(outcome.cpuMechanism, treeMechanism(box) == Mechanism::Polling ? Mechanism::Rusage : treeMechanism(box));
}

void tst_Outcome::memory_ofABigEngine_isNotInherited()
{
    QFETCH(const Tier, tier);
    if (tier == Tier::Reduced && !whyNoReducedTier().empty())
        QSKIP("this host has no such tier");
    // This process becomes large before it starts anything, as an engine with a big store would be.
    const std::size_t size = 400U << 20;
    void *memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    QVERIFY(memory != MAP_FAILED);
    {
        const ContainerFixture box(tier);
        QVERIFY2(box.container, box.problem.c_str());
        const RunOutcome outcome = outcomeOf(box, "pass");
        QVERIFY(outcome.succeeded());
        QVERIFY2(outcome.memoryPeak > 1_MiB && outcome.memoryPeak < 30_MiB,
                 std::to_string(outcome.memoryPeak.count).c_str());
        QVERIFY2(outcome.cpu > 1ms && outcome.cpu < 500ms, std::to_string(outcome.cpu.count()).c_str());
    }
    ::munmap(memory, size);
}

void tst_Outcome::memory_hasItsSource()
{
    QFETCH(const Tier, tier);
    if (tier == Tier::Reduced && !whyNoReducedTier().empty())
        QSKIP("this host has no such tier");
    const ContainerFixture box(tier);
    QVERIFY2(box.container, box.problem.c_str());
    const RunOutcome outcome = outcomeOf(box, "import time; x = b'x' * (60 << 20); time.sleep(0.05)");
    QVERIFY(outcome.succeeded());
    QVERIFY2(outcome.memoryPeak >= 58_MiB && outcome.memoryPeak <= 80_MiB,
             std::to_string(outcome.memoryPeak.count).c_str());
    const bool approximate =
        outcome.memoryMechanism == Mechanism::Polling || outcome.memoryMechanism == Mechanism::Rusage;
    QVERIFY(outcome.memoryMechanism == treeMechanism(box) || approximate);
    if (treeMechanism(box) == Mechanism::CgroupV1)
        QCOMPARE(outcome.memoryMechanism, Mechanism::CgroupV1); // it can start every peak anew
}

QTEST_GUILESS_MAIN(tst_Outcome)
#include "tst_outcome.moc"
