// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about the server itself: health, figures, what there is.
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/event_stream.h"
#include "server/api/metrics.h"
#include "server/api/openapi.h"
#include "server/api/route_table.h"

#include "core/json/text.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

Result<ApiReply> health(ApiContext & /*context*/, const ApiRequest & /*request*/)
{
    // Asked every second by whoever looks after many servers, and always the same: made once.
    static const HttpResponse ok = jsonReply(QJsonObject{{"status"_L1, u"ok"_s}}).with("ETag", "\"ok\"");
    return ok;
}

QJsonObject component(const QString &name, bool ready, const QString &why)
{
    return {{"name"_L1, name}, {"ready"_L1, ready}, {"why"_L1, ready ? QString() : why}};
}

/// Says which part is not ready, and not what of it is where: anybody may ask.
Result<ApiReply> ready(ApiContext &context, const ApiRequest & /*request*/)
{
    const auto seq = context.engine.store().lastSeq();
    const core::EngineStatus status = context.engine.status();
    const QJsonArray components{
        component(u"store"_s, seq.has_value(), u"the database does not answer"_s),
        component(u"sandbox"_s, status.sandbox.usable, u"programs cannot be run at the tier that is required"_s),
        component(u"disk"_s, status.disk.isEmpty(), u"the disk is nearly full"_s),
        component(u"server"_s, !context.draining, u"it is stopping"_s),
    };
    bool all = true;
    for (const QJsonValue &one : components)
        all = all && one["ready"_L1].toBool();
    return jsonReply(QJsonObject{{"status"_L1, all ? u"ready"_s : u"not ready"_s}, {"components"_L1, components}},
                     all ? 200 : 503);
}

Result<ApiReply> metrics(ApiContext &context, const ApiRequest & /*request*/)
{
    const core::QueueDepth depth = TRY(context.engine.store().queueDepth());
    QByteArray text;
    appendFigure(text, "queue_waiting_run", "gauge", "Runs that wait.", depth.waitingRun);
    appendFigure(text, "queue_waiting_submit", "gauge", "Submissions that wait.", depth.waitingSubmit);
    appendFigure(text, "judgements_active", "gauge", "Judgements under way, of all engines.", depth.active);
    appendFigure(text, "event_seq", "gauge", "Number of the newest event.", TRY(context.engine.store().lastSeq()));
    appendFigure(text, "event_streams", "gauge", "Clients that listen to events.",
                 static_cast<std::int64_t>(context.events.streamCount()));
    appendFigure(text, "sockets", "gauge", "Of those, by WebSocket.", context.sockets.load());
    context.metrics.appendTo(text);
    appendFigure(text, "http_requests", "counter", "Requests that came.", context.requests.load());
    HttpResponse response;
    response.body = text + "# EOF\n";
    return std::move(response.with("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8"));
}

Result<ApiReply> openApi(ApiContext & /*context*/, const ApiRequest & /*request*/)
{
    return jsonReply(openApiDocument());
}

using core::Scope;

constexpr ApiRoute kRoutes[] = {
    {"GET", "/healthz", "getHealth", "Whether the server answers", ApiAccess::open(), health, nullptr, 0, nullptr,
     true},
    {"GET", "/readyz", "getReadiness", "Whether everything that judging needs is there", ApiAccess::open(), ready},
    {"GET", "/metrics", "getMetrics", "Figures in OpenMetrics", ApiAccess::with(Scope::EngineRead), metrics},
    {"GET", "/api/openapi.json", "getOpenApi", "This API as OpenAPI 3.1", ApiAccess::open(), openApi},
};

} // namespace

std::span<const ApiRoute> opsRoutes()
{
    return kRoutes;
}

} // namespace assay::server
