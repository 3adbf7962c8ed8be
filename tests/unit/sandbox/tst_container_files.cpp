// SPDX-License-Identifier: GPL-3.0-or-later
// Many files into a container at once, and the listing of what programs left there.
#include "sandbox/sandbox.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

UniqueFd contentsOf(std::string_view text)
{
    UniqueFd file(::memfd_create("contents", MFD_CLOEXEC));
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        qFatal("memfd");
    return file;
}

std::string policyText(const std::string &name)
{
    std::string text;
    std::ifstream file(std::string(ASSAY_SOURCE_DIR "/resources/seccomp/") + name);
    for (std::string line; std::getline(file, line);)
        text += line.starts_with("include ") ? policyText(line.substr(8)) : line + "\n";
    return text;
}

} // namespace

class tst_ContainerFiles : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;
    std::unique_ptr<Container> m_container;

    /// Lets a Python program loose on /box.
    void python(const std::string &source)
    {
        const auto outcome = m_container->run({.argv = {"/usr/bin/python3", "-I", "-S", "-c", source},
                                               .environment = {},
                                               .workFolder = "/box",
                                               .limits = {.cpu = 10s, .wall = 20s}});
        QVERIFY2(outcome, outcome ? "" : outcome.error().describe().c_str());
        QVERIFY2(outcome->succeeded(), outcome->errorOutput.c_str());
    }
    std::string read(const std::string &path)
    {
        const auto file = m_container->openFile(path);
        std::string text(100, '\0');
        const ssize_t size = file ? ::pread(file->get(), text.data(), text.size(), 0) : -1;
        return size < 0 ? "unreadable" : text.substr(0, static_cast<std::size_t>(size));
    }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_container.reset(); }

    void putFiles_partsOfOneFile_areWritten();
    void putFiles_moreThanAMessageHolds_areWritten();
    void putFiles_places_areRefused_data();
    void putFiles_places_areRefused();
    void putFiles_shortContent_isRefused();
    void putFiles_overALink_replacesTheLink();
    void listFiles_tellsAll();
    void listFiles_whatCannotBeTold_isRefused_data();
    void listFiles_whatCannotBeTold_isRefused();
    void listFiles_folderThatIsALink_isRefused();
};

void tst_ContainerFiles::initTestCase()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
    m_sandbox = std::move(*sandbox);
    auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy") + "mkdir\nsymlink\nlink\nmknod\nmknodat\n");
    QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
    m_policy = std::move(*policy);
}

void tst_ContainerFiles::init()
{
    auto container = m_sandbox->createContainer();
    QVERIFY2(container, container ? "" : container.error().describe().c_str());
    m_container = std::move(*container);
    QVERIFY(m_container->prepare(Stage::Build, m_policy.get()));
}

void tst_ContainerFiles::putFiles_partsOfOneFile_areWritten()
{
    const UniqueFd contents = contentsOf("onetwothree");
    const BoxFile files[] = {{.path = "/box/src/a", .offset = {}, .size = 3_B},
                             {.path = "/box/out/deep/b", .mode = 0755, .offset = 6_B, .size = 5_B},
                             {.path = "/box/out/empty"}};
    QVERIFY(m_container->putFiles(files, contents.get()));
    QCOMPARE(read("/box/src/a"), "one");
    QCOMPARE(read("/box/out/deep/b"), "three");
    QCOMPARE(read("/box/out/empty"), "");
    struct stat info{};
    const auto file = m_container->openFile("/box/out/deep/b");
    QVERIFY(file && ::fstat(file->get(), &info) == 0);
    QCOMPARE(info.st_mode & 0777U, 0755U);
    QCOMPARE(info.st_mtim.tv_sec, kPutFileTime);
}

void tst_ContainerFiles::putFiles_moreThanAMessageHolds_areWritten()
{
    const UniqueFd contents = contentsOf("0123456789");
    std::vector<BoxFile> files;
    for (int i = 0; i < 800; ++i)
        files.push_back(
            {.path = "/box/out/" + std::string(200, 'n') + std::to_string(i), .offset = Bytes{i % 10}, .size = 1_B});
    QVERIFY(m_container->putFiles(files, contents.get()));
    QCOMPARE(read(files[799].path), "9");
    const auto listed = m_container->listFiles("/box/out");
    QVERIFY2(listed, listed ? "" : listed.error().describe().c_str());
    QCOMPARE(listed->size(), 800U);
}

