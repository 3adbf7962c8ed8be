// SPDX-License-Identifier: GPL-3.0-or-later
// Containers without namespaces: what holds their programs.
#include "reduced_fixture.h"

#include <QTemporaryFile>

#include <algorithm>

#include <sys/wait.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

class tst_Reduced : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void hostFiles_cannotBeOpened();
    void ownFolders_areWhereProgramsLookForThem();
    void box_isReadOnlyOnceSealed();
    void modesAndTimes_cannotBeChanged();
    void processesOutside_areOutOfReach();
    void killingEverybody_killsItsOwnAlone();
    void otherContainers_areOutOfReach();
    void fillingTheDisk_isStopped_data();
    void fillingTheDisk_isStopped();
    void processBomb_isContained();
    void compiledProgram_runs();

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

void tst_Reduced::initTestCase()
{
    if (const std::string reason = whyNoReducedTier(); !reason.empty())
        QSKIP(reason.c_str());
}

void tst_Reduced::init()
{
    m_box = std::make_unique<ContainerFixture>(Tier::Reduced);
    QVERIFY2(m_box->container, m_box->problem.c_str());
    QCOMPARE(m_box->container->tier(), Tier::Reduced);
}

void tst_Reduced::cleanup()
{
    m_box.reset();
}

void tst_Reduced::hostFiles_cannotBeOpened()
{
    QTemporaryFile secret;
    QVERIFY(secret.open() && secret.write("secret") > 0 && secret.flush());
    QVERIFY(secret.setPermissions(QFile::ReadOwner | QFile::ReadOther | QFile::WriteOther));
    const RunOutcome outcome = python(
        "import os\n"
        "for path, flags in (('/', os.O_RDONLY), ('/etc/passwd', os.O_RDONLY), ('/proc/self/status', os.O_RDONLY),\n"
        "                    ('/proc', os.O_RDONLY), ('/home', os.O_RDONLY), ('/tmp', os.O_RDONLY),\n"
        "                    ('/dev/shm/x', os.O_RDWR | os.O_CREAT), ('/tmp/assay-test', os.O_RDWR | os.O_CREAT),\n"
        "                    ('/dev/tty', os.O_RDWR), ('" +
        secret.fileName().toStdString() +
        "', os.O_RDONLY)):\n"
        " try: os.open(path, flags); print('opened', path)\n"
        " except OSError as error:\n"
        "  if error.errno not in (13, 2): print(path, error)\n"
        "print(os.path.exists('/usr/bin/python3'), open('/dev/null').read() == '')");
    QCOMPARE(outcome.output, "True True\n");
}

void tst_Reduced::ownFolders_areWhereProgramsLookForThem()
{
    QVERIFY(m_box->container->putFile("/box/data.txt", "given", FileMode::Data));
    const auto outcome = m_box->run(
        {.argv =
             {"/usr/bin/python3", "-I", "-S", "-c",
              "import os, sys\n"
              "print(open(sys.argv[1]).read(), open(os.environ['DATA']).read())\n"
              "open('made', 'w').write('x'); os.rename('made', 'moved'); os.mkdir('d'); os.symlink('moved', 'd/l')\n"
              "open(os.environ['TMPDIR'] + '/t', 'w').write('y')\n"
              "print(os.getcwd() == os.environ['HOME'], os.listdir())",
              "/box/data.txt"},
         .environment = {"DATA=/box/data.txt", "HOME=/w"},
         .limits = {.wall = 20s}});
    QVERIFY(outcome);
    QVERIFY2(outcome->succeeded(), outcome->errorOutput.c_str());
    QVERIFY2(outcome->output.starts_with("given given\nTrue ["), outcome->output.c_str());
}

