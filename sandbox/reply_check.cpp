// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a process of the helper answered can be an answer at all.
#include "sandbox/reply_check.h"

#include <algorithm>

#include <sys/wait.h>

namespace assay::sandbox {

namespace {

/// Bytes, or microseconds: more than any machine has, and sums of a few stay far from the end of 64 bits.
constexpr std::uint64_t kMaxQuantity = std::uint64_t{1} << 56;

bool isInRange(SetupStep step)
{
    return step <= kSetupStepNames.rows().back().first;
}

} // namespace

bool isSound(const Status &status)
{
    return isInRange(status.failedStep) && std::ranges::contains(status.detail, '\0');
}

bool isSound(const ContainerReply &reply)
{
    return isSound(reply.status) && isSound(reply.cgroupStatus) && reply.cgroup <= CgroupVersion::V2 &&
           std::ranges::contains(reply.folder, '\0');
}

bool isSound(const HostTrialReply &reply)
{
    const auto sound = [](const Status &status) { return isSound(status); };
    return std::ranges::all_of(reply.trials, sound) && std::ranges::all_of(reply.controllers, sound) &&
           reply.cgroup <= CgroupVersion::V2;
}

bool isSound(const RunReply &reply)
{
    const auto quantities = {reply.wallMicroseconds, reply.cpuMicroseconds, reply.maxRssBytes, reply.polledPeakBytes,
                             reply.scratchBytes};
    return isInRange(reply.failedStep) && isSound(reply.warmStatus) &&
           (WIFEXITED(reply.waitStatus) || WIFSIGNALED(reply.waitStatus)) &&
           std::ranges::all_of(quantities, [](std::uint64_t quantity) { return quantity <= kMaxQuantity; });
}

bool isSound(const StandbyReply &reply)
{
    return isSound(reply.status) && reply.interpreterBytes <= kMaxQuantity && reply.programBytes <= kMaxQuantity;
}

} // namespace assay::sandbox
