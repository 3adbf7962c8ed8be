// SPDX-License-Identifier: GPL-3.0-or-later
// ServerHost: the embedded HTTP server on a thread of its own, off until it is asked for.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QObject>
#include <QStringList>
#include <QThread>

#include <memory>
#include <optional>

namespace assay::server {
class ApiServer;
}

namespace assay::app {

class EngineHost;

/// Who can reach the server.
enum class Exposure : std::uint8_t {
    Nobody,
    ThisComputer, ///< Loopback.
    Network, ///< By HTTPS.
};

struct ServerState {
    Exposure exposure = Exposure::Nobody;
    QStringList links; ///< "https://192.0.2.7:8443", as others write them.
    QString fingerprint; ///< Of the certificate; empty without TLS.

    bool operator==(const ServerState &) const = default;
};

struct ServerWishes {
    Exposure exposure = Exposure::ThisComputer;
    quint16 port = 8080; ///< 0: any that is free.
    bool anyTier = false; ///< A setting says which sandbox tier programs need; else those of others need "full".
};

class ServerHost final : public QObject
{
    Q_OBJECT

public:
    /// The host is borrowed, and outlives this.
    explicit ServerHost(EngineHost &host, QObject *parent = nullptr);
    ~ServerHost() override;

    /// `changed` or `failed` follows. Of an engine that is open.
    void start(const ServerWishes &wishes);
    void stop();
    [[nodiscard]] const ServerState &state() const { return m_state; }

Q_SIGNALS:
    void changed();
    void failed(const assay::Error &error);

private:
    [[nodiscard]] Result<ServerState> open(const ServerWishes &wishes);

    EngineHost &m_host;
    SystemClock m_clock;
    ServerState m_state;
    QThread m_thread;
    std::unique_ptr<QObject> m_there; ///< Lives on the thread, as the server does.
    std::unique_ptr<server::ApiServer> m_server;
};

} // namespace assay::app
