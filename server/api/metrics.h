// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics: what has happened since the server began, and what is now, in OpenMetrics 1.0.
#pragma once

#include "core/events/event_bus.h"
#include "core/model/verdict.h"

#include <QByteArray>

#include <array>
#include <map>
#include <mutex>

namespace assay::server {

/// How often something took so long.
class Histogram
{
public:
    void add(Milliseconds value);
    /// As lines of a family "assay_{name}_seconds".
    void appendTo(QByteArray &text, const char *name, const char *help) const;

private:
    static constexpr std::array<int, 11> kBounds{10,   50,   100,    250,    500,   1000,
                                                 2500, 5000, 10'000, 30'000, 60'000}; ///< ms
    std::array<std::int64_t, kBounds.size() + 1> m_counts{}; ///< The last: longer than all.
    Milliseconds m_sum{0};
};

/// Hears of what is judged, by whatever engine. Thread-safe. No label says anything of a person.
class Metrics
{
public:
    explicit Metrics(core::EventBus &bus);
    ~Metrics();

    void appendTo(QByteArray &text) const;
    /// A client began with events of the past.
    void countReplay();
    /// A client was told to begin anew.
    void countReset();

private:
    void hear(const core::Event &event);

    mutable std::mutex m_mutex;
    std::map<core::Verdict, std::int64_t> m_verdicts;
    Histogram m_waits;
    Histogram m_runs;
    std::int64_t m_leases = 0;
    std::int64_t m_requeued = 0;
    std::int64_t m_cancelled = 0;
    std::int64_t m_replays = 0;
    std::int64_t m_resets = 0;
    core::Subscription m_subscription;
};

/// A figure of one value. `type`: "gauge" or "counter".
void appendFigure(QByteArray &text, const char *name, const char *type, const char *help, std::int64_t value);

} // namespace assay::server
