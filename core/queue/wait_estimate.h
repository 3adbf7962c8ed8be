// SPDX-License-Identifier: GPL-3.0-or-later
// How long one waits in a lane, from how long others took.
#pragma once

#include "core/model/queue.h"

#include <QList>

#include <span>

namespace assay::core {

/// Fewer judgements than these say nothing about the next.
inline constexpr int kLeastDurations = 5;

/// Plays the queue through many times: those in front take as long as any of `durations`, picked at random, on `atOnce`
/// workers, of which some have been busy for `busyFor` each. `position` is 0 for who is next. The same arguments give
/// the same answer. Nothing when fewer than kLeastDurations are known, or nobody works.
[[nodiscard]] std::optional<WaitEstimate>
estimateWait(int position, int atOnce, std::span<const Milliseconds> durations, std::span<const Milliseconds> busyFor);

} // namespace assay::core
