// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the queue's lanes, and what is to be said of one who waits.
#pragma once

#include "base/units.h"
#include "core/model/judgement.h"
#include "core/model/submission.h"

#include <array>
#include <optional>

namespace assay::core {

/// What the host may set while the engine runs. Kept in the store; every engine on it obeys.
struct LaneRules {
    int atOnce = 0;       ///< So many are judged at the same time by each engine; 0: as its cores allow.
    int maxWaiting = 100; ///< More are refused with QueueFull; 0: no bound.
    double perSecond = 0; ///< What one participant may hand in, averaged; 0: no bound.
    bool paused = false;  ///< Nothing new is begun. What is being judged goes on, and everything may still wait.

    bool operator==(const LaneRules &) const = default;
};

struct QueueRules {
    LaneRules run{.perSecond = 10};
    LaneRules submit{.perSecond = 5};

    [[nodiscard]] LaneRules &of(Purpose lane) { return lane == Purpose::Run ? run : submit; }
    [[nodiscard]] const LaneRules &of(Purpose lane) const { return lane == Purpose::Run ? run : submit; }
    /// No bound on anything: for whoever is alone with an engine.
    [[nodiscard]] static QueueRules unbounded() { return {.run = {.maxWaiting = 0}, .submit = {.maxWaiting = 0}}; }

    bool operator==(const QueueRules &) const = default;
};

inline constexpr int kMostAtOnce = 16; ///< In one lane of one engine.

/// Where a submission stands.
struct QueueStanding {
    Purpose lane = Purpose::Run;
    std::optional<int> position; ///< So many are in front of it in its lane; nothing when it does not wait (any more).

    bool operator==(const QueueStanding &) const = default;
};

/// How long one has to wait, from how long others took of late.
struct WaitEstimate {
    Milliseconds p50{0}; ///< In half of all cases it is no longer.
    Milliseconds p90{0}; ///< In nine of ten.

    bool operator==(const WaitEstimate &) const = default;
};

/// One who waits or is being judged, as the queue's page shows it.
struct QueueEntry {
    Submission submission; ///< Without its sources and inputs.
    Judgement judgement; ///< Without its cases.
    std::optional<int> position; ///< In its lane, 0 is next; nothing when it is being judged.
    std::optional<WaitEstimate> wait; ///< Nothing when too little is known, or when it does not wait.

    bool operator==(const QueueEntry &) const = default;
};

} // namespace assay::core
