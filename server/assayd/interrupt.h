// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM as a stop request.
#pragma once

#include <stop_token>

namespace assay::server {

/// Catches SIGINT, SIGTERM and SIGHUP for the rest of the process: the first asks to stop, the second ends at once.
/// Call once, before any thread is started.
[[nodiscard]] std::stop_token stopOnSignals();

} // namespace assay::server
