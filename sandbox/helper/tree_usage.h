// SPDX-License-Identifier: GPL-3.0-or-later
// What the processes of this PID namespace use right now, read from /proc: for hosts without cgroups.
#pragma once

#include <cstdint>

namespace assay::sandbox::helper {

struct TreeUsage {
    std::uint64_t residentBytes = 0;   ///< Sum over the processes: shared pages count more than once.
    std::uint64_t cpuMicroseconds = 0; ///< User + system, of the living and of what they have reaped.
};

/// All processes but process 1.
[[nodiscard]] TreeUsage readTreeUsage();

} // namespace assay::sandbox::helper
