// SPDX-License-Identifier: GPL-3.0-or-later
// A request to systemd for a scope with delegated control groups, over D-Bus.
#include "core/scope_request.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QFileInfo>

namespace assay::core {

namespace {

/// An element of a(sv).
struct UnitProperty {
    QString name;
    QDBusVariant value;
};

/// An element of a(sa(sv)): units to be started with it, of which there are none.
struct AuxiliaryUnit {
    QString name;
    QList<UnitProperty> properties;
};

QDBusArgument &operator<<(QDBusArgument &argument, const UnitProperty &property)
{
    argument.beginStructure();
    argument << property.name << property.value;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, UnitProperty &property)
{
    argument.beginStructure();
    argument >> property.name >> property.value;
    argument.endStructure();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const AuxiliaryUnit &unit)
{
    argument.beginStructure();
    argument << unit.name << unit.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, AuxiliaryUnit &unit)
{
    argument.beginStructure();
    argument >> unit.name >> unit.properties;
    argument.endStructure();
    return argument;
}

QVariant property(const char *name, const QVariant &value)
{
    return QVariant::fromValue(UnitProperty{.name = QString::fromLatin1(name), .value = QDBusVariant(value)});
}

Error toError(const QDBusMessage &reply)
{
    const QString text = reply.errorName() + QStringLiteral(": ") + reply.errorMessage();
    const QDBusError::ErrorType type = QDBusError(reply).type();
    const bool late = type == QDBusError::NoReply || type == QDBusError::Timeout || type == QDBusError::TimedOut;
    const bool nobody = type == QDBusError::ServiceUnknown || type == QDBusError::Disconnected;
    return Error{.code = late     ? Errc::Timeout
                         : nobody ? Errc::NotFound
                                  : Errc::Permission,
                 .detail = text.toStdString()};
}

/// A connection for one question: as to a peer, since the bus protocol's own set-up knows no timeout.
class PeerConnection
{
public:
    explicit PeerConnection(const QString &address)
        : m_connection(QDBusConnection::connectToPeer(address, kName))
    {
    }
    PeerConnection(const PeerConnection &) = delete;
    PeerConnection &operator=(const PeerConnection &) = delete;
    ~PeerConnection() { QDBusConnection::disconnectFromPeer(kName); }

    [[nodiscard]] bool isConnected() const { return m_connection.isConnected(); }
    Result<void> call(const QDBusMessage &message, Milliseconds timeout)
    {
        const QDBusMessage reply = m_connection.call(message, QDBus::Block, static_cast<int>(timeout.count()));
        if (reply.type() == QDBusMessage::ReplyMessage)
            return {};
        return std::unexpected(toError(reply));
    }

private:
    static inline const QString kName = QStringLiteral("assay-scope-request");
    QDBusConnection m_connection;
};

} // namespace

QDBusMessage scopeMessage(const ScopeRequest &request)
{
    qDBusRegisterMetaType<UnitProperty>();
    qDBusRegisterMetaType<QList<UnitProperty>>();
    qDBusRegisterMetaType<AuxiliaryUnit>();
    qDBusRegisterMetaType<QList<AuxiliaryUnit>>();
    qDBusRegisterMetaType<QList<uint>>();
    QList<UnitProperty> properties;
    for (const auto &value :
         {property("Description", request.description), property("PIDs", QVariant::fromValue(request.processes)),
          property("Delegate", true), property("Slice", QStringLiteral("app.slice")),
          property("CollectMode", QStringLiteral("inactive-or-failed"))})
        properties.append(value.value<UnitProperty>());
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.systemd1"), QStringLiteral("/org/freedesktop/systemd1"),
        QStringLiteral("org.freedesktop.systemd1.Manager"), QStringLiteral("StartTransientUnit"));
    message.setArguments({request.name, QStringLiteral("fail"), QVariant::fromValue(properties),
                          QVariant::fromValue(QList<AuxiliaryUnit>())});
    return message;
}

Result<void> askForScope(const QString &busAddress, const ScopeRequest &request, Milliseconds timeout)
{
    PeerConnection connection(busAddress);
    if (!connection.isConnected())
        return fail(Errc::NotFound, "no bus at " + busAddress.toStdString());
    TRY(connection.call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
                                                       QStringLiteral("/org/freedesktop/DBus"),
                                                       QStringLiteral("org.freedesktop.DBus"), QStringLiteral("Hello")),
                        timeout));
    return connection.call(scopeMessage(request), timeout);
}

QString userBusAddress()
{
    if (const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"); !address.isEmpty())
        return address;
    // Without the variable libdbus would start a bus of its own.
    const QString socket = qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus");
    return QFileInfo::exists(socket) ? QStringLiteral("unix:path=") + socket : QString();
}

} // namespace assay::core
