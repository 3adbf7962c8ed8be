// SPDX-License-Identifier: GPL-3.0-or-later
// What this host lets the helper do: each thing is done once, in a process of its own that ends with it.
#pragma once

#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// Tries everything of HostTrial. Takes some ten milliseconds, and leaves nothing. The control groups of the reply are
/// the caller's to fill in.
void tryHost(HostTrialReply &reply);

} // namespace assay::sandbox::helper
