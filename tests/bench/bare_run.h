// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline: a program started by posix_spawn and waited for, without any sandbox.
#pragma once

#include <string>
#include <vector>

namespace assay::bench {

/// Spawns, executes and waits, with the three standard streams on /dev/null. Ends the benchmark when the program does
/// not exit with 0.
void bareRun(const std::vector<std::string> &command);

} // namespace assay::bench
