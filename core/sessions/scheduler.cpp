// SPDX-License-Identifier: GPL-3.0-or-later
// Scheduler: asks the sessions what is due, in time.
#include "core/sessions/scheduler.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace assay::core {

namespace {

constexpr std::chrono::milliseconds kBetweenTicks{250};

} // namespace

Scheduler::Scheduler(std::function<void()> tick)
    : m_thread([tick = std::move(tick)](const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any never;
        while (!stop.stop_requested()) {
            tick();
            std::unique_lock lock(mutex);
            never.wait_for(lock, stop, kBetweenTicks, [] { return false; });
        }
    })
{
}

} // namespace assay::core
