// SPDX-License-Identifier: GPL-3.0-or-later
// HttpServer: listens, and has a connection for each client, within limits.
#pragma once

#include "server/http/http_connection.h"

#include "base/result.h"

#include <QHash>
#include <QSet>
#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>

namespace assay::server {

struct HttpServerOptions {
    HttpLimits limits;
    HttpTimeouts timeouts;
    int connections = 1000; ///< In all; kept below what descriptors allow.
    int connectionsPerAddress = 64;
    std::optional<QSslConfiguration> tls; ///< Nothing: HTTP as it is.
};

/// Of the thread that makes it, which runs an event loop.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    HttpServer(HttpHandler handler, HttpServerOptions options, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Port 0: any that is free. Errors: Io.
    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); }
    /// Takes no more; connections end as soon as they may. Emits drained when none is left.
    void finish();

Q_SIGNALS:
    void drained();

private:
    void takeConnections();
    void uncount(HttpConnection *connection);
    void forget(HttpConnection *connection);

    HttpHandler m_handler;
    HttpServerOptions m_options;
    std::unique_ptr<QTcpServer> m_server;
    QSet<HttpConnection *> m_connections;
    QHash<QHostAddress, int> m_perAddress; ///< Of those that are not leaving.
    QSet<HttpConnection *> m_counted;
    bool m_finishing = false;
};

} // namespace assay::server
