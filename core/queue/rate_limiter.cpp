// SPDX-License-Identifier: GPL-3.0-or-later
// RateLimiter: who has handed in too much in too short a time.
#include "core/queue/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace assay::core {

namespace {

constexpr std::size_t kManyBuckets = 1000;
constexpr std::chrono::seconds kSurelyFull{60};

} // namespace

std::optional<Milliseconds> RateLimiter::take(ParticipantId participant, Purpose lane, double perSecond)
{
    if (!(perSecond > 0))
        return std::nullopt;
    const double size = std::max(1.0, perSecond);
    const Microseconds now = m_clock.monotonic();
    const std::scoped_lock lock(m_mutex);
    if (m_buckets.size() > kManyBuckets)
        forgetFullOnes(now);
    const auto [at, isNew] = m_buckets.try_emplace({participant, lane}, Bucket{.tokens = size, .filled = now});
    Bucket &bucket = at->second;
    if (!isNew) {
        const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
        bucket.tokens = std::min(size, bucket.tokens + seconds * perSecond);
        bucket.filled = now;
    }
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::nullopt;
    }
    return Milliseconds{static_cast<std::int64_t>(std::ceil(1000 * (1 - bucket.tokens) / perSecond))};
}

void RateLimiter::forgetFullOnes(Microseconds now)
{
    std::erase_if(m_buckets, [now](const auto &entry) { return now - entry.second.filled > kSurelyFull; });
}

} // namespace assay::core
