// SPDX-License-Identifier: GPL-3.0-or-later
// Tickets: words that stand for a token in an address, once and for a minute, where no header can be sent.
#pragma once

#include "base/clock.h"

#include <QHash>
#include <QString>

#include <mutex>
#include <optional>

namespace assay::server {

/// Thread-safe.
class Tickets
{
public:
    static constexpr std::chrono::seconds kGoodFor{60};

    explicit Tickets(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// A new one for that token's secret.
    [[nodiscard]] QString issue(const QString &secret);
    /// What it stands for; it is no longer good.
    [[nodiscard]] std::optional<QString> redeem(const QString &ticket);

private:
    struct Entry {
        QString secret;
        Microseconds expires{}; ///< By the monotonic clock.
    };

    const Clock &m_clock;
    std::mutex m_mutex;
    QHash<QString, Entry> m_entries;
};

} // namespace assay::server
