// SPDX-License-Identifier: GPL-3.0-or-later
// LaneGates: how many workers of each lane may take work right now.
#pragma once

#include "core/model/queue.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace assay::core {

/// Thread-safe. A lane's workers are numbered from 0; those from its gate on wait.
class LaneGates
{
public:
    void open(Purpose lane, int atOnce);
    /// For good: nobody takes work any more. Waits until all who did have left, at most so long; whether they have.
    bool close(Milliseconds most);
    [[nodiscard]] int atOnce(Purpose lane) const;
    /// Waits until that worker may take work. False: it is to stop, or the gates are closed.
    [[nodiscard]] bool pass(Purpose lane, int worker, const std::stop_token &stop);
    /// Who has passed is done with what it took.
    void leave();

private:
    [[nodiscard]] int &of(Purpose lane) { return m_atOnce.at(static_cast<std::size_t>(lane)); }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::array<int, kPurposeNames.rows().size()> m_atOnce{};
    int m_inside = 0;
    bool m_closed = false;
};

} // namespace assay::core
