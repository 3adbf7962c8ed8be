// SPDX-License-Identifier: GPL-3.0-or-later
// RequestParser: bytes of a connection as HTTP/1 requests, one at a time, within limits.
#pragma once

#include "server/http/http_message.h"

#include <functional>

#include <llhttp.h>

namespace assay::server {

struct HttpLimits {
    qsizetype head = 16 * 1024; ///< Request line, headers, and what comes with chunks, in bytes.
    qsizetype headers = 100;
    qint64 body = 64 * 1024 * 1024; ///< Unless the route says less, and nearly every one does.
};

/// What is wrong with a request, as the status that says so.
struct HttpRefusal {
    int status = 400;
    QByteArray detail; ///< In English; nothing of what was sent.
};

/// Strict: what two programs could read in two ways is refused (RFC 9112, section 11.2).
class RequestParser
{
public:
    /// `bodyLimit` is asked once a request's head is there.
    RequestParser(const HttpLimits &limits, std::function<qint64(const HttpRequest &)> bodyLimit);
    RequestParser(const RequestParser &) = delete;
    RequestParser &operator=(const RequestParser &) = delete;

    enum class State {
        Idle, ///< Between two requests.
        Head,
        Body,
        Complete, ///< takeRequest; nothing more is read before.
        Refused, ///< Nothing more is read ever.
    };

    /// Reads as far as the end of one request; returns how many bytes it took.
    qsizetype feed(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// In state Complete; the next request may come then.
    [[nodiscard]] HttpRequest takeRequest();
    [[nodiscard]] const HttpRefusal &refusal() const { return m_refusal; }
    /// In state Body: whether it was asked to say "100 Continue", which is asked once.
    [[nodiscard]] bool takeExpectation() { return std::exchange(m_expects, false); }

private:
    static int onBegin(llhttp_t *parser);
    static int onTarget(llhttp_t *parser, const char *at, size_t length);
    static int onName(llhttp_t *parser, const char *at, size_t length);
    static int onValue(llhttp_t *parser, const char *at, size_t length);
    static int onValueEnd(llhttp_t *parser);
    static int onHead(llhttp_t *parser);
    static int onExtension(llhttp_t *parser, const char *at, size_t length);
    static int onBody(llhttp_t *parser, const char *at, size_t length);
    static int onComplete(llhttp_t *parser);
    static const llhttp_settings_t &settings();
    static RequestParser &of(llhttp_t *parser) { return *static_cast<RequestParser *>(parser->data); }

    int countHead(size_t length);
    int refuse(int status, QByteArray detail);
    [[nodiscard]] std::optional<HttpRefusal> findFault() const;

    HttpLimits m_limits;
    std::function<qint64(const HttpRequest &)> m_bodyLimit;
    llhttp_t m_parser{};
    State m_state = State::Idle;
    HttpRequest m_request;
    HttpRefusal m_refusal;
    qsizetype m_headBytes = 0;
    qint64 m_mostBody = 0;
    bool m_expects = false;
};

} // namespace assay::server
