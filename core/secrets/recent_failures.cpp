// SPDX-License-Identifier: GPL-3.0-or-later
// RecentFailures: who has tried too often of late.
#include "core/secrets/recent_failures.h"

namespace assay::core {

bool RecentFailures::tooMany(const QString &key)
{
    const std::scoped_lock lock(m_mutex);
    forgetOldOnes();
    const auto found = m_counts.find(key);
    return m_failures.size() >= m_limits.inAll || (found != m_counts.end() && found->second >= m_limits.ofOne);
}

void RecentFailures::add(const QString &key)
{
    const std::scoped_lock lock(m_mutex);
    forgetOldOnes();
    if (m_failures.size() >= m_limits.inAll)
        return; // several threads were let in at once
    m_failures.push_back({.when = m_clock.monotonic(), .key = key});
    ++m_counts[key];
}

void RecentFailures::forgetOldOnes()
{
    while (!m_failures.empty() && m_clock.monotonic() - m_failures.front().when > m_limits.within) {
        const auto count = m_counts.find(m_failures.front().key);
        if (--count->second == 0)
            m_counts.erase(count);
        m_failures.pop_front();
    }
}

} // namespace assay::core
