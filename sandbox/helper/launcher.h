// SPDX-License-Identifier: GPL-3.0-or-later
// The launcher: process 1 of the programs' PID namespace, starts one program after the other.
#pragma once

#include "sandbox/helper/place.h"

#include <span>

namespace assay::sandbox::helper {

/// As process 1 of a PID namespace, or enclosed, as `place` says.
/// Sets itself up (proc, cgroups, privileges, filter), tells the engine with a Status, then serves Run requests until
/// its socket closes. Never returns. Everything it does after the filter is loaded must be allowed by every policy.
[[noreturn]] void runLauncher(int socket, int programFile, std::span<const int> cgroupFiles, const Place &place);

} // namespace assay::sandbox::helper
