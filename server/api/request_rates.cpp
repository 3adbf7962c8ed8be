// SPDX-License-Identifier: GPL-3.0-or-later
// RequestRates: how often somebody may ask.
#include "server/api/request_rates.h"

#include <algorithm>
#include <cmath>

namespace assay::server {

namespace {

constexpr Microseconds kMinute{60'000'000};
constexpr qsizetype kManyBuckets = 10'000;

double inMinutes(Microseconds time)
{
    return static_cast<double>(time.count()) / static_cast<double>(kMinute.count());
}

} // namespace

RateState RequestRates::take(const QByteArray &key)
{
    if (m_perMinute <= 0)
        return {};
    const std::scoped_lock lock(m_mutex);
    const Microseconds now = m_clock.monotonic();
    if (m_buckets.size() > kManyBuckets)
        forgetFullOnes(now);
    const double most = m_perMinute;
    auto found = m_buckets.find(key);
    if (found == m_buckets.end())
        found = m_buckets.insert(key, {.left = most, .filled = now});
    Bucket &bucket = *found;
    bucket.left = std::min(most, bucket.left + most * inMinutes(now - bucket.filled));
    bucket.filled = now;
    const bool allowed = bucket.left >= 1;
    if (allowed)
        bucket.left -= 1;
    return {.limit = m_perMinute,
            .remaining = static_cast<int>(bucket.left),
            .resetSeconds = static_cast<int>(std::ceil((most - bucket.left) / most * 60)),
            .allowed = allowed};
}

void RequestRates::forgetFullOnes(Microseconds now)
{
    m_buckets.removeIf([now](const auto &entry) { return now - entry.value().filled >= kMinute; });
}

} // namespace assay::server
