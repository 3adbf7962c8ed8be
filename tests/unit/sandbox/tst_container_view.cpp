// SPDX-License-Identifier: GPL-3.0-or-later
// What a program finds around it: devices, mounts, folders, ids, keys. Under a policy that forbids almost nothing, so
// that what is held here does not hang on the filter.
#include "host_traces.h"

#include <QTest>

#include <set>

#include <sys/stat.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

constexpr const char *kForbiddenCalls = "\nmknod\nmknodat\nmount\numount2\npivot_root\nchroot\nunshare\nsetns\n"
                                        "add_key\nkeyctl\nrequest_key\nsethostname\nchown\nfchownat\nsetuid\nsetgid\n"
                                        "setgroups\nfchown\nlchown\nsetresuid\nsetresgid\ncapget\ncapset\nptrace\n"
                                        "flock\nclone: arg0 & 0 == 0\n";

constexpr const char *kPrelude = "import ctypes, errno, os, stat\nlibc = ctypes.CDLL(None, use_errno=True)\n"
                                 "def call(name, *args):\n"
                                 "    result = getattr(libc, name)(*args)\n"
                                 "    return 'ok' if result >= 0 else errno.errorcode[ctypes.get_errno()]\n"
                                 "def number(*args):\n"
                                 "    result = libc.syscall(*args)\n"
                                 "    return result if result >= 0 else errno.errorcode[ctypes.get_errno()]\n";

bool isRoot()
{
    return ::geteuid() == 0;
}

} // namespace

class tst_ContainerView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;
    std::unique_ptr<Container> m_container;

    QString python(const std::string &source)
    {
        const auto outcome = m_container->run({.argv = {"/usr/bin/python3", "-I", "-S", "-c", kPrelude + source},
                                               .limits = {.cpu = 20s * slowness(), .wall = 60s * slowness()},
                                               .requiredTier = m_container->tier()});
        if (!outcome)
            return QString::fromStdString(outcome.error().describe());
        return QString::fromStdString(outcome->output + outcome->errorOutput + outcome->violation);
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void devices_areFiveAndNoMoreCanBeMade();
    void root_hasNothingButWhatProgramsNeed();
    void etc_isMadeUp();
    void mounts_areReadOnlyWithoutDevicesAndSetuid();
    void proc_showsOnesOwnProcessesOnly();
    void scratch_isAsProgramsExpectIt();
    void namespaces_cannotBeLeftOrChanged();
    void hostFolders_thatPeopleKeepThingsIn_areEmpty();
    void hostUser_ofEachContainer_isAnother();
    void hostFiles_ofRootAlone_cannotBeRead();
    void keys_areForgottenWithTheSubmission();
};

void tst_ContainerView::initTestCase()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
    m_sandbox = std::move(*sandbox);
    auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy") + kForbiddenCalls);
    QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
    m_policy = std::move(*policy);
    auto container = m_sandbox->createContainer();
    QVERIFY2(container, container ? "" : container.error().describe().c_str());
    m_container = std::move(*container);
    QVERIFY(m_container->prepare(Stage::Run, m_policy.get()));
}

void tst_ContainerView::cleanupTestCase()
{
    m_container.reset();
    m_sandbox.reset();
}

void tst_ContainerView::devices_areFiveAndNoMoreCanBeMade()
{
    QCOMPARE(python("for name in sorted(os.listdir('/dev')):\n"
                    "    info = os.lstat('/dev/' + name)\n"
                    "    if stat.S_ISCHR(info.st_mode): print(name, os.major(info.st_rdev), os.minor(info.st_rdev))\n"
                    "    else: print(name, os.readlink('/dev/' + name))"),
             QStringLiteral("fd /proc/self/fd\nfull 1 7\nnull 1 3\nrandom 1 8\nshm /tmp\nstderr /proc/self/fd/2\n"
                            "stdin /proc/self/fd/0\nstdout /proc/self/fd/1\nurandom 1 9\nzero 1 5\n"));
    QCOMPARE(python("device = os.makedev(1, 3)\n"
                    "print(call('mknod', b'/dev/mem', 0o20666, device), call('mknod', b'/w/mem', 0o20666, device),\n"
                    "      call('mkfifo', b'/w/pipe', 0o600))\n"
                    "for path in ('/dev/x', '/dev/null/x', '/x', '/etc/x', '/usr/x'):\n"
                    "    try: open(path, 'w'); print('written', path)\n"
                    "    except OSError as e: print(errno.errorcode[e.errno], end=' ')"),
             QStringLiteral("EROFS EPERM ok\nEROFS ENOTDIR EROFS EROFS EROFS "));
    QCOMPARE(python("print(call('chmod', b'/dev/null', 0), call('chmod', b'/dev', 0o777), "
                    "call('unlink', b'/dev/null'))"),
             QStringLiteral("EROFS EROFS EROFS\n"));
}

