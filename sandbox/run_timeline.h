// SPDX-License-Identifier: GPL-3.0-or-later
// RunTimeline: at what time a run passed which point, for benchmarks.
#pragma once

#include "base/enum_table.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace assay::sandbox {

/// In the order in which a run passes them. The text says what the time up to the point was used for.
enum class RunPoint : std::uint8_t {
    Begun,
    PipesMade,
    CgroupBegun,
    Sent,
    Received,
    Executing,
    Executed,
    Ended,
    Reaped,
    ScratchChecked,
    Answered,
    OutputsRead,
    Concluded,
};

inline constexpr auto kRunPointNames = makeEnumTable<RunPoint>({
    {RunPoint::Begun, "begin"},
    {RunPoint::PipesMade, "pipes"},
    {RunPoint::CgroupBegun, "cgroup_begin"},
    {RunPoint::Sent, "send"},
    {RunPoint::Received, "wake_launcher"},
    {RunPoint::Executing, "spawn"},
    {RunPoint::Executed, "exec"},
    {RunPoint::Ended, "wait"},
    {RunPoint::Reaped, "kill_and_reap"},
    {RunPoint::ScratchChecked, "scratch_check"},
    {RunPoint::Answered, "wake_engine"},
    {RunPoint::OutputsRead, "outputs"},
    {RunPoint::Concluded, "cgroup_end"},
});
static_assert(kRunPointNames.isComplete(RunPoint::Concluded));

inline constexpr std::size_t kRunPointCount = kRunPointNames.rows().size();

/// Nanoseconds of CLOCK_MONOTONIC, which engine and launcher share.
struct RunTimeline {
    std::array<std::uint64_t, kRunPointCount> at{};

    /// Nanoseconds from the point before it.
    [[nodiscard]] std::uint64_t lengthUpTo(RunPoint point) const
    {
        const auto index = static_cast<std::size_t>(point);
        return index == 0 || at[index] < at[index - 1] ? 0 : at[index] - at[index - 1];
    }
    [[nodiscard]] std::uint64_t whole() const { return at.back() - at.front(); }
};

inline std::uint64_t monotonicNanoseconds()
{
    return static_cast<std::uint64_t>(
        std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count());
}

/// Nothing when nobody wants to know.
inline void mark(RunTimeline *timeline, RunPoint point)
{
    if (timeline != nullptr) [[unlikely]]
        timeline->at[static_cast<std::size_t>(point)] = monotonicNanoseconds();
}

} // namespace assay::sandbox
