// SPDX-License-Identifier: GPL-3.0-or-later
// Which processes descend from which, where no PID namespace tells them from others.
#pragma once

#include "sandbox/helper/setup_status.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <sys/types.h>

namespace assay::sandbox::helper {

/// Calls `visit` with the name of each entry of the folder that is a number.
void forEachNumber(const std::string &folder, const std::function<void(const char *)> &visit);

/// Whether this kernel tells a process's children, which the functions below need.
[[nodiscard]] Status canReadChildren();

/// Orphans that came to it are among them.
[[nodiscard]] std::vector<pid_t> childrenOf(pid_t process);
[[nodiscard]] std::vector<pid_t> descendantsOf(pid_t process);

/// Disk space of files that descendants hold open and nobody can find any more, on the disk of `folder`. The file
/// `except` does not count.
[[nodiscard]] std::uint64_t unlinkedBytes(const char *folder, const struct stat &except);

/// How many processes and threads run as this user on the whole host.
[[nodiscard]] std::uint64_t tasksOfThisUser();

} // namespace assay::sandbox::helper
