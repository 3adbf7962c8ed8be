// SPDX-License-Identifier: GPL-3.0-or-later
// WebhookSender: tells each webhook of its events, one after the other, until it has taken them.
#include "server/webhooks/webhook_sender.h"

#include "core/log_categories.h"
#include "server/webhooks/address_rules.h"
#include "server/webhooks/webhook_message.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

constexpr std::chrono::seconds kTick{1};
constexpr int kTicksBetweenLists = 30; ///< Another engine may have added some.
constexpr int kTicksBetweenForgetting = 3600;
constexpr Milliseconds kKept = std::chrono::days(7); ///< What has ended.
constexpr Milliseconds kHeldLonger = std::chrono::minutes(1); ///< Than an attempt can take.
constexpr qint64 kMostAnswer = 64 * 1024; ///< Bytes of an answer, which nobody reads.

void logFailure(const char *what, const Error &error)
{
    qCWarning(core::lcEngine, "webhooks: %s: %s", what, error.describe().c_str());
}

} // namespace

WebhookSender::WebhookSender(core::Store &store, core::EventBus &bus, QThreadPool &pool, const Clock &clock,
                             WebhookOptions options)
    : m_store(store)
    , m_pool(pool)
    , m_clock(clock)
    , m_options(options)
    , m_subscription(bus.subscribe([this](const core::Event & /*event*/) {
        if (!m_stirred.exchange(true))
            QMetaObject::invokeMethod(this, &WebhookSender::visitAll, Qt::QueuedConnection);
    }))
{
    m_network.setProxy(QNetworkProxy::NoProxy); // an address that was looked at is the one that is connected to
    m_tick.callOnTimeout(this, &WebhookSender::tick);
    m_tick.start(kTick);
    readWebhooks();
}

WebhookSender::~WebhookSender()
{
    m_subscription.cancel();
    stop();
}

void WebhookSender::stop()
{
    m_stopped = true;
    m_tick.stop();
    for (QNetworkReply *reply : m_network.findChildren<QNetworkReply *>()) {
        reply->disconnect(this); // it is sent again at the next start
        reply->abort();
    }
}

void WebhookSender::wake()
{
    QMetaObject::invokeMethod(this, &WebhookSender::readWebhooks, Qt::QueuedConnection);
}

void WebhookSender::tick()
{
    ++m_ticks;
    if (m_ticks % kTicksBetweenForgetting == 0)
        m_pool.start([this] {
            if (const auto done = m_store.forgetDeliveries(m_clock.now() - kKept); !done)
                logFailure("forgetting", done.error());
        });
    if (m_ticks % kTicksBetweenLists == 0)
        return readWebhooks();
    visitAll(); // some wait for their time
}

void WebhookSender::readWebhooks()
{
    m_pool.start([this] {
        auto webhooks = m_store.webhooks();
        if (!webhooks)
            return logFailure("the list", webhooks.error());
        QMetaObject::invokeMethod(
            this,
            [this, webhooks = *std::move(webhooks)] {
                m_webhooks.clear();
                for (const core::Webhook &webhook : webhooks)
                    m_webhooks.append(webhook.id);
                visitAll();
            },
            Qt::QueuedConnection);
    });
}

void WebhookSender::visitAll()
{
    m_stirred = false;
    for (const core::WebhookId id : std::as_const(m_webhooks))
        visit(id);
}

void WebhookSender::visit(core::WebhookId id)
{
    if (m_stopped)
        return;
    if (m_busy.contains(id)) {
        m_again.insert(id);
        return;
    }
    m_busy.insert(id);
    m_again.remove(id);
    m_pool.start([this, id] {
        auto message = nextOf(id);
        if (!message && message.error().code != Errc::NotFound) // removed meanwhile
            logFailure("the next", message.error());
        QMetaObject::invokeMethod(
            this,
            [this, id, message = message ? *std::move(message) : std::nullopt] {
                if (message)
                    return deliver(*message);
                m_busy.remove(id);
                if (m_again.contains(id))
                    visit(id);
            },
            Qt::QueuedConnection);
    });
}

