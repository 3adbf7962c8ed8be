// SPDX-License-Identifier: GPL-3.0-or-later
// Landlock: a process shuts itself and its children out of files, processes and sockets. landlock(7).
#pragma once

#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// The first version that keeps signals and abstract sockets inside (Linux 6.12).
inline constexpr std::uint32_t kLeastLandlockAbi = 6;

/// 0: there is none.
[[nodiscard]] std::uint32_t landlockAbi();

/// Nothing of the file system, no process outside and no abstract socket is left to this process. For a trial.
[[nodiscard]] Status restrictToNothing();

} // namespace assay::sandbox::helper
