// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of webhooks and what they were told.
#pragma once

#include "base/result.h"
#include "core/model/webhook.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const Webhook &webhook);
[[nodiscard]] QJsonObject toJson(const WebhookDelivery &delivery);
/// Errors: InvalidData with the path of the field.
[[nodiscard]] Result<WebhookDelivery> deliveryFromJson(const QJsonObject &object, const QString &path = {});
/// Names of event types. Errors: InvalidArgument for what is none, for one twice, and for no name at all.
[[nodiscard]] Result<QList<EventType>> eventTypesFrom(const QStringList &names);

} // namespace assay::core
