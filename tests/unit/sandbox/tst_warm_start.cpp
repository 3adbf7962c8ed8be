// SPDX-License-Identifier: GPL-3.0-or-later
// The same programs started cold and warm: nothing that they can observe may differ, and what they used means the same.
#include "tests/slowness.h"
#include "warm_start_fixture.h"

using namespace assay;
using namespace assay::sandbox;
using namespace assay::sandbox::test;

namespace {

/// The first line in which the two differ, for a message that can be read.
QByteArray firstDifference(const std::string &left, const std::string &right)
{
    const auto leftLines = QByteArray::fromStdString(left).split('\n');
    const auto rightLines = QByteArray::fromStdString(right).split('\n');
    for (qsizetype i = 0; i < std::min(leftLines.size(), rightLines.size()); ++i) {
        if (leftLines[i] != rightLines[i])
            return "line " + QByteArray::number(i + 1) + ":\n  " + leftLines[i] + "\n  " + rightLines[i];
    }
    return "one has more lines";
}

bool isInstalled(const std::string &program)
{
    return ::access(program.c_str(), X_OK) == 0;
}

} // namespace

class tst_WarmStart : public QObject
{
    Q_OBJECT

private:
    WarmStartFixture m_box;

    void compare(const RunSpec &spec)
    {
        m_box.prepare();
        const std::string cold = observed(m_box.run(spec));
        // A program that shows something of the moment proves nothing here.
        const std::string coldAgain = observed(m_box.run(spec));
        QVERIFY2(cold == coldAgain, firstDifference(cold, coldAgain).constData());
        m_box.prepare(WarmStart{.program = spec, .scriptArgument = spec.argv.size() - 1});
        for (int i = 0; i < 3; ++i) {
            const RunOutcome outcome = m_box.run(spec);
            QVERIFY2(outcome.warm, outcome.coldReason.c_str());
            const std::string warm = observed(outcome);
            QVERIFY2(cold == warm, firstDifference(cold, warm).constData());
        }
    }
    /// Outcomes of the same run cold and warm.
    std::pair<RunOutcome, RunOutcome> bothWays(const RunSpec &spec)
    {
        m_box.prepare();
        (void)m_box.run(spec); // the first reads files into the page cache
        RunOutcome cold = m_box.run(spec);
        m_box.prepare(WarmStart{.program = spec});
        (void)m_box.run(spec);
        return {std::move(cold), m_box.run(spec)};
    }

private Q_SLOTS:
    void initTestCase() { m_box.start(); }

    void program_coldAndWarm_isTheSame_data();
    void program_coldAndWarm_isTheSame();
    void interpreter_coldAndWarm_isTheSame_data();
    void interpreter_coldAndWarm_isTheSame();
    void memory_coldAndWarm_isTheSame_data();
    void memory_coldAndWarm_isTheSame();
    void memoryLimit_coldAndWarm_isReachedAtTheSameSize();
    void cpuTime_warm_isThatOfTheProgramAlone();
    void cpuLimit_warmLoop_isKilledByCpu();
};

void tst_WarmStart::program_coldAndWarm_isTheSame_data()
{
    QTest::addColumn<std::string>("source");
    QTest::addColumn<std::string>("endedBy");
    const auto programs = warmStartPrograms(std::filesystem::path(ASSAY_SOURCE_DIR) / "tests/warm_start_programs");
    QVERIFY(programs.size() > 90);
    for (const auto &program : programs)
        QTest::newRow(program.name.c_str()) << program.source << program.endedBy;
}

void tst_WarmStart::program_coldAndWarm_isTheSame()
{
    QFETCH(const std::string, source);
    QFETCH(const std::string, endedBy);
    RunSpec spec = pythonRun();
    if (endedBy == "cpu")
        spec.limits.cpu = 200ms * slowness(); // the interpreter's start counts as well
    else if (endedBy == "wall")
        spec.limits.wall = 500ms;
    m_box.put(source);
    compare(spec);
}

