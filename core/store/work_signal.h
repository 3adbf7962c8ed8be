// SPDX-License-Identifier: GPL-3.0-or-later
// WorkSignal: lets workers sleep until their lane may have work.
#pragma once

#include "base/units.h"
#include "core/model/submission.h"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace assay::core {

/// Thread-safe. A lane counts as "may have work" from `announce` until somebody who looked found nothing, so that no
/// announcement between the look and the wait is missed.
class WorkSignal
{
public:
    void announce(Purpose lane);
    void announceAll();
    /// To be read before looking for work, for `nothingFound`.
    [[nodiscard]] std::uint64_t announced(Purpose lane) const;
    /// Nothing was there, unless something was announced since `seen`.
    void nothingFound(Purpose lane, std::uint64_t seen);

    /// Returns when the lane may have work, after `most`, or at the next wakeAll.
    void wait(Purpose lane, Milliseconds most);
    void wakeAll();

private:
    struct Lane {
        std::uint64_t announced = 0;
        bool mayHaveWork = true; ///< At first: the database may hold some.
    };
    [[nodiscard]] Lane &of(Purpose lane) { return m_lanes.at(static_cast<std::size_t>(lane)); }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::array<Lane, kPurposeNames.rows().size()> m_lanes;
    std::uint64_t m_wakeUps = 0;
};

} // namespace assay::core
