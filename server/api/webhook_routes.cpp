// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about webhooks.
#include "core/json/json_reader.h"
#include "core/json/webhook_json.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/route_table.h"
#include "server/webhooks/address_rules.h"
#include "server/webhooks/webhook_message.h"
#include "server/webhooks/webhook_sender.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

/// What a webhook may be told, whoever makes it has to be good for.
constexpr core::Scopes kAllEvents{Scope::SessionsRead, Scope::ProblemsRead, Scope::SubmissionsRead, Scope::EngineRead};

core::AuditEntry audited(core::AuditAction action, const ApiRequest &request, core::WebhookId id)
{
    return {.time = SystemClock().now(),
            .actor = request.who->account,
            .action = action,
            .session = std::nullopt,
            .object = core::textOf(id)};
}

Result<ApiReply> listWebhooks(ApiContext &context, const ApiRequest & /*request*/)
{
    QJsonArray webhooks;
    for (const core::Webhook &webhook : TRY(context.engine.store().webhooks()))
        webhooks.append(core::toJson(webhook));
    return jsonReply(QJsonObject{{"webhooks"_L1, webhooks}});
}

Result<ApiReply> addWebhook(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString url = in.text("url"_L1);
    const QStringList types = TRY(in.finish(in.texts("types"_L1)));
    if (!request.who->scopes.contains(kAllEvents))
        return problem(403, "forbidden", u"a webhook hears what its maker's token does not"_s);
    TRY(checkWebhookUrl(url, context.webhooks.allowsPrivate()));
    const QList<core::EventType> eventTypes = TRY(core::eventTypesFrom(types));
    const core::Webhook webhook{
        .id = core::WebhookId::make(), .url = url, .types = eventTypes, .created = SystemClock().now(), .lastSeq = 0};
    const QString secret = makeWebhookSecret();
    TRY(context.engine.store().addWebhook(webhook, secret,
                                          audited(core::AuditAction::WebhookAdded, request, webhook.id)));
    context.webhooks.wake();
    QJsonObject object = core::toJson(webhook);
    object.remove("last_seq"_L1);
    object.insert("secret"_L1, secret);
    return jsonReply(object, 201);
}

Result<ApiReply> removeWebhook(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::WebhookId>("webhook"));
    TRY(context.engine.store().removeWebhook(id, audited(core::AuditAction::WebhookRemoved, request, id)));
    context.webhooks.wake();
    return HttpResponse{.status = 204, .headers = {}, .body = {}, .stream = {}};
}

Result<ApiReply> listDeliveries(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::WebhookId>("webhook"));
    QJsonArray deliveries;
    for (const core::WebhookDelivery &delivery :
         TRY(context.engine.store().deliveries(id, TRY(request.number(u"limit"_s, 100, 1, 1000)))))
        deliveries.append(core::toJson(delivery));
    return jsonReply(QJsonObject{{"deliveries"_L1, deliveries}});
}

Result<ApiReply> redeliver(ApiContext &context, const ApiRequest &request)
{
    const auto webhook = TRY(request.id<core::WebhookId>("webhook"));
    const auto delivery = TRY(request.id<core::DeliveryId>("delivery"));
    TRY(context.engine.store().redeliver(webhook, delivery));
    context.webhooks.wake();
    return HttpResponse{.status = 202, .headers = {}, .body = {}, .stream = {}};
}

constexpr ApiRoute kRoutes[] = {
    {"GET", "/api/v1/webhooks", "listWebhooks", "Addresses elsewhere that are told of events",
     ApiAccess::with(Scope::EngineRead), listWebhooks},
    {"POST", "/api/v1/webhooks", "addWebhook",
     "Tells an address of events of some types from now on; its secret is told once",
     ApiAccess::with(Scope::EngineWrite), addWebhook, "WebhookDraft"},
    {"DELETE", "/api/v1/webhooks/{webhook}", "removeWebhook", "It is told nothing more",
     ApiAccess::with(Scope::EngineWrite), removeWebhook},
    {"GET", "/api/v1/webhooks/{webhook}/deliveries{?limit}", "listDeliveries", "What it was told, newest first",
     ApiAccess::with(Scope::EngineRead), listDeliveries},
    {"POST", "/api/v1/webhooks/{webhook}/deliveries/{delivery}:redeliver", "redeliver",
     "What ended is sent once more, before all others", ApiAccess::with(Scope::EngineWrite), redeliver},
};

} // namespace

std::span<const ApiRoute> webhookRoutes()
{
    return kRoutes;
}

} // namespace assay::server
