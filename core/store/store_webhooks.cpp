// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that keeps webhooks, and what they were told.
#include "core/store/account_store.h"
#include "core/store/event_store.h"
#include "core/store/lease_store.h"
#include "core/store/store_private.h"
#include "core/store/webhook_store.h"

namespace assay::core {

namespace {

constexpr int kEventsAtOnce = 500; ///< Looked at in one transaction.

} // namespace

Result<void> Store::addWebhook(const Webhook &webhook, const QString &secret, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Webhook added = webhook;
        added.lastSeq = TRY(loadLastSeq(transaction.database()));
        TRY(insertWebhook(transaction.database(), added, secret));
        return insertAuditEntry(transaction.database(), audit);
    });
}

Result<QList<Webhook>> Store::webhooks() const
{
    return d->read(loadWebhooks);
}

Result<void> Store::removeWebhook(WebhookId id, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        TRY(loadWebhook(transaction.database(), id));
        TRY(deleteWebhook(transaction.database(), id));
        return insertAuditEntry(transaction.database(), audit);
    });
}

Result<QList<WebhookDelivery>> Store::deliveries(WebhookId id, int limit) const
{
    return d->read([&](Database &database) -> Result<QList<WebhookDelivery>> {
        TRY(loadWebhook(database, id));
        return loadDeliveries(database, id, limit);
    });
}

Result<std::optional<DueDelivery>> Store::takeDelivery(WebhookId id, Timestamp now, Milliseconds holdFor)
{
    // The look keeps a webhook that has nothing to say away from the writer.
    const bool isDue = TRY(d->read([&](Database &database) -> Result<bool> {
        const WebhookRecord record = TRY(loadWebhook(database, id));
        const auto first = TRY(loadFirstPending(database, id));
        return first ? first->nextAttempt <= TRY(leaseClock(database, now))
                     : record.webhook.lastSeq < TRY(loadLastSeq(database));
    }));
    if (!isDue)
        return std::nullopt;
    return d->write([&](Transaction &transaction) -> Result<std::optional<DueDelivery>> {
        Database &database = transaction.database();
        const Timestamp time = TRY(leaseClock(database, now));
        WebhookRecord record = TRY(loadWebhook(database, id));
        if (record.engine != textOf(d->engine) && record.heldUntil > time)
            return std::nullopt;
        auto first = TRY(loadFirstPending(database, id));
        for (bool more = true; !first && more; first = TRY(loadFirstPending(database, id))) {
            more = TRY(addDeliveries(database, record.webhook, kEventsAtOnce, time));
            record = TRY(loadWebhook(database, id));
        }
        if (!first || first->nextAttempt > time)
            return std::nullopt;
        TRY(holdWebhook(database, id, d->engine, time + holdFor));
        return DueDelivery{.delivery = *first, .url = record.webhook.url, .secret = record.secret};
    });
}

Result<void> Store::endAttempt(DeliveryId id, const DeliveryAttempt &attempt)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        WebhookDelivery delivery = TRY(loadDelivery(database, id));
        const Timestamp now = TRY(leaseClock(database, transaction.time()));
        TRY(letGoOfWebhook(database, delivery.webhook, d->engine));
        ++delivery.attempts;
        delivery.status = attempt.status;
        delivery.error = attempt.error;
        const auto wait = attempt.mayTryAgain ? retryAfter(delivery.attempts) : std::nullopt;
        if (attempt.error.isEmpty())
            delivery.state = DeliveryState::Delivered;
        else if (!wait)
            delivery.state = DeliveryState::Dead;
        if (delivery.state == DeliveryState::Pending)
            delivery.nextAttempt = now + *wait;
        else
            delivery.ended = now;
        TRY(storeDelivery(database, delivery));
        if (delivery.state == DeliveryState::Dead)
            return transaction.append(TRY(draftEvent(EventType::WebhookFailed, delivery, d->blobs)));
        return {};
    });
}

Result<void> Store::redeliver(WebhookId webhook, DeliveryId id)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        WebhookDelivery delivery = TRY(loadDelivery(database, id));
        if (delivery.webhook != webhook)
            return fail(Errc::NotFound, id.toText());
        if (delivery.state == DeliveryState::Pending)
            return fail(Errc::InvalidArgument, "it is to be sent as it is");
        delivery.state = DeliveryState::Pending;
        delivery.attempts = 0;
        delivery.nextAttempt = TRY(leaseClock(database, transaction.time()));
        delivery.ended = std::nullopt;
        return storeDelivery(database, delivery);
    });
}

Result<int> Store::forgetDeliveries(Timestamp endedBefore)
{
    return d->write([&](Transaction &transaction) { return deleteDeliveries(transaction.database(), endedBefore); });
}

} // namespace assay::core
