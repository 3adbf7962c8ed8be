// SPDX-License-Identifier: GPL-3.0-or-later
// WorkSignal: lets workers sleep until their lane may have work.
#include "core/store/work_signal.h"

namespace assay::core {

void WorkSignal::announce(Purpose lane)
{
    {
        const std::scoped_lock lock(m_mutex);
        ++of(lane).announced;
        of(lane).mayHaveWork = true;
    }
    m_changed.notify_all();
}

void WorkSignal::announceAll()
{
    for (const auto &[lane, name] : kPurposeNames.rows())
        announce(lane);
}

std::uint64_t WorkSignal::announced(Purpose lane) const
{
    const std::scoped_lock lock(m_mutex);
    return m_lanes.at(static_cast<std::size_t>(lane)).announced;
}

void WorkSignal::nothingFound(Purpose lane, std::uint64_t seen)
{
    const std::scoped_lock lock(m_mutex);
    if (of(lane).announced == seen)
        of(lane).mayHaveWork = false;
}

void WorkSignal::wait(Purpose lane, Milliseconds most)
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t wakeUps = m_wakeUps;
    m_changed.wait_for(lock, most, [&] { return of(lane).mayHaveWork || m_wakeUps != wakeUps; });
}

void WorkSignal::wakeAll()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_wakeUps;
    }
    m_changed.notify_all();
}

} // namespace assay::core