void tst_WarmStart::interpreter_coldAndWarm_isTheSame_data()
{
    QTest::addColumn<std::string>("interpreter");
    QTest::addColumn<std::string>("source");
    const auto add = [](const char *name, const std::string &interpreter, const std::string &source) {
        QTest::newRow(name) << interpreter << source;
    };
    // They are single-threaded while they start, and open their script when they have started.
    add("perl", "/usr/bin/perl", "print \"$0 @ARGV\\n\"; print sort keys %ENV; print <STDIN>; die 'so';");
    add("lua", "/usr/bin/lua5.4", "print(arg[0], #arg, io.read()); os.exit(4)");
}

void tst_WarmStart::interpreter_coldAndWarm_isTheSame()
{
    QFETCH(const std::string, interpreter);
    QFETCH(const std::string, source);
    if (!isInstalled(interpreter))
        QSKIP("not installed");
    m_box.put(source, "/box/src/script");
    RunSpec spec = pythonRun();
    spec.argv = {interpreter, "/box/src/script"};
    compare(spec);
}

void tst_WarmStart::memory_coldAndWarm_isTheSame_data()
{
    QTest::addColumn<std::string>("source");
    QTest::newRow("nothing") << std::string("pass");
    QTest::newRow("gone at the end") << std::string("x = bytearray(24 << 20)\ndel x");
    QTest::newRow("many objects") << std::string("x = [[n] for n in range(200000)]");
    QTest::newRow("in a child") << std::string(
        "import os\nif os.fork() == 0:\n    x = bytearray(24 << 20)\n    os._exit(0)\nos.wait()");
    QTest::newRow("modules") << std::string("import asyncio, decimal, json, unittest");
}

void tst_WarmStart::memory_coldAndWarm_isTheSame()
{
    QFETCH(const std::string, source);
    m_box.put(source);
    const auto [cold, warm] = bothWays(pythonRun());
    QVERIFY2(warm.warm, warm.coldReason.c_str());
    QCOMPARE(warm.memoryMechanism, cold.memoryMechanism);
    // The kernel charges in batches of 64 pages per core.
    const Bytes difference = warm.memoryPeak - cold.memoryPeak;
    QVERIFY2(std::abs(difference.count) <= (1_MiB).count,
             qPrintable(QStringLiteral("cold %1, warm %2").arg(cold.memoryPeak.count).arg(warm.memoryPeak.count)));
}

void tst_WarmStart::memoryLimit_coldAndWarm_isReachedAtTheSameSize()
{
    m_box.put("import os\nblocks = []\nfor n in range(1000):\n    blocks.append(b'x' * (256 << 10))\n    os.write(1, "
              "b'.')\n");
    const auto [cold, warm] = bothWays(pythonRun());
    QVERIFY2(warm.warm, warm.coldReason.c_str());
    QCOMPARE(cold.killedBy, KilledBy::Memory);
    QCOMPARE(warm.killedBy, KilledBy::Memory);
    const auto difference =
        static_cast<std::ptrdiff_t>(warm.output.size()) - static_cast<std::ptrdiff_t>(cold.output.size());
    QVERIFY2(std::abs(difference) <= 8, // the interpreter's own pages are on the bill of the run that reads them in
             qPrintable(QStringLiteral("cold %1, warm %2").arg(cold.output.size()).arg(warm.output.size())));
}

void tst_WarmStart::cpuTime_warm_isThatOfTheProgramAlone()
{
    m_box.put("sum(range(3000000))");
    const auto [cold, warm] = bothWays(pythonRun());
    QVERIFY2(warm.warm, warm.coldReason.c_str());
    QVERIFY(warm.cpu > 5ms);
    QVERIFY(warm.cpu < cold.cpu * 3 / 2); // not that of the interpreter's start, nor that of former runs
}

void tst_WarmStart::cpuLimit_warmLoop_isKilledByCpu()
{
    m_box.put("import os\nif os.fork() == 0:\n    while True: pass\nos.wait()");
    RunSpec spec = pythonRun();
    spec.limits.cpu = 200ms * slowness();
    m_box.prepare(WarmStart{.program = spec});
    const RunOutcome outcome = m_box.run(spec);
    QVERIFY2(outcome.warm, outcome.coldReason.c_str());
    QCOMPARE(outcome.killedBy, KilledBy::Cpu);
    QVERIFY(outcome.cpu >= 200ms * slowness());
}

QTEST_APPLESS_MAIN(tst_WarmStart)
#include "tst_warm_start.moc"