void tst_ContainerView::root_hasNothingButWhatProgramsNeed()
{
    const QString found = python("print(' '.join(sorted(os.listdir('/'))))");
    const QStringList allowed{QStringLiteral("bin"),   QStringLiteral("box"),    QStringLiteral("dev"),
                              QStringLiteral("etc"),   QStringLiteral("lib"),    QStringLiteral("lib32"),
                              QStringLiteral("lib64"), QStringLiteral("libx32"), QStringLiteral("proc"),
                              QStringLiteral("sbin"),  QStringLiteral("tmp"),    QStringLiteral("toolchain"),
                              QStringLiteral("usr"),   QStringLiteral("w")};
    for (const auto &name : found.trimmed().split(QLatin1Char(' ')))
        QVERIFY2(allowed.contains(name), qPrintable(name));
    QCOMPARE(python("print(os.path.exists('/sys'), os.path.exists('/run'), os.path.exists('/old'))"),
             QStringLiteral("False False False\n"));
}

void tst_ContainerView::etc_isMadeUp()
{
    const QString found = python("print(' '.join(sorted(os.listdir('/etc'))))");
    const QStringList allowed{QStringLiteral("alternatives"), QStringLiteral("ghc"),       QStringLiteral("group"),
                              QStringLiteral("ld.so.cache"),  QStringLiteral("localtime"), QStringLiteral("mono"),
                              QStringLiteral("passwd")};
    for (const auto &name : found.trimmed().split(QLatin1Char(' ')))
        QVERIFY2(allowed.contains(name) || name.startsWith(QStringLiteral("java-")), qPrintable(name));
    QCOMPARE(python("print(open('/etc/passwd').read() + open('/etc/group').read(), end='')"),
             QStringLiteral("runner:x:1000:1000::/w:/bin/false\nrunner:x:1000:\n"));
}

void tst_ContainerView::mounts_areReadOnlyWithoutDevicesAndSetuid()
{
    const QString table = python("print(open('/proc/self/mountinfo').read())");
    std::set<QString> writable;
    int devices = 0;
    for (const auto &line : table.trimmed().split(QLatin1Char('\n'))) {
        const QStringList fields = line.split(QLatin1Char(' '));
        QVERIFY2(fields.size() > 6, qPrintable(line));
        const QString &path = fields[4];
        const QStringList options = fields[5].split(QLatin1Char(','));
        if (path.startsWith(QStringLiteral("/dev/"))) { // the host's own nodes: theirs are the host's options
            ++devices;
            continue;
        }
        if (options.contains(QStringLiteral("rw")))
            writable.insert(path);
        QVERIFY2(options.contains(QStringLiteral("nosuid")), qPrintable(line));
        // The root itself holds no devices but those that are mounted over its files.
        QVERIFY2(path == QStringLiteral("/") || options.contains(QStringLiteral("nodev")), qPrintable(line));
    }
    QCOMPARE(devices, 5);
    QCOMPARE(writable, (std::set<QString>{QStringLiteral("/box"), QStringLiteral("/proc"), QStringLiteral("/tmp"),
                                          QStringLiteral("/w")}));
}

void tst_ContainerView::proc_showsOnesOwnProcessesOnly()
{
    QCOMPARE(python("names = os.listdir('/proc')\n"
                    "print([name for name in names if not name.isdigit()],\n"
                    "      [name for name in names if name.isdigit()] == [str(os.getpid())])\n"
                    "for path in ('/proc/1/environ', '/proc/1/maps', '/proc/1/root', '/proc/sys/kernel/hostname',\n"
                    "             '/proc/meminfo', '/proc/self/../keys', '/proc/mounts/x'):\n"
                    "    try: os.stat(path); print('seen', path)\n"
                    "    except OSError as e: print(errno.errorcode[e.errno], end=' ')"),
             QStringLiteral("['self', 'thread-self'] True\nENOENT ENOENT ENOENT ENOENT ENOENT ENOENT ENOENT "));
    QCOMPARE(python("for path in ('/proc/self/oom_score_adj', '/proc/self/uid_map', '/proc/self/setgroups'):\n"
                    "    try: os.write(os.open(path, os.O_WRONLY), b'-1000'); print('written', path)\n"
                    "    except OSError as e: print(errno.errorcode[e.errno], end=' ')"),
             QStringLiteral("EACCES EPERM EACCES "));
}

void tst_ContainerView::scratch_isAsProgramsExpectIt()
{
    QCOMPARE(
        python("import tempfile\n"
               "print([oct(os.stat(path).st_mode & 0o7777) for path in ('/box', '/w', '/tmp')])\n"
               "print(os.getcwd(), os.getuid(), os.getgid(), [os.stat(p).st_uid for p in ('/box', '/w', '/tmp')])\n"
               "with tempfile.NamedTemporaryFile() as file: print(file.name.startswith('/tmp/'))\n"
               "open('/w/out.txt', 'w').write('x'); open('/dev/shm/x', 'w').write('x')"),
        QStringLiteral("['0o755', '0o755', '0o1777']\n/w 1000 1000 [1000, 1000, 1000]\nTrue\n"));
}

