// SPDX-License-Identifier: GPL-3.0-or-later
// ApiServer: the API over HTTP: who may ask, which operation it is, and its answer.
#pragma once

#include "server/api/api_context.h"
#include "server/api/event_stream.h"
#include "server/api/metrics.h"
#include "server/api/request_rates.h"
#include "server/api/route_table.h"
#include "server/http/http_server.h"
#include "server/webhooks/webhook_sender.h"

#include <QMultiHash>
#include <QThreadPool>

namespace assay::server {

struct ApiServerOptions {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0; ///< 0: any that is free.
    QStringList hosts; ///< Names by which it may be called, beside those of this computer's own addresses.
    QByteArrayList origins = {}; ///< Whose pages may ask, with a token: "https://grades.example". (CORS)
    int requestsPerMinute = 600; ///< Of one token, or of one address without a good one; 0: no limit.
    bool dev = false; ///< See ApiContext.
    HttpServerOptions http;
    WebhookOptions webhooks;
};

/// Of the thread that makes it, which runs an event loop. The engine outlives it.
class ApiServer final : public QObject
{
    Q_OBJECT

public:
    ApiServer(core::Engine &engine, const Clock &clock, ApiServerOptions options);
    ~ApiServer() override;

    /// Errors: Io.
    [[nodiscard]] Result<void> listen();
    /// "http://127.0.0.1:8080"
    [[nodiscard]] QString url() const;
    /// By which it is reached: of each of this computer's addresses where it listens at any.
    [[nodiscard]] QStringList urls() const;
    /// Takes no more requests, and lets those under way end. Emits drained.
    void finish();

Q_SIGNALS:
    void drained();

private:
    using Respond = std::function<void(HttpResponse)>;

    /// A client that waits for a submission to be judged.
    struct Waiting {
        ApiRequest request;
        const ApiRoute *route = nullptr;
        Respond respond;
    };

    void handle(HttpRequest request, Respond respond);
    [[nodiscard]] std::optional<HttpResponse> refuse(const HttpRequest &request);
    [[nodiscard]] bool isOwnHost(const QByteArray &host) const;
    [[nodiscard]] qint64 bodyLimit(const HttpRequest &request) const;
    void route(HttpRequest request, const Respond &respond);
    void run(const ApiRoute &route, ApiRequest request, Respond respond);
    [[nodiscard]] Result<ApiReply> answer(const ApiRoute &route, const ApiRequest &request);
    [[nodiscard]] ApiReply perform(const ApiRoute &route, ApiRequest &request);
    void wait(const ApiRoute &route, ApiRequest request, const ApiReply &reply, Respond respond);
    void endWait(quint64 key);
    [[nodiscard]] QString urlAt(const QHostAddress &address) const;
    [[nodiscard]] static HttpResponse finished(HttpResponse response, const HttpRequest &request);

    ApiServerOptions m_options;
    QByteArray m_knownHost; ///< The last `Host` that was found to be this server: of its own thread.
    QThreadPool m_pool;
    Tickets m_tickets;
    EventHub m_events;
    Metrics m_metrics;
    WebhookSender m_webhooks;
    ApiContext m_context;
    RequestRates m_rates;
    QHash<quint64, Waiting> m_waiting;
    QMultiHash<core::SubmissionId, quint64> m_waitingFor;
    quint64 m_lastWait = 0;
    HttpServer m_http; ///< Last: its connections use the rest.
};

} // namespace assay::server
