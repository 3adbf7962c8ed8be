// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of system call policies, put together.
#pragma once

#include <string>
#include <string_view>

namespace assay::sandbox {

/// `policy` with the lines of `overrides` in place of all its lines about the same system calls; a call that only
/// `overrides` has is added. See resources/seccomp/README for the lines.
[[nodiscard]] std::string withOverrides(std::string_view policy, std::string_view overrides);

} // namespace assay::sandbox
