// SPDX-License-Identifier: GPL-3.0-or-later
// Tickets: words that stand for a token in an address, once and for a minute, where no header can be sent.
#include "server/api/tickets.h"

#include "core/secrets/secrets.h"

namespace assay::server {

QString Tickets::issue(const QString &secret)
{
    const QString ticket = core::makeTokenSecret();
    const std::lock_guard lock(m_mutex);
    const Microseconds now = m_clock.monotonic();
    m_entries.removeIf([now](const auto &entry) { return entry.value().expires <= now; });
    m_entries.insert(ticket, {.secret = secret, .expires = now + kGoodFor});
    return ticket;
}

std::optional<QString> Tickets::redeem(const QString &ticket)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(ticket);
    if (found == m_entries.end())
        return std::nullopt;
    const Entry entry = std::move(*found);
    m_entries.erase(found);
    return entry.expires > m_clock.monotonic() ? std::optional(entry.secret) : std::nullopt;
}

} // namespace assay::server