void tst_ContainerFiles::putFiles_places_areRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"/usr/bin/x", "/box/../usr/x", "box/x", "", "/box/", "/box/a/../../x", "/proc/self/mem"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void tst_ContainerFiles::putFiles_places_areRefused()
{
    QFETCH(const QString, path);
    const UniqueFd contents = contentsOf("x");
    const BoxFile files[] = {{.path = path.toStdString(), .offset = {}, .size = 1_B}};
    QVERIFY(!m_container->putFiles(files, contents.get()));
}

void tst_ContainerFiles::putFiles_shortContent_isRefused()
{
    const UniqueFd contents = contentsOf("short");
    const BoxFile files[] = {{.path = "/box/a", .offset = 3_B, .size = 3_B}};
    const auto put = m_container->putFiles(files, contents.get());
    QVERIFY(!put);
    QCOMPARE(put.error().sysErrno, ENODATA);
}

void tst_ContainerFiles::putFiles_overALink_replacesTheLink()
{
    python("import os; os.symlink('/box/target', '/box/a'); open('/box/target', 'w').write('kept')");
    const UniqueFd contents = contentsOf("new");
    const BoxFile files[] = {{.path = "/box/a", .offset = {}, .size = 3_B}};
    QVERIFY(m_container->putFiles(files, contents.get()));
    QCOMPARE(read("/box/a"), "new");
    QCOMPARE(read("/box/target"), "kept");
}

void tst_ContainerFiles::listFiles_tellsAll()
{
    python("import os\nos.makedirs('out/a/b')\nopen('out/a/b/file', 'w').write('12345')\n"
           "open('out/.hidden', 'w')\nos.chmod('out/.hidden', 0o600)\nos.utime('out/.hidden', (1, 77))\n");
    auto listed = m_container->listFiles("/box");
    QVERIFY2(listed, listed ? "" : listed.error().describe().c_str());
    std::ranges::sort(*listed, {}, &BoxFile::path);
    QCOMPARE(listed->size(), 2U);
    QCOMPARE((*listed)[0].path, "out/.hidden");
    QCOMPARE((*listed)[0].mode, 0600U);
    QCOMPARE((*listed)[0].modified, 77);
    QCOMPARE((*listed)[1].path, "out/a/b/file");
    QCOMPARE((*listed)[1].size, 5_B);
}

void tst_ContainerFiles::listFiles_whatCannotBeTold_isRefused_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("a link to a file") << QStringLiteral("open('f', 'w'); os.symlink('f', 'l')");
    QTest::newRow("a link to a folder") << QStringLiteral("open('f', 'w'); os.symlink('/usr', 'l')");
    QTest::newRow("a dangling link") << QStringLiteral("os.symlink('/nowhere', 'l')");
    QTest::newRow("two names") << QStringLiteral("open('f', 'w'); os.link('f', 'g')");
    QTest::newRow("a FIFO") << QStringLiteral("os.mkfifo('p')");
    QTest::newRow("an empty folder") << QStringLiteral("os.mkdir('d')");
    QTest::newRow("too many") << QStringLiteral("[open(f'f{i}', 'w').close() for i in range(1025)]");
    QTest::newRow("too deep") << QStringLiteral("os.makedirs('d/' * 17); open('d/' * 17 + 'f', 'w')");
    QTest::newRow("a path that is too long")
        << QStringLiteral("os.makedirs(('d' * 200 + '/') * 3); open(('d' * 200 + '/') * 3 + 'f', 'w')");
}

void tst_ContainerFiles::listFiles_whatCannotBeTold_isRefused()
{
    QFETCH(const QString, program);
    python("import os\n" + program.toStdString() + "\n");
    const auto listed = m_container->listFiles("/box");
    QVERIFY(!listed);
    QCOMPARE(listed.error().code, Errc::Unsupported);
}

void tst_ContainerFiles::listFiles_folderThatIsALink_isRefused()
{
    python("import os; os.symlink('/usr', '/box/out')");
    QVERIFY(!m_container->listFiles("/box/out"));
    QVERIFY(!m_container->listFiles("/usr"));
    QVERIFY(!m_container->listFiles("/"));
    QVERIFY(!m_container->listFiles("/box/../usr"));
}

QTEST_GUILESS_MAIN(tst_ContainerFiles)
#include "tst_container_files.moc"
