// SPDX-License-Identifier: GPL-3.0-or-later
// LaneGates: how many workers of each lane may take work right now.
#include "core/queue/lane_gates.h"

namespace assay::core {

void LaneGates::open(Purpose lane, int atOnce)
{
    {
        const std::scoped_lock lock(m_mutex);
        of(lane) = atOnce;
    }
    m_changed.notify_all();
}

bool LaneGates::close(Milliseconds most)
{
    std::unique_lock lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
    return m_changed.wait_for(lock, most, [this] { return m_inside == 0; });
}

int LaneGates::atOnce(Purpose lane) const
{
    const std::scoped_lock lock(m_mutex);
    return m_atOnce.at(static_cast<std::size_t>(lane));
}

bool LaneGates::pass(Purpose lane, int worker, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [&] { return m_closed || worker < of(lane); });
    if (m_closed || stop.stop_requested())
        return false;
    ++m_inside;
    return true;
}

void LaneGates::leave()
{
    {
        const std::scoped_lock lock(m_mutex);
        --m_inside;
    }
    m_changed.notify_all();
}

} // namespace assay::core
