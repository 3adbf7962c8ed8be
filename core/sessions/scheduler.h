// SPDX-License-Identifier: GPL-3.0-or-later
// Scheduler: asks the sessions what is due, in time.
#pragma once

#include <functional>
#include <thread>

namespace assay::core {

/// Calls `tick` several times a second from a thread of its own, for as long as it lives. What is due is found by the wall
/// clock each time, so that a machine that slept, or whose clock was set, comes to it at the next call.
class Scheduler
{
public:
    explicit Scheduler(std::function<void()> tick);

private:
    std::jthread m_thread;
};

} // namespace assay::core
