// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of webhooks and what they were told.
#include "core/json/webhook_json.h"

#include "core/json/json_reader.h"
#include "core/json/json_values.h"
#include "core/json/text.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::core {

QJsonObject toJson(const Webhook &webhook)
{
    QJsonArray types;
    for (const EventType type : webhook.types)
        types.append(textOf(kEventTypeNames, type));
    return {
        {"id"_L1, textOf(webhook.id)},
        {"url"_L1, webhook.url},
        {"types"_L1, types},
        {"created"_L1, timeToText(webhook.created)},
        {"last_seq"_L1, qint64{webhook.lastSeq}},
    };
}

QJsonObject toJson(const WebhookDelivery &delivery)
{
    return {
        {"id"_L1, textOf(delivery.id)},
        {"webhook_id"_L1, textOf(delivery.webhook)},
        {"seq"_L1, qint64{delivery.seq}},
        {"type"_L1, textOf(kEventTypeNames, delivery.type)},
        {"state"_L1, textOf(kDeliveryStateNames, delivery.state)},
        {"attempts"_L1, delivery.attempts},
        {"status"_L1, delivery.status},
        {"error"_L1, delivery.error},
        {"created"_L1, timeToText(delivery.created)},
        {"next_attempt"_L1, timeToText(delivery.nextAttempt)},
        {"ended"_L1, timeToJson(delivery.ended)},
    };
}

Result<WebhookDelivery> deliveryFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(WebhookDelivery{
        .id = in.id<DeliveryId>("id"_L1),
        .webhook = in.id<WebhookId>("webhook_id"_L1),
        .seq = in.integer("seq"_L1),
        .type = in.enumValue("type"_L1, kEventTypeNames),
        .state = in.enumValue("state"_L1, kDeliveryStateNames),
        .attempts = in.smallInteger("attempts"_L1),
        .status = in.smallInteger("status"_L1),
        .error = in.text("error"_L1),
        .created = in.time("created"_L1),
        .nextAttempt = in.time("next_attempt"_L1),
        .ended = in.optional("ended"_L1, [&in](auto key) { return in.time(key); }),
    });
}

Result<QList<EventType>> eventTypesFrom(const QStringList &names)
{
    QList<EventType> types;
    for (const QString &name : names) {
        const auto type = valueFrom(kEventTypeNames, name);
        if (!type || types.contains(*type))
            return fail(Errc::InvalidArgument, "no type of events, or one twice: " + name.toStdString());
        types.append(*type);
    }
    if (types.isEmpty())
        return fail(Errc::InvalidArgument, "it has to be told of something: name types of events");
    return types;
}

} // namespace assay::core
