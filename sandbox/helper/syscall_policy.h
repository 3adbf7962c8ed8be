// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a system call policy (text) into a BPF program by libseccomp.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <string_view>

namespace assay::sandbox::helper {

/// A policy has a line per system call; `#` starts a comment:
///   read                        allowed
///   clone: arg0 & 0x7e020000 == 0   allowed when the masked argument has that value (several, joined by `&&`)
///   clone3: errno ENOSYS        refused with that errno, harmlessly
/// Everything else is reported to the engine, which stops the run; calls of a foreign architecture kill at once. Names
/// unknown on this architecture are passed over. The program goes to a sealed memfd.
[[nodiscard]] Status compilePolicy(std::string_view text, UniqueFd &program);

} // namespace assay::sandbox::helper
