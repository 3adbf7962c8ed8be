// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks and their deliveries in the database.
#include "core/store/webhook_store.h"

#include "core/json/webhook_json.h"
#include "core/store/rows.h"
#include "core/store/sql_value.h"

namespace assay::core {

namespace {

#define WEBHOOK_COLUMNS "id, url, types, created, last_seq"
#define DELIVERY_COLUMNS "id, webhook, seq, type, state, attempts, status, error, created, next_attempt, ended"

QString typesText(const QList<EventType> &types)
{
    QStringList names;
    for (const EventType type : types)
        names.append(textOf(kEventTypeNames, type));
    return names.join(u' ');
}

Result<Webhook> readWebhook(const Rows &row)
{
    const QList<EventType> types = TRY(eventTypesFrom(row.text(2).split(u' ')));
    return Webhook{.id = TRY(row.id<WebhookId>(0)),
                   .url = row.text(1),
                   .types = types,
                   .created = row.time(3),
                   .lastSeq = row.integer(4)};
}

Result<WebhookDelivery> readDelivery(const Rows &row)
{
    return WebhookDelivery{.id = TRY(row.id<DeliveryId>(0)),
                           .webhook = TRY(row.id<WebhookId>(1)),
                           .seq = row.integer(2),
                           .type = TRY(row.enumValue(3, kEventTypeNames)),
                           .state = TRY(row.enumValue(4, kDeliveryStateNames)),
                           .attempts = row.smallInteger(5),
                           .status = row.smallInteger(6),
                           .error = row.text(7),
                           .created = row.time(8),
                           .nextAttempt = row.time(9),
                           .ended = row.optional(10, [&](int column) { return row.time(column); })};
}

Result<void> insertDelivery(Database &database, const WebhookDelivery &delivery)
{
    return database.run("INSERT INTO delivery (" DELIVERY_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        delivery.id, delivery.webhook, delivery.seq, textOf(kEventTypeNames, delivery.type),
                        textOf(kDeliveryStateNames, delivery.state), delivery.attempts, delivery.status, delivery.error,
                        delivery.created, delivery.nextAttempt, delivery.ended);
}

} // namespace

Result<void> insertWebhook(Database &database, const Webhook &webhook, const QString &secret)
{
    return database.run("INSERT INTO webhook (" WEBHOOK_COLUMNS ", secret) VALUES (?, ?, ?, ?, ?, ?)", webhook.id,
                        webhook.url, typesText(webhook.types), webhook.created, webhook.lastSeq, secret);
}

Result<QList<Webhook>> loadWebhooks(Database &database)
{
    auto rows = TRY(database.query("SELECT " WEBHOOK_COLUMNS " FROM webhook ORDER BY created, id"));
    QList<Webhook> webhooks;
    while (TRY(rows.next()))
        webhooks.append(TRY(readWebhook(rows)));
    return webhooks;
}

Result<WebhookRecord> loadWebhook(Database &database, WebhookId id)
{
    auto rows =
        TRY(database.query("SELECT " WEBHOOK_COLUMNS ", secret, engine, held_until FROM webhook WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return WebhookRecord{
        .webhook = TRY(readWebhook(rows)), .secret = rows.text(5), .engine = rows.text(6), .heldUntil = rows.time(7)};
}

Result<void> deleteWebhook(Database &database, WebhookId id)
{
    TRY(database.run("DELETE FROM delivery WHERE webhook = ?", id));
    return database.run("DELETE FROM webhook WHERE id = ?", id);
}

Result<void> holdWebhook(Database &database, WebhookId id, EngineId engine, Timestamp until)
{
    return database.run("UPDATE webhook SET engine = ?, held_until = ? WHERE id = ?", engine, until, id);
}

Result<void> letGoOfWebhook(Database &database, WebhookId id, EngineId engine)
{
    return database.run("UPDATE webhook SET engine = '', held_until = 0 WHERE id = ? AND engine = ?", id, engine);
}

Result<bool> addDeliveries(Database &database, const Webhook &webhook, int most, Timestamp now)
{
    QList<WebhookDelivery> fresh;
    std::int64_t last = webhook.lastSeq;
    int seen = 0;
    {
        auto rows = TRY(
            database.query("SELECT seq, type FROM event WHERE seq > ? ORDER BY seq LIMIT ?", webhook.lastSeq, most));
        while (TRY(rows.next())) {
            ++seen;
            last = rows.integer(0);
            const EventType type = TRY(rows.enumValue(1, kEventTypeNames));
            if (webhook.types.contains(type))
                fresh.append({.id = DeliveryId::make(),
                              .webhook = webhook.id,
                              .seq = last,
                              .type = type,
                              .state = DeliveryState::Pending,
                              .attempts = 0,
                              .status = 0,
                              .error = {},
                              .created = now,
                              .nextAttempt = now,
                              .ended = std::nullopt});
        }
    }
    for (const WebhookDelivery &delivery : fresh)
        TRY(insertDelivery(database, delivery));
    if (seen > 0)
        TRY(database.run("UPDATE webhook SET last_seq = ? WHERE id = ?", last, webhook.id));
    return seen == most;
}

Result<std::optional<WebhookDelivery>> loadFirstPending(Database &database, WebhookId webhook)
{
    auto rows = TRY(database.query("SELECT " DELIVERY_COLUMNS
                                   " FROM delivery WHERE webhook = ? AND state = 'pending' ORDER BY seq LIMIT 1",
                                   webhook));
    if (!TRY(rows.next()))
        return std::nullopt;
    return TRY(readDelivery(rows));
}

Result<WebhookDelivery> loadDelivery(Database &database, DeliveryId id)
{
    auto rows = TRY(database.query("SELECT " DELIVERY_COLUMNS " FROM delivery WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return readDelivery(rows);
}

Result<QList<WebhookDelivery>> loadDeliveries(Database &database, WebhookId webhook, int limit)
{
    auto rows = TRY(database.query(
        "SELECT " DELIVERY_COLUMNS " FROM delivery WHERE webhook = ? ORDER BY seq DESC LIMIT ?", webhook, limit));
    QList<WebhookDelivery> deliveries;
    while (TRY(rows.next()))
        deliveries.append(TRY(readDelivery(rows)));
    return deliveries;
}

Result<void> storeDelivery(Database &database, const WebhookDelivery &delivery)
{
    return database.run(
        "UPDATE delivery SET state = ?, attempts = ?, status = ?, error = ?, next_attempt = ?, ended = ? "
        "WHERE id = ?",
        textOf(kDeliveryStateNames, delivery.state), delivery.attempts, delivery.status, delivery.error,
        delivery.nextAttempt, delivery.ended, delivery.id);
}

Result<int> deleteDeliveries(Database &database, Timestamp endedBefore)
{
    return TRY(database.query("DELETE FROM delivery WHERE ended < ?", endedBefore)).changed();
}

} // namespace assay::core