void tst_ContainerView::namespaces_cannotBeLeftOrChanged()
{
    QCOMPARE(python("print(call('mount', b'tmpfs', b'/w', b'tmpfs', 0, 0), call('umount2', b'/proc', 2),\n"
                    "      call('mount', 0, b'/usr', 0, 0x1000 | 0x20, 0), call('chroot', b'/w'),\n"
                    "      call('sethostname', b'x', 1), call('setuid', 0), call('setgid', 0),\n"
                    "      call('chown', b'/w', 0, 0), call('setgroups', 0, 0))"),
             QStringLiteral("EPERM EPERM EPERM EPERM EPERM EINVAL EINVAL EINVAL EPERM\n"));
    QCOMPARE(python("print(call('unshare', 0x20000), call('unshare', 0x40000000), call('unshare', 0x08000000))\n"
                    "print([line.split()[1] for line in open('/proc/self/status') if line.startswith('Cap')],\n"
                    "      [line.split()[1] for line in open('/proc/self/status') if line.startswith('NoNewPrivs')])"),
             QStringLiteral("EPERM EPERM EPERM\n['0000000000000000', '0000000000000000', '0000000000000000', "
                            "'0000000000000000', '0000000000000000'] ['1']\n"));
}

void tst_ContainerView::hostFolders_thatPeopleKeepThingsIn_areEmpty()
{
    for (const char *path : {"/usr/home", "/usr/src", "/usr/share/assay", "/usr/local/etc", "/usr/local/src",
                             "/usr/local/var", "/usr/local/home", "/usr/local/share/assay"}) {
        if (std::filesystem::is_directory(path))
            QCOMPARE(python("print(os.listdir('" + std::string(path) + "'))"), QStringLiteral("[]\n"));
    }
}

void tst_ContainerView::hostUser_ofEachContainer_isAnother()
{
    auto second = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
    QVERIFY(second);
    std::vector<std::unique_ptr<Container>> containers;
    for (Sandbox *sandbox : {m_sandbox.get(), second->get()}) {
        for (int i = 0; i < 4; ++i) {
            auto container = sandbox->createContainer();
            QVERIFY2(container, container ? "" : container.error().describe().c_str());
            containers.push_back(std::move(*container));
        }
    }
    std::set<uid_t> users;
    std::size_t holders = 0;
    for (const Sandbox *sandbox : {m_sandbox.get(), second->get()}) {
        for (const pid_t holder : holdersOf(*sandbox)) {
            ++holders;
            std::ifstream file("/proc/" + std::to_string(holder) + "/status");
            for (std::string word; file >> word;) {
                uid_t user = 0;
                if (word == "Uid:" && file >> user)
                    users.insert(user);
                std::string rest;
                if (word == "Groups:") {
                    std::getline(file, rest);
                    QVERIFY2(!isRoot() || rest.find_first_not_of(" \t") == std::string::npos, rest.c_str());
                }
            }
        }
    }
    QCOMPARE(holders, 9U);
    if (!isRoot())
        QCOMPARE(users, std::set<uid_t>{::geteuid()});
    else
        QCOMPARE(users.size(), 9U);
    QVERIFY(!isRoot() || !users.contains(0));
}

void tst_ContainerView::hostFiles_ofRootAlone_cannotBeRead()
{
    if (!isRoot())
        QSKIP("run by root only: else container and caller are one user");
    // What a package keeps to root or to a group: /usr/share/polkit-1/rules.d, /usr/lib/cups/backend, /usr/sbin/…
    QCOMPARE(python("import stat\nseen = []\n"
                    "for folder, folders, files in os.walk('/usr', onerror=lambda e: None):\n"
                    "    for name in files:\n"
                    "        path = folder + '/' + name\n"
                    "        info = os.lstat(path)\n"
                    "        if stat.S_ISREG(info.st_mode) and not info.st_mode & 0o004 and os.access(path, os.R_OK):\n"
                    "            seen.append(path)\nprint(seen)"),
             QStringLiteral("[]\n"));
}

void tst_ContainerView::keys_areForgottenWithTheSubmission()
{
    // add_key(2) and keyctl(2): into the session's, the user's and the user session's keyring; then looked for.
    const std::string leave = "for keyring in (-3, -4, -5):\n"
                              "    assert libc.syscall(248, b'user', b'assay:left', b'x', 1, keyring) > 0\n"
                              "print('left')";
    const std::string find = "print([number(250, 10, keyring, b'user', b'assay:left', 0) for keyring in (-3, -4, -5)])";
    const QString left = python(leave);
    if (left.contains(QStringLiteral("AssertionError")))
        QSKIP("this kernel has no keys");
    QCOMPARE(left, QStringLiteral("left\n"));
    QVERIFY(!python(find).contains(QStringLiteral("'ENOKEY'")));
    QVERIFY(m_container->reset({}));
    QVERIFY(m_container->prepare(Stage::Run, m_policy.get()));
    QCOMPARE(python(find), QStringLiteral("['ENOKEY', 'ENOKEY', 'ENOKEY']\n"));
}

QTEST_GUILESS_MAIN(tst_ContainerView)
#include "tst_container_view.moc"
