// SPDX-License-Identifier: GPL-3.0-or-later
// The scope that the engine asks systemd for: what goes over the bus, to a bus of the test's own, and what comes of it.
#include "core/delegated_scope.h"
#include "core/scope_request.h"

#include "base/unique_fd.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusServer>
#include <QDBusVirtualObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstring>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum class Answer { Accept, Refuse, Silence };

/// A bus with a systemd on it, as far as askForScope can tell.
class FakeSystemd final : public QDBusVirtualObject
{
public:
    Answer answer = Answer::Accept;
    QList<QDBusMessage> calls;

    FakeSystemd()
    {
        connect(&m_server, &QDBusServer::newConnection, this, [this](QDBusConnection connection) {
            connection.registerVirtualObject(u"/"_s, this, QDBusConnection::SubPath);
            m_connections.append(connection);
        });
    }
    [[nodiscard]] QString address() const { return m_server.address(); }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() == "Hello"_L1)
            return connection.send(message.createReply(u":1.7"_s));
        calls.append(message);
        switch (answer) {
        case Answer::Accept:
            return connection.send(
                message.createReply(QVariant::fromValue(QDBusObjectPath(u"/org/freedesktop/systemd1/job/1"_s))));
        case Answer::Refuse:
            return connection.send(
                message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"Permission denied"_s));
        case Answer::Silence:
            break;
        }
        return true;
    }
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }

private:
    QDBusServer m_server{u"unix:tmpdir=/tmp"_s};
    QList<QDBusConnection> m_connections;
};

const ScopeRequest kRequest{.name = u"assay-12.scope"_s, .description = u"words"_s, .processes = {12, 34}};

/// Asks on another thread, as the engine does, while this one serves the bus.
Result<void> ask(const QString &address, Milliseconds timeout = 20s)
{
    std::atomic<bool> done = false;
    Result<void> result;
    std::thread asker([&] {
        result = askForScope(address, kRequest, timeout);
        done = true;
    });
    (void)QTest::qWaitFor([&done] { return done.load(); }, 60'000);
    asker.join();
    return result;
}

/// The properties of a StartTransientUnit, as they came.
QMap<QString, QVariant> propertiesOf(const QDBusMessage &call)
{
    QMap<QString, QVariant> properties;
    const auto argument = call.arguments().at(2).value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd()) {
        QString name;
        QDBusVariant value;
        argument.beginStructure();
        argument >> name >> value;
        argument.endStructure();
        properties.insert(name, value.variant());
    }
    argument.endArray();
    return properties;
}

} // namespace

class TestDelegatedScope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request_isWhatSystemdTakes();
    void refusal_isToldInItsWords();
    void silence_endsInTime();
    void listenerThatIsNoBus_endsInTime();
    void noBus_isNotFound();
    void userBus_isNeverStarted();
    void unifiedGroup_isFoundAmongOthers();
    void unifiedMount_isFoundAmongOthers();
    void enter_withoutNeedOrBus_saysWhy();
};

void TestDelegatedScope::request_isWhatSystemdTakes()
{
    FakeSystemd systemd;
    const auto asked = ask(systemd.address());
    QVERIFY2(asked, asked ? "" : asked.error().describe().c_str());
    QCOMPARE(systemd.calls.size(), 1);
    const QDBusMessage &call = systemd.calls.first();
    QCOMPARE(call.path(), u"/org/freedesktop/systemd1"_s);
    QCOMPARE(call.interface(), u"org.freedesktop.systemd1.Manager"_s);
    QCOMPARE(call.member(), u"StartTransientUnit"_s);
    QCOMPARE(call.signature(), u"ssa(sv)a(sa(sv))"_s);
    QCOMPARE(call.arguments().at(0).toString(), kRequest.name);
    QCOMPARE(call.arguments().at(1).toString(), u"fail"_s);
    const auto properties = propertiesOf(call);
    QCOMPARE(properties.value(u"Delegate"_s), QVariant(true));
    QCOMPARE(properties.value(u"Slice"_s), QVariant(u"app.slice"_s));
    QCOMPARE(properties.value(u"Description"_s), QVariant(u"words"_s));
    const auto processes = properties.value(u"PIDs"_s).value<QDBusArgument>();
    QCOMPARE(processes.currentSignature(), u"au"_s);
    QCOMPARE(qdbus_cast<QList<uint>>(processes), kRequest.processes);
}