void tst_Reduced::box_isReadOnlyOnceSealed()
{
    QVERIFY(m_box->container->putFile("/box/data.txt", "kept", FileMode::Data));
    QVERIFY(m_box->container->sealBox());
    QVERIFY(m_box->container->prepare(Stage::Run, m_box->policy.get()));
    const auto outcome = m_box->run({.argv = {"/usr/bin/python3", "-I", "-S", "-c",
                                              "import os, sys\npath = sys.argv[1]\nprint(open(path).read())\n"
                                              "for act in (lambda: open(path, 'w'), lambda: os.unlink(path),\n"
                                              "            lambda: os.rename(path, path + '2'),\n"
                                              "            lambda: open(path + '3', 'w')):\n"
                                              " try: act(); print('done')\n"
                                              " except OSError as error: print(error.errno)",
                                              "/box/data.txt"},
                                     .limits = {.wall = 20s}});
    QVERIFY(outcome);
    QCOMPARE(outcome->output, "kept\n13\n13\n13\n13\n");
}

void tst_Reduced::modesAndTimes_cannotBeChanged()
{
    const RunOutcome outcome =
        python("import os\nopen('f', 'w').close()\n"
               "for act in (lambda: os.chmod('f', 0), lambda: os.chmod('.', 0o777),\n"
               "            lambda: os.fchmod(0, 0), lambda: os.utime('f'), lambda: os.utime('/'),\n"
               "            lambda: os.chown('f', -1, -1), lambda: os.chmod('/tmp', 0o700)):\n"
               " try: act(); print('done')\n"
               " except OSError as error: print(error.errno, end=' ')");
    QCOMPARE(outcome.output, "1 1 1 1 1 1 1 ");
}

void tst_Reduced::processesOutside_areOutOfReach()
{
    const auto engine = std::to_string(::getpid());
    const auto helper = std::to_string(m_box->sandbox->helperProcess());
    const RunOutcome outcome = python("import os\n"
                                      "for pid in (os.getppid(), " +
                                      engine + ", " + helper +
                                      ", 1):\n"
                                      " for signal in (0, 9):\n"
                                      "  try: os.kill(pid, signal); print('reached', pid)\n"
                                      "  except OSError as error: print(error.errno, end=' ')");
    QCOMPARE(outcome.output, "1 1 1 1 1 1 1 1 ");
}

void tst_Reduced::killingEverybody_killsItsOwnAlone()
{
    // A neighbour of the same user, that a careless sandbox would have taken along.
    const pid_t neighbour = ::fork();
    if (neighbour == 0) {
        for (;;)
            ::pause();
    }
    const RunOutcome outcome = python("import os, time\n"
                                      "child = os.fork()\n"
                                      "if child == 0: time.sleep(100)\n"
                                      "os.kill(-1, 9)\n"
                                      "print(os.waitpid(child, 0)[1])");
    QCOMPARE(outcome.output, "9\n");
    QVERIFY(isAlive(neighbour));
    QVERIFY(isAlive(m_box->sandbox->helperProcess()));
    QVERIFY(python("print(1)").succeeded()); // by the same launcher
    ::kill(neighbour, SIGKILL);
    ::waitpid(neighbour, nullptr, 0);
}

void tst_Reduced::otherContainers_areOutOfReach()
{
    const RunOutcome first = python("import os; open('mine', 'w').write('x'); print(os.getcwd())");
    QVERIFY(first.succeeded());
    const std::string folder = first.output.substr(0, first.output.find('\n'));
    const ContainerFixture second(Tier::Reduced);
    QVERIFY2(second.container, second.problem.c_str());
    const auto outcome =
        second.run({.argv = ContainerFixture::python("import os\n"
                                                     "for act in (os.listdir, lambda p: open(p + '/mine'),\n"
                                                     "            lambda p: open(p + '/theirs', 'w')):\n"
                                                     " try: act('" +
                                                     folder +
                                                     "'); print('reached')\n"
                                                     " except OSError as error: print(error.errno, end=' ')"),
                    .limits = {.wall = 20s}});
    QVERIFY(outcome);
    QVERIFY2(outcome->output.find("reached") == std::string::npos, outcome->output.c_str());
}

