// SPDX-License-Identifier: GPL-3.0-or-later
// Scheduler: asks the sessions what is due, in time.
#include "core/sessions/scheduler.h"

#include "base/stoppable_sleep.h"

namespace assay::core {

namespace {

constexpr std::chrono::milliseconds kBetweenTicks{250};

} // namespace

Scheduler::Scheduler(std::function<void()> tick)
    : m_thread([tick = std::move(tick)](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            tick();
            sleepUnlessStopped(stop, kBetweenTicks);
        }
    })
{
}

} // namespace assay::core
