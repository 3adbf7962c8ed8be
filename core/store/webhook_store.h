// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks and their deliveries in the database.
#pragma once

#include "core/model/webhook.h"
#include "core/store/database.h"

namespace assay::core {

/// A webhook with what others may not see of it.
struct WebhookRecord {
    Webhook webhook;
    QString secret;
    QString engine; ///< Which has it; empty: none has had it.
    Timestamp heldUntil{};
};

/// Errors of all: Store; of what loads one by its id: NotFound.
[[nodiscard]] Result<void> insertWebhook(Database &database, const Webhook &webhook, const QString &secret);
[[nodiscard]] Result<QList<Webhook>> loadWebhooks(Database &database);
[[nodiscard]] Result<WebhookRecord> loadWebhook(Database &database, WebhookId id);
[[nodiscard]] Result<void> deleteWebhook(Database &database, WebhookId id);
[[nodiscard]] Result<void> holdWebhook(Database &database, WebhookId id, EngineId engine, Timestamp until);
[[nodiscard]] Result<void> letGoOfWebhook(Database &database, WebhookId id, EngineId engine);

/// A delivery of each event behind the last that was looked at and of one of its types; looks at so many. Returns whether there
/// may be more.
[[nodiscard]] Result<bool> addDeliveries(Database &database, const Webhook &webhook, int most, Timestamp now);
[[nodiscard]] Result<std::optional<WebhookDelivery>> loadFirstPending(Database &database, WebhookId webhook);
[[nodiscard]] Result<WebhookDelivery> loadDelivery(Database &database, DeliveryId id);
[[nodiscard]] Result<QList<WebhookDelivery>> loadDeliveries(Database &database, WebhookId webhook, int limit);
[[nodiscard]] Result<void> storeDelivery(Database &database, const WebhookDelivery &delivery);
[[nodiscard]] Result<int> deleteDeliveries(Database &database, Timestamp endedBefore);

} // namespace assay::core
