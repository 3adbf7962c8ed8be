// SPDX-License-Identifier: GPL-3.0-or-later
// ServerHost: the embedded HTTP server on a thread of its own, off until it is asked for.
#include "app/server_host.h"

#include "app/engine_host.h"
#include "server/api/api_server.h"
#include "server/api/own_tls.h"

#include <QHostInfo>

namespace assay::app {

ServerHost::ServerHost(EngineHost &host, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_there(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("server"));
    m_there->moveToThread(&m_thread);
    m_thread.start();
}

ServerHost::~ServerHost()
{
    QMetaObject::invokeMethod(m_there.get(), [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void ServerHost::start(const ServerWishes &wishes)
{
    QMetaObject::invokeMethod(
        m_there.get(),
        [this, wishes] {
            m_server.reset();
            auto state = open(wishes);
            QMetaObject::invokeMethod(
                this,
                [this, state = std::move(state)] {
                    m_state = state.value_or(ServerState{});
                    Q_EMIT changed();
                    if (!state)
                        Q_EMIT failed(state.error());
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void ServerHost::stop()
{
    QMetaObject::invokeMethod(
        m_there.get(),
        [this] {
            m_server.reset();
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_state = {};
                    Q_EMIT changed();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

/// On the server's thread.
Result<ServerState> ServerHost::open(const ServerWishes &wishes)
{
    core::Engine &engine = *m_host.engine();
    if (const QString tier = engine.status().sandbox.tier; !wishes.anyTier && tier != QStringLiteral("full"))
        return fail(Errc::TierTooLow, "programs of others need the full sandbox tier, and this computer has " +
                                          tier.toStdString() + "; the setting sandbox.least_tier may allow less");
    const bool isNetwork = wishes.exposure == Exposure::Network;
    server::ApiServerOptions options{.address = QHostAddress(isNetwork ? QHostAddress::Any : QHostAddress::LocalHost),
                                     .port = wishes.port,
                                     .hosts = {},
                                     .http = {},
                                     .webhooks = {}};
    ServerState state{.exposure = wishes.exposure, .links = {}, .fingerprint = {}};
    if (isNetwork) {
        if (const QString name = QHostInfo::localHostName(); !name.isEmpty())
            options.hosts = {name, name + QStringLiteral(".local")};
        const auto tls = TRY(server::ownTls(m_host.options().dataFolder, options.address, options.hosts));
        options.http.tls = tls.configuration;
        state.fingerprint = tls.fingerprint;
    }
    auto server = std::make_unique<server::ApiServer>(engine, m_clock, options);
    TRY(server->listen());
    state.links = server->urls();
    m_server = std::move(server);
    return state;
}

} // namespace assay::app
