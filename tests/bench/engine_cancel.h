// SPDX-License-Identifier: GPL-3.0-or-later
// Cancelling as a person does it: through the engine, from the call until the last process is gone.
#pragma once

#include <vector>

namespace assay::bench {

/// Milliseconds of each round, for a tree of a hundred sleeping processes. Ends the benchmark when something fails.
[[nodiscard]] std::vector<double> cancelThroughEngine(int rounds);

} // namespace assay::bench
