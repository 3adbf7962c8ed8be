// SPDX-License-Identifier: GPL-3.0-or-later
// ApiSocket: the events and the operations of the API over one WebSocket.
#pragma once

#include "server/api/event_stream.h"
#include "server/http/web_socket.h"

#include <QJsonObject>

namespace assay::server {

/// Its client is told events as it would be in lines of JSON, a message each. What it sends is a request to an operation,
/// {"id", "method", "path", "body"}: it is handled as if it had come by itself with the same token, and answered with
/// {"type": "reply", "id", "status", "location", "body"}, whichever is ready first.
class ApiSocket final : public WebSocket, private HttpStream, public std::enable_shared_from_this<ApiSocket>
{
public:
    /// Events after that one.
    ApiSocket(ApiContext &context, const ApiRequest &request, std::int64_t after);

    void drained() override;

private:
    void opened() override;
    void textReceived(const QByteArray &text) override;
    void closed() override;
    void reply(const QJsonValue &id, const HttpResponse &response);
    void perform(const QJsonValue &id, HttpRequest request);

    // What the events are written to.
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override { return WebSocket::backlog(); }
    void end() override;

    ApiContext &m_context;
    ApiRequest m_request;
    std::int64_t m_after;
    std::shared_ptr<EventStream> m_events;
    int m_underWay = 0;
    int m_silent = 0; ///< So many times nothing came since its client was last asked whether it is there.
};

/// The response that makes a WebSocket of the connection, or says what is wrong with the request for one.
[[nodiscard]] HttpResponse openSocket(ApiContext &context, const ApiRequest &request, std::int64_t after);

} // namespace assay::server
