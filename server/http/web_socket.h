// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocket: messages both ways over a connection that began as HTTP (RFC 6455).
#pragma once

#include "server/http/request_parser.h"

#include <expected>

struct wslay_event_context;

namespace assay::server {

/// Why a WebSocket ends (RFC 6455, section 7.4.1).
enum class WebSocketStatus : std::uint16_t {
    GoingAway = 1001,
    Unsupported = 1003,
    TooBig = 1009,
};

/// What the response to a handshake says in Sec-WebSocket-Accept, or what is wrong with it: 426 where a client asked for a
/// page, or for another version.
[[nodiscard]] std::expected<QByteArray, HttpRefusal> webSocketAccept(const HttpRequest &request);

/// The server's end. On the server's thread. Strict: whatever is not to the letter ends it with the status that says why, and
/// what comes behind that is not read.
class WebSocket : public HttpStreamSource
{
public:
    /// A message that is longer, in bytes, ends it.
    explicit WebSocket(qsizetype longestMessage);
    ~WebSocket() override;

    void start(HttpStream &stream) final;
    void received(QByteArrayView bytes) final;
    [[nodiscard]] bool listens() const final { return true; }
    void ended() final;

protected:
    /// The connection is a WebSocket's now.
    virtual void opened() = 0;
    /// A whole message, which is text. What is binary ends the connection.
    virtual void textReceived(const QByteArray &text) = 0;
    /// It is over, whoever ended it.
    virtual void closed() = 0;

    /// UTF-8. Nothing after it was closed.
    void sendText(QByteArrayView text);
    /// Asks whether somebody is there.
    void ping();
    /// Whether anything came since the last call.
    [[nodiscard]] bool takeSign() { return std::exchange(m_sign, false); }
    void close(WebSocketStatus status, QByteArrayView reason);
    [[nodiscard]] qint64 backlog() const { return m_stream == nullptr ? 0 : m_stream->backlog(); }

private:
    struct Callbacks;
    void take(QByteArrayView piece);
    void queue(std::uint8_t opcode, QByteArrayView payload);
    void flush();

    wslay_event_context *m_context = nullptr;
    HttpStream *m_stream = nullptr; ///< Null once it was ended.
    QByteArrayView m_input; ///< Of the call that is under way.
    QByteArray m_message; ///< As far as it came.
    qsizetype m_longest;
    bool m_inControl = false; ///< What comes is of a ping, a pong or the end.
    bool m_sign = true;
};

} // namespace assay::server
