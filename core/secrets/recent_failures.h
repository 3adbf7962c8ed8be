// SPDX-License-Identifier: GPL-3.0-or-later
// RecentFailures: who has tried too often of late.
#pragma once

#include "base/clock.h"

#include <QString>

#include <deque>
#include <map>
#include <mutex>

namespace assay::core {

/// Counts failures within a stretch of time, for each key and in all. Thread-safe.
class RecentFailures
{
public:
    struct Limits {
        std::size_t ofOne = 10; ///< With the same key.
        std::size_t inAll = 100;
        Microseconds within{60'000'000};
    };

    RecentFailures(const Clock &clock, Limits limits)
        : m_clock(clock)
        , m_limits(limits)
    {
    }

    [[nodiscard]] bool tooMany(const QString &key);
    void add(const QString &key);

private:
    struct Failure {
        Microseconds when;
        QString key;
    };
    void forgetOldOnes();

    const Clock &m_clock;
    Limits m_limits;
    std::mutex m_mutex;
    std::deque<Failure> m_failures; ///< Oldest first; no more than `inAll`.
    std::map<QString, std::size_t> m_counts;
};

} // namespace assay::core
