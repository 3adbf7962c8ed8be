// SPDX-License-Identifier: GPL-3.0-or-later
// What a webhook is sent, after the Standard Webhooks specification.
#include "server/webhooks/webhook_message.h"

#include "core/json/event_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

constexpr QLatin1StringView kPrefix("whsec_");

} // namespace

QString makeWebhookSecret()
{
    QByteArray key(32, Qt::Uninitialized);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    return kPrefix + QString::fromLatin1(key.toBase64());
}

QByteArray webhookPayload(const core::Event &event)
{
    QJsonObject object = core::toJson(event);
    object.insert("timestamp"_L1, object.value("time"_L1));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray webhookSignature(const QString &secret, const QByteArray &id, std::int64_t seconds,
                            const QByteArray &payload)
{
    const QByteArray key = QByteArray::fromBase64(secret.sliced(kPrefix.size()).toLatin1());
    const QByteArray signedText = id + '.' + QByteArray::number(qint64{seconds}) + '.' + payload;
    return "v1," + QMessageAuthenticationCode::hash(signedText, key, QCryptographicHash::Sha256).toBase64();
}

} // namespace assay::server
