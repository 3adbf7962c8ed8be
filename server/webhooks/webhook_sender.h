// SPDX-License-Identifier: GPL-3.0-or-later
// WebhookSender: tells each webhook of its events, one after the other, until it has taken them.
#pragma once

#include "base/clock.h"
#include "core/events/event_bus.h"
#include "core/store/store.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <atomic>

namespace assay::server {

struct WebhookOptions {
    bool allowPrivate = false; ///< Addresses that are not reached through the internet, and http.
    std::chrono::milliseconds patience{15'000}; ///< For the whole of an answer.
};

/// Of the thread that makes it, which runs an event loop; the database is asked on threads of the pool. A webhook's deliveries go
/// one after the other in the order of their events, also where several engines share the database. What was under way when the
/// engine ended is sent again: a receiver knows it by its id.
class WebhookSender final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    WebhookSender(core::Store &store, core::EventBus &bus, QThreadPool &pool, const Clock &clock,
                  WebhookOptions options);
    ~WebhookSender() override;

    [[nodiscard]] bool allowsPrivate() const { return m_options.allowPrivate; }
    /// Something is to be sent, or there are other webhooks. From any thread.
    void wake();
    /// Nothing more is sent; then the pool is to end, and this is to go.
    void stop();

private:
    /// A delivery with what is sent.
    struct Message {
        core::DueDelivery due;
        QByteArray payload; ///< Empty: the event is no longer there.
    };

    void tick();
    void readWebhooks();
    void visitAll();
    void visit(core::WebhookId id);
    [[nodiscard]] Result<std::optional<Message>> nextOf(core::WebhookId id) const;
    void deliver(const Message &message);
    void sendTo(const Message &message, const QHostAddress &address);
    void end(const core::WebhookDelivery &delivery, const core::DeliveryAttempt &attempt);
    [[nodiscard]] QNetworkRequest requestFor(const Message &message, const QHostAddress &address) const;

    core::Store &m_store;
    QThreadPool &m_pool;
    const Clock &m_clock;
    WebhookOptions m_options;
    QNetworkAccessManager m_network;
    QTimer m_tick;
    int m_ticks = 0;
    QList<core::WebhookId> m_webhooks;
    bool m_stopped = false;
    QSet<core::WebhookId> m_busy;
    QSet<core::WebhookId> m_again; ///< Of those: something came meanwhile.
    std::atomic<bool> m_stirred = false;
    core::Subscription m_subscription;
};

} // namespace assay::server
