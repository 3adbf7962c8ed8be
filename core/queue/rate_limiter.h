// SPDX-License-Identifier: GPL-3.0-or-later
// RateLimiter: who has handed in too much in too short a time.
#pragma once

#include "base/clock.h"
#include "core/model/queue.h"

#include <map>
#include <mutex>

namespace assay::core {

/// A token bucket for each participant and lane, that holds what one second allows. Thread-safe.
class RateLimiter
{
public:
    explicit RateLimiter(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// Nothing: it may come in, and was counted. Else how long to wait before trying again.
    [[nodiscard]] std::optional<Milliseconds> take(ParticipantId participant, Purpose lane, double perSecond);

private:
    struct Bucket {
        double tokens = 0;
        Microseconds filled{0};
    };
    void forgetFullOnes(Microseconds now);

    const Clock &m_clock;
    std::mutex m_mutex;
    std::map<std::pair<ParticipantId, Purpose>, Bucket> m_buckets;
};

} // namespace assay::core