void tst_Reduced::fillingTheDisk_isStopped_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("many bytes") << QStringLiteral("f = open('f', 'wb', 0)\nwhile f.write(b'x' * 65536): pass");
    QTest::newRow("many files") << QStringLiteral("i = 0\nwhile True: open(str(i), 'w').close(); i += 1");
    QTest::newRow("many folders, each in the last")
        << QStringLiteral("import os\nwhile True: os.mkdir('d'); os.chdir('d')");
    QTest::newRow("files that nobody finds")
        << QStringLiteral("import os\nkeep = []\n"
                          "while True: f = open('f', 'wb', 0); os.unlink('f'); f.write(b'x' * 65536); keep.append(f)");
    QTest::newRow("in the folder for temporary files")
        << QStringLiteral("import os\nf = open(os.environ['TMPDIR'] + '/f', 'wb', 0)\n"
                          "while f.write(b'x' * 65536): pass");
}

void tst_Reduced::fillingTheDisk_isStopped()
{
    QFETCH(const QString, source);
    QVERIFY(m_box->container->reset({.box = 4_MiB, .work = 4_MiB, .inodes = 100}));
    QVERIFY(m_box->container->prepare(Stage::Run, m_box->policy.get()));
    const RunOutcome outcome =
        python(source.toStdString(), {.cpu = 20s, .wall = 20s, .fileSize = 1024_MiB, .openFiles = 1000});
    QCOMPARE(kKilledByNames.text(outcome.killedBy), kKilledByNames.text(KilledBy::Disk));
    QVERIFY(python("print(1)").succeeded()); // and all is empty again
}

void tst_Reduced::processBomb_isContained()
{
    const RunOutcome outcome = python("import os\nwhile True:\n try: os.fork()\n except OSError: pass",
                                      {.cpu = 2s, .wall = 10s, .processes = 20});
    // Whatever is over its limit first: between two looks there may be many processes.
    const auto killers = {KilledBy::Processes, KilledBy::Cpu, KilledBy::Memory};
    QVERIFY2(std::ranges::contains(killers, outcome.killedBy), kKilledByNames.text(outcome.killedBy).data());
    QVERIFY(python("print(1)").succeeded());
    QCOMPARE(treeOf(m_box->sandbox->helperProcess()).size(), 3U); // helper, holder, launcher
}

void tst_Reduced::compiledProgram_runs()
{
    if (!std::filesystem::exists("/usr/bin/gcc"))
        QSKIP("no compiler");
    auto compiler = m_box->sandbox->compilePolicy(policyText("compiler.policy", Tier::Reduced));
    auto native = m_box->sandbox->compilePolicy(policyText("native.policy", Tier::Reduced));
    QVERIFY(compiler && native);
    Container &container = *m_box->container;
    QVERIFY(container.reset({.box = 64_MiB, .work = 64_MiB, .inodes = 1000}));
    QVERIFY(container.putFile("/box/src/main.c", "#include <stdio.h>\nint main(void) { int x; puts(\"hello\"); }\n",
                              FileMode::Data));
    QVERIFY(container.putFile("/box/out/.keep", "", FileMode::Data));
    QVERIFY(container.prepare(Stage::Build, compiler->get()));
    const auto built =
        m_box->run({.argv = {"/usr/bin/gcc", "-Wall", "-O2", "-o", "/box/out/program", "/box/src/main.c"},
                    .environment = {"PATH=/usr/bin:/bin", "TMPDIR=/tmp"},
                    .workFolder = "/box/src",
                    .limits = {.cpu = 60s, .wall = 60s, .memory = 1024_MiB}});
    QVERIFY(built);
    QVERIFY2(built->succeeded(), (built->errorOutput + built->violation).c_str());
    QVERIFY2(built->errorOutput.starts_with("/box/src/main.c:"),
             built->errorOutput.c_str()); // no host paths for people
    QVERIFY(container.sealBox());
    QVERIFY(container.prepare(Stage::Run, native->get()));
    const auto ran = m_box->run({.argv = {"/box/out/program"}, .limits = {.wall = 20s}});
    QVERIFY2(ran, ran ? "" : ran.error().describe().c_str());
    QCOMPARE(ran->output, "hello\n");
}

QTEST_GUILESS_MAIN(tst_Reduced)
#include "tst_reduced.moc"
