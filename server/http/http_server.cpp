// SPDX-License-Identifier: GPL-3.0-or-later
// HttpServer: listens, and has a connection for each client, within limits.
#include "server/http/http_server.h"

#include <QSslServer>

#include <algorithm>

#include <sys/resource.h>

namespace assay::server {

namespace {

constexpr int kMostHandshakes = 200; ///< Of TLS, at once.
constexpr int kOtherDescriptors = 256; ///< For the store, the sandbox and the rest of the engine.

/// Descriptors that are left for connections.
int affordable(int wanted)
{
    struct rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return wanted;
    const auto most = static_cast<std::int64_t>(limit.rlim_cur) - kOtherDescriptors;
    return static_cast<int>(std::clamp<std::int64_t>(most, 16, wanted));
}

/// One with TLS hands over only those that came to terms, in time.
std::unique_ptr<QTcpServer> serverFor(const HttpServerOptions &options)
{
    if (!options.tls)
        return std::make_unique<QTcpServer>();
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(*options.tls);
    server->setHandshakeTimeout(static_cast<int>(options.timeouts.head.count()));
    server->setMaxPendingConnections(kMostHandshakes);
    return server;
}

} // namespace

HttpServer::HttpServer(HttpHandler handler, HttpServerOptions options, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_options(std::move(options))
    , m_server(serverFor(m_options))
{
    m_options.connections = affordable(m_options.connections);
    // With TLS a connection is there once it came to terms; the other signal is of its first byte.
    if (m_options.tls)
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &HttpServer::takeConnections);
    else
        connect(m_server.get(), &QTcpServer::newConnection, this, &HttpServer::takeConnections);
}

HttpServer::~HttpServer()
{
    m_server->close();
    for (HttpConnection *connection : std::as_const(m_connections))
        delete connection;
}

Result<void> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        return fail(Errc::Io, address.toString().toStdString() + ":" + std::to_string(port) + ": " +
                                  m_server->errorString().toStdString());
    return {};
}

void HttpServer::takeConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        int &ofAddress = m_perAddress[socket->peerAddress()];
        if (ofAddress >= m_options.connectionsPerAddress || m_finishing) {
            if (ofAddress == 0)
                m_perAddress.remove(socket->peerAddress());
            socket->abort();
            delete socket;
            continue;
        }
        ++ofAddress;
        auto *connection = new HttpConnection(socket, m_handler, m_options.limits, m_options.timeouts, this);
        m_connections.insert(connection);
        m_counted.insert(connection);
        connect(connection, &HttpConnection::leaving, this, &HttpServer::uncount);
        connect(connection, &HttpConnection::closed, this, &HttpServer::forget);
        if (m_connections.size() >= m_options.connections)
            m_server->pauseAccepting(); // the rest wait in the kernel's queue
    }
}

/// Its address may have another one.
void HttpServer::uncount(HttpConnection *connection)
{
    if (!m_counted.remove(connection))
        return;
    const auto count = m_perAddress.find(connection->peer());
    if (count != m_perAddress.end() && --*count <= 0)
        m_perAddress.erase(count);
}

void HttpServer::forget(HttpConnection *connection)
{
    if (!m_connections.remove(connection))
        return;
    uncount(connection);
    connection->deleteLater();
    if (m_finishing && m_connections.isEmpty())
        Q_EMIT drained();
    else if (m_server->isListening())
        m_server->resumeAccepting();
}

void HttpServer::finish()
{
    m_finishing = true;
    m_server->close();
    const auto connections = m_connections;
    for (HttpConnection *connection : connections)
        connection->finish();
    if (m_connections.isEmpty())
        Q_EMIT drained();
}

} // namespace assay::server
