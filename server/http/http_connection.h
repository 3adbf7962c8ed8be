// SPDX-License-Identifier: GPL-3.0-or-later
// HttpConnection: one client's connection: its requests in order, its deadlines, its responses.
#pragma once

#include "server/http/request_parser.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>

class QSslSocket;

namespace assay::server {

struct HttpTimeouts {
    std::chrono::milliseconds head{10'000}; ///< From the first byte of a request to the end of its head.
    std::chrono::milliseconds body{30'000}; ///< For its body after that.
    std::chrono::milliseconds idle{60'000}; ///< Between requests, and for a client that does not read its response.
};

/// What a server does with requests. On the server's thread.
struct HttpHandler {
    /// Asked once the head is there.
    std::function<qint64(const HttpRequest &)> bodyLimit;
    /// `respond` is called once, sooner or later, on the server's thread; it may be called when the connection is gone.
    std::function<void(HttpRequest request, std::function<void(HttpResponse)> respond)> handle;
    /// The response that says what is wrong.
    std::function<HttpResponse(const HttpRefusal &)> refuse;
};

/// Of the server's thread; goes by itself when it is over.
class HttpConnection final : public QObject, private HttpStream
{
    Q_OBJECT

public:
    /// Takes the socket. `handler` outlives it.
    HttpConnection(QTcpSocket *socket, const HttpHandler &handler, const HttpLimits &limits,
                   const HttpTimeouts &timeouts, QObject *parent);
    ~HttpConnection() override;

    [[nodiscard]] QHostAddress peer() const { return m_peer; }
    /// Ends it once what it does is done; an idle one at once.
    void finish();

Q_SIGNALS:
    /// Everything is said; it only waits for the client to read that.
    void leaving(HttpConnection *self);
    void closed(HttpConnection *self);

private:
    void readMore();
    void hear();
    void parse();
    void answer(HttpRequest request);
    void send(HttpResponse response);
    void refuse(const HttpRefusal &refusal);
    void startStream(std::shared_ptr<HttpStreamSource> source);
    void endStream();
    void setDeadline(std::chrono::milliseconds after);
    void setBodyDeadline(qsizetype more);
    void armTimer(std::chrono::milliseconds after);
    void deadlinePassed();
    void bytesLeft();
    void disconnected();
    void closeSoon();
    void sayGoodbye();

    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override;
    void end() override;

    QTcpSocket *m_socket;
    QSslSocket *m_tls; ///< The same; null without TLS.
    const HttpHandler &m_handler;
    HttpTimeouts m_timeouts;
    RequestParser m_parser;
    QHostAddress m_peer;
    QTimer m_deadline;
    std::optional<std::chrono::steady_clock::time_point> m_due; ///< Nothing: there is no deadline now.
    std::chrono::steady_clock::time_point m_fires; ///< When the timer does, at the latest by `m_due`.
    std::chrono::steady_clock::time_point m_bodySince;
    qint64 m_bodySize = 0; ///< Of what has come of it since.
    qint64 m_thrownAway = 0; ///< Of what came when nobody wanted it any more.
    QByteArray m_unread; ///< What came behind the request that is being answered.
    std::shared_ptr<HttpStreamSource> m_stream;
    RequestParser::State m_seen = RequestParser::State::Idle; ///< What the deadline is for.
    bool m_parsing = false;
    bool m_answering = false;
    bool m_isHead = false; ///< The request that is being answered is HEAD:
    bool m_keepAlive = true; ///< and whether another may follow.
    bool m_isOld = false; ///< HTTP/1.0
    bool m_closing = false;
};

} // namespace assay::server
