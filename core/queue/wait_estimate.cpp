// SPDX-License-Identifier: GPL-3.0-or-later
// How long one waits in a lane, from how long others took.
#include "core/queue/wait_estimate.h"

#include <algorithm>
#include <functional>
#include <random>
#include <vector>

namespace assay::core {

namespace {

constexpr int kPlays = 200;
constexpr int kFarthest = 10'000; ///< Behind so many it is the mean that counts, and the answer only grows.

/// What is left of a judgement that has taken `busy` already: of those that took longer, how much longer one took.
Milliseconds restOf(Milliseconds busy, std::span<const Milliseconds> durations, std::mt19937 &random)
{
    std::vector<Milliseconds> longer;
    std::ranges::copy_if(durations, std::back_inserter(longer), [busy](Milliseconds one) { return one > busy; });
    if (longer.empty())
        return Milliseconds{0}; // longer than any: it may end at any time
    return longer[random() % longer.size()] - busy;
}

Milliseconds play(int position, int atOnce, std::span<const Milliseconds> durations,
                  std::span<const Milliseconds> busyFor, std::mt19937 &random)
{
    std::vector<Milliseconds> freeAt; // a heap: the first is free first
    for (const Milliseconds busy : busyFor.first(std::min(busyFor.size(), static_cast<std::size_t>(atOnce))))
        freeAt.push_back(restOf(busy, durations, random));
    freeAt.resize(static_cast<std::size_t>(atOnce));
    std::ranges::make_heap(freeAt, std::greater{});
    for (int ahead = 0; ahead < std::min(position, kFarthest); ++ahead) {
        std::ranges::pop_heap(freeAt, std::greater{});
        freeAt.back() += durations[random() % durations.size()];
        std::ranges::push_heap(freeAt, std::greater{});
    }
    return freeAt.front() * std::max(1, position / kFarthest);
}

} // namespace

std::optional<WaitEstimate> estimateWait(int position, int atOnce, std::span<const Milliseconds> durations,
                                         std::span<const Milliseconds> busyFor)
{
    if (durations.size() < kLeastDurations || atOnce < 1)
        return std::nullopt;
    std::mt19937 random(12345); // NOLINT(cert-msc51-cpp): the same question gets the same answer
    const int plays = std::max(20, std::min(kPlays, 200'000 / std::max(1, position)));
    std::vector<Milliseconds> waits;
    for (int i = 0; i < plays; ++i)
        waits.push_back(play(position, atOnce, durations, busyFor, random));
    std::ranges::sort(waits);
    return WaitEstimate{.p50 = waits[waits.size() / 2], .p90 = waits[waits.size() * 9 / 10]};
}

} // namespace assay::core