/// On a thread of the pool.
Result<std::optional<WebhookSender::Message>> WebhookSender::nextOf(core::WebhookId id) const
{
    const auto due = TRY(m_store.takeDelivery(id, m_clock.now(), m_options.patience + kHeldLonger));
    if (!due)
        return std::nullopt;
    Message message{.due = *due, .payload = {}};
    const auto events = m_store.eventsAfter(due->delivery.seq - 1, 1);
    if (events && !events->isEmpty() && events->first().seq == due->delivery.seq)
        message.payload = webhookPayload(events->first());
    else if (!events && events.error().code != Errc::NotFound)
        return std::unexpected(events.error());
    return message;
}

void WebhookSender::deliver(const Message &message)
{
    const core::WebhookDelivery &delivery = message.due.delivery;
    if (message.payload.isEmpty())
        return end(delivery, {.status = 0, .error = u"the event is no longer kept"_s, .mayTryAgain = false});
    if (const auto fine = checkWebhookUrl(message.due.url, m_options.allowPrivate); !fine)
        return end(delivery, {.status = 0, .error = QString::fromStdString(fine.error().detail)});
    const QString host = QUrl(message.due.url).host();
    if (const QHostAddress literal(host); !literal.isNull())
        return sendTo(message, literal);
    QHostInfo::lookupHost(host, this, [this, message](const QHostInfo &found) {
        const QList<QHostAddress> addresses = found.addresses();
        const auto allowed = std::ranges::find_if(addresses, [this](const QHostAddress &address) {
            return m_options.allowPrivate || isPublicAddress(address);
        });
        if (allowed != addresses.end())
            return sendTo(message, *allowed);
        end(message.due.delivery,
            {.status = 0, .error = addresses.isEmpty() ? u"no such host"_s : u"the host is in a private network"_s});
    });
}

QNetworkRequest WebhookSender::requestFor(const Message &message, const QHostAddress &address) const
{
    QUrl url(message.due.url);
    const QString host = url.host(QUrl::FullyEncoded);
    const QString authority = url.authority(QUrl::FullyEncoded);
    url.setHost(address.toString()); // the one that was looked at, whatever its name leads to in a moment
    const QByteArray id = QByteArray::fromStdString(message.due.delivery.id.toText());
    const std::int64_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(m_clock.now().time_since_epoch()).count();
    QNetworkRequest request(url);
    request.setPeerVerifyName(host);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Assay/" ASSAY_VERSION));
    request.setRawHeader("Host", authority.toLatin1());
    request.setRawHeader("webhook-id", id);
    request.setRawHeader("webhook-timestamp", QByteArray::number(qint64{seconds}));
    request.setRawHeader("webhook-signature", webhookSignature(message.due.secret, id, seconds, message.payload));
    return request;
}

void WebhookSender::sendTo(const Message &message, const QHostAddress &address)
{
    QNetworkReply *reply = m_network.post(requestFor(message, address), message.payload);
    reply->setReadBufferSize(kMostAnswer);
    QTimer::singleShot(m_options.patience, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::readyRead, reply, [reply, read = qint64{0}]() mutable {
        read += reply->readAll().size();
        if (read > kMostAnswer)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, delivery = message.due.delivery] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        core::DeliveryAttempt attempt{.status = status, .error = {}};
        if (status >= 300)
            attempt.error = u"the answer was %1"_s.arg(status);
        else if (status < 200)
            attempt.error = reply->error() == QNetworkReply::OperationCanceledError ? u"there was no answer in time"_s
                                                                                    : reply->errorString();
        attempt.mayTryAgain = status != 410; // Gone: it wants nothing any more
        end(delivery, attempt);
    });
}

void WebhookSender::end(const core::WebhookDelivery &delivery, const core::DeliveryAttempt &attempt)
{
    m_pool.start([this, delivery, attempt] {
        if (const auto done = m_store.endAttempt(delivery.id, attempt); !done && done.error().code != Errc::NotFound)
            logFailure("an attempt", done.error());
        QMetaObject::invokeMethod(
            this,
            [this, id = delivery.webhook] {
                m_busy.remove(id);
                visit(id);
            },
            Qt::QueuedConnection);
    });
}

} // namespace assay::server
