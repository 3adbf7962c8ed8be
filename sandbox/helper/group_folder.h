// SPDX-License-Identifier: GPL-3.0-or-later
// One control group as a folder: made, told apart from one that nobody uses any more, and removed.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <string>

namespace assay::sandbox::helper {

/// Makes the group. While `lock` is open, no helper takes it for abandoned: process ids do not tell, since they come
/// again, mean nothing in another PID namespace, and stay for as long as nobody reaps the dead.
[[nodiscard]] Status makeGroup(const std::string &folder, UniqueFd &lock);

/// Removes an empty group. Waits for a moment while killed processes leave.
void removeGroup(const std::string &folder);

/// Removes the group unless a living helper holds its lock.
void removeIfAbandoned(const std::string &folder);

} // namespace assay::sandbox::helper
