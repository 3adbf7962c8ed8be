// SPDX-License-Identifier: GPL-3.0-or-later
// RequestRates: how often somebody may ask.
#pragma once

#include "base/clock.h"

#include <QByteArray>
#include <QHash>

#include <mutex>

namespace assay::server {

/// What a caller is told of it (RFC 9110, Retry-After; draft-ietf-httpapi-ratelimit-headers).
struct RateState {
    int limit = 0; ///< Requests a minute; 0: none.
    int remaining = 0;
    int resetSeconds = 0; ///< Until all of them are there again.
    bool allowed = true;
};

/// A bucket of a minute's requests for each key. Thread-safe.
class RequestRates
{
public:
    RequestRates(const Clock &clock, int perMinute)
        : m_clock(clock)
        , m_perMinute(perMinute)
    {
    }

    [[nodiscard]] bool isLimited() const { return m_perMinute > 0; }
    /// Counts one.
    [[nodiscard]] RateState take(const QByteArray &key);

private:
    struct Bucket {
        double left = 0;
        Microseconds filled{0};
    };
    void forgetFullOnes(Microseconds now);

    const Clock &m_clock;
    int m_perMinute;
    std::mutex m_mutex;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace assay::server
