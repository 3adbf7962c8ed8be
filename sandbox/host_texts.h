// SPDX-License-Identifier: GPL-3.0-or-later
// How each mechanism of the sandbox is done, and what a person can do when it is missing.
#pragma once

#include "sandbox/host_probe.h"

namespace assay::sandbox {

/// How it is done where it works.
[[nodiscard]] std::string howOf(HostMechanism mechanism);

/// Empty when there is nothing to do. Looks at this host's settings to name the one that is in the way.
[[nodiscard]] std::string fixFor(HostMechanism mechanism);

} // namespace assay::sandbox
