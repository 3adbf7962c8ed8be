// SPDX-License-Identifier: GPL-3.0-or-later
// What a webhook is sent, after the Standard Webhooks specification.
#pragma once

#include "core/model/event.h"

#include <QByteArray>
#include <QString>

namespace assay::server {

/// "whsec_" and 32 bytes at random in base 64.
[[nodiscard]] QString makeWebhookSecret();

/// The event as the log tells it, with its time as `timestamp` as well.
[[nodiscard]] QByteArray webhookPayload(const core::Event &event);

/// "v1,…": HMAC-SHA256 of id, time and body.
[[nodiscard]] QByteArray webhookSignature(const QString &secret, const QByteArray &id, std::int64_t seconds,
                                          const QByteArray &payload);

} // namespace assay::server
