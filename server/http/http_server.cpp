// SPDX-License-Identifier: GPL-3.0-or-later
// HttpServer: listens, and has a connection for each client, within limits.
#include "server/http/http_server.h"

#include <QSslServer>
#include <QSslSocket>

#include <algorithm>

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

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

QHostAddress peerOf(qintptr descriptor)
{
    struct sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getpeername(static_cast<int>(descriptor), reinterpret_cast<struct sockaddr *>(&address), &length) != 0)
        return {};
    return QHostAddress(reinterpret_cast<const struct sockaddr *>(&address));
}

/// Its children are those that have not come to terms, or were not taken yet: one address has so many and no more.
class TlsServer final : public QSslServer
{
public:
    explicit TlsServer(int perAddress)
        : m_perAddress(perAddress)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        const QHostAddress peer = peerOf(descriptor);
        int ofAddress = 0;
        for (const auto *socket : findChildren<QSslSocket *>(Qt::FindDirectChildrenOnly))
            ofAddress += socket->peerAddress() == peer ? 1 : 0;
        if (peer.isNull() || ofAddress >= m_perAddress)
            ::close(static_cast<int>(descriptor));
        else
            QSslServer::incomingConnection(descriptor);
    }

private:
    int m_perAddress;
};

/// One with TLS hands over only those that came to terms, in time.
std::unique_ptr<QTcpServer> serverFor(const HttpServerOptions &options)
{
    if (!options.tls)
        return std::make_unique<QTcpServer>();
    auto server = std::make_unique<TlsServer>(options.connectionsPerAddress);
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
