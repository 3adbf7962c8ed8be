// SPDX-License-Identifier: GPL-3.0-or-later
// Webhook: an address elsewhere that is told of events, and how that went.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "core/model/event_type.h"
#include "core/model/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace assay::core {

/// What it is told is signed with a secret that only it and its receiver have; that is kept beside it.
struct Webhook {
    WebhookId id;
    QString url;
    QList<EventType> types; ///< That it is told of.
    Timestamp created{};
    std::int64_t lastSeq = 0; ///< Events up to this one were looked at.

    bool operator==(const Webhook &) const = default;
};

enum class DeliveryState : std::uint8_t {
    Pending, ///< To be sent, for the first time or again. Those behind it wait.
    Delivered,
    Dead, ///< Given up.
};

inline constexpr auto kDeliveryStateNames = makeEnumTable<DeliveryState>({
    {DeliveryState::Pending, "pending"},
    {DeliveryState::Delivered, "delivered"},
    {DeliveryState::Dead, "dead"},
});
static_assert(kDeliveryStateNames.isComplete(DeliveryState::Dead));

/// One event for one webhook.
struct WebhookDelivery {
    DeliveryId id;
    WebhookId webhook;
    std::int64_t seq = 0; ///< Of the event.
    EventType type{}; ///< Of the event.
    DeliveryState state = DeliveryState::Pending;
    int attempts = 0;
    int status = 0; ///< Of the last response; 0: there was none.
    QString error; ///< What was wrong with the last attempt; empty: nothing.
    Timestamp created{};
    Timestamp nextAttempt{}; ///< While it is pending.
    std::optional<Timestamp> ended;

    bool operator==(const WebhookDelivery &) const = default;
};

/// What came of an attempt.
struct DeliveryAttempt {
    int status = 0;
    QString error; ///< Empty: it was taken.
    bool mayTryAgain = true; ///< Else it is dead at once.
};

/// How long to wait after so many attempts that failed; nothing: it is given up. The times are those that the Standard Webhooks
/// recommend: three days in all.
[[nodiscard]] constexpr std::optional<Milliseconds> retryAfter(int attempts)
{
    using namespace std::chrono_literals;
    constexpr Milliseconds kWaits[] = {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
    if (attempts < 1 || attempts > static_cast<int>(std::size(kWaits)))
        return std::nullopt;
    return kWaits[attempts - 1];
}

} // namespace assay::core
