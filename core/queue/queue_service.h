// SPDX-License-Identifier: GPL-3.0-or-later
// QueueService: who waits, how long, and the rules that the host sets while the engine runs.
#pragma once

#include "base/clock.h"
#include "core/queue/lane_gates.h"
#include "core/store/store.h"

#include <map>
#include <mutex>

namespace assay::core {

/// Where somebody stands.
struct QueuePlace {
    int position = 0; ///< So many are in front; 0 is next.
    std::optional<WaitEstimate> wait; ///< Nothing when too little is known.

    bool operator==(const QueuePlace &) const = default;
};

/// Thread-safe.
class QueueService
{
public:
    /// `own` is how many each lane judges at once where its rules do not say.
    QueueService(Store &store, EventBus &events, LaneGates &gates, const Clock &clock, QueueRules own);

    /// Opens the gates as the stored rules have it. Errors: Store.
    [[nodiscard]] Result<void> start();

    [[nodiscard]] Result<QueueRules> rules() const;
    /// Checked, stored, and in force at once. Errors: InvalidArgument (naming the value and what is allowed), Store.
    [[nodiscard]] Result<void> setRules(const QueueRules &rules);
    /// Pauses the lane, or lets it go on. Errors: Store.
    [[nodiscard]] Result<void> setPaused(Purpose lane, bool paused);
    /// What holds where the rules leave something to the engine.
    [[nodiscard]] QueueRules ownRules() const { return m_own; }
    /// How many the lane judges at once here, whoever decided that.
    [[nodiscard]] int atOnce(Purpose lane) const { return m_gates.atOnce(lane); }

    /// Nothing when it does not wait (any more). Errors: NotFound, Store.
    [[nodiscard]] Result<std::optional<QueuePlace>> placeOf(SubmissionId id) const;
    /// What is being judged, then what waits, lane by lane, next first. Errors: Store.
    [[nodiscard]] Result<QList<QueueEntry>> entries(int limitPerLane) const;

private:
    /// What estimates of a lane are made from.
    struct Experience {
        QList<Milliseconds> durations;
        QList<Milliseconds> busyFor;
    };
    /// That of a moment ago, at most kExperienceKept old: everybody who hands something in asks.
    struct KnownExperience {
        Experience experience;
        Microseconds until{}; ///< By the monotonic clock.
    };
    [[nodiscard]] Result<Experience> recentExperience(Purpose lane) const;
    [[nodiscard]] Result<void> enforce(const QueueRules &rules);
    void openGates(const QueueRules &rules);
    [[nodiscard]] Result<Experience> experience(Purpose lane, const QList<QueueEntry> &entries) const;
    [[nodiscard]] std::optional<WaitEstimate> waitAt(Purpose lane, int position, const Experience &experience) const;

    Store &m_store;
    LaneGates &m_gates;
    const Clock &m_clock;
    QueueRules m_own;
    mutable std::mutex m_knowing;
    mutable std::map<Purpose, KnownExperience> m_known;
    std::mutex m_changing; ///< One change of the rules at a time.
    Subscription m_changes; ///< Of the rules, by whatever engine.
};

} // namespace assay::core