void TestDelegatedScope::refusal_isToldInItsWords()
{
    FakeSystemd systemd;
    systemd.answer = Answer::Refuse;
    const auto asked = ask(systemd.address());
    QVERIFY(!asked && asked.error().code == Errc::Permission);
    QVERIFY(asked.error().detail.contains("Permission denied"));
}

void TestDelegatedScope::silence_endsInTime()
{
    FakeSystemd systemd;
    systemd.answer = Answer::Silence;
    QElapsedTimer timer;
    timer.start();
    const auto asked = ask(systemd.address(), 300ms);
    QVERIFY2(!asked && asked.error().code == Errc::Timeout, asked ? "" : asked.error().describe().c_str());
    QVERIFY(timer.elapsed() < 20'000);
    QCOMPARE(systemd.calls.size(), 1);
}

void TestDelegatedScope::listenerThatIsNoBus_endsInTime()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bus"_s);
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path - 1);
    QVERIFY(::bind(listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    QVERIFY(::listen(listener.get(), 8) == 0);
    QElapsedTimer timer;
    timer.start();
    const auto asked = ask(u"unix:path="_s + path, 300ms);
    QVERIFY2(!asked && asked.error().code == Errc::Timeout, asked ? "" : asked.error().describe().c_str());
    QVERIFY(timer.elapsed() < 20'000);
}

void TestDelegatedScope::noBus_isNotFound()
{
    const auto asked = ask(u"unix:path=/nonexistent/bus"_s);
    QVERIFY2(!asked && asked.error().code == Errc::NotFound, asked ? "" : asked.error().describe().c_str());
}

void TestDelegatedScope::userBus_isNeverStarted()
{
    const QTemporaryDir folder;
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(folder.path()));
    QCOMPARE(userBusAddress(), QString());
    QFile socket(folder.filePath(u"bus"_s));
    QVERIFY(socket.open(QIODevice::WriteOnly));
    QCOMPARE(userBusAddress(), u"unix:path="_s + folder.filePath(u"bus"_s));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/elsewhere");
    QCOMPARE(userBusAddress(), u"unix:path=/elsewhere"_s);
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestDelegatedScope::unifiedGroup_isFoundAmongOthers()
{
    QCOMPARE(unifiedGroupOf(u"5:memory:/a\n0::/user.slice/x.scope\n"_s), u"/user.slice/x.scope"_s);
    QCOMPARE(unifiedGroupOf(u"5:memory:/a\n10::/b\n"_s), QString());
}

void TestDelegatedScope::unifiedMount_isFoundAmongOthers()
{
    QCOMPARE(unifiedMountOf(u"22 1 0:20 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                            "23 1 0:21 / /sys/fs/cgroup/unified rw,nosuid shared:4 - cgroup2 cgroup2 rw\n"_s),
             u"/sys/fs/cgroup/unified"_s);
    QCOMPARE(unifiedMountOf(u"22 1 0:20 / /cgroup2 rw - ext4 /dev/sda rw\n"_s), QString());
}

void TestDelegatedScope::enter_withoutNeedOrBus_saysWhy()
{
    QElapsedTimer timer;
    timer.start();
    const ScopeReport report = enterDelegatedScope();
    QVERIFY2(report.state != ScopeState::Entered, qPrintable(report.detail)); // the bus was taken away above
    QVERIFY(!report.detail.isEmpty());
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TestDelegatedScope)
#include "tst_delegated_scope.moc"
