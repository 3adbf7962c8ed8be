// SPDX-License-Identifier: GPL-3.0-or-later
// Giving up what a process of the container must not have.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <span>
#include <sys/types.h>

namespace assay::sandbox::helper {

/// The one user of a container, as it sees itself.
inline constexpr unsigned kInnerId = 1000;

/// Maps kInnerId of `process`'s user namespace to `hostUid`/`hostGid`, setgroups denied.
[[nodiscard]] Status mapIds(pid_t process, uid_t hostUid, gid_t hostGid);

/// Becomes kInnerId, not dumpable, unable to gain privileges, dying with its parent. Keeps its capabilities.
[[nodiscard]] Status becomeInner();

/// Leaves the caller's session keyring for a new one, and empties those of the container's user. keyrings(7).
[[nodiscard]] Status forgetKeys();

/// Gives up all capabilities but `kept` (a mask of 1 << CAP_…), for good.
[[nodiscard]] Status dropCapabilities(std::uint32_t kept = 0);

/// Standard streams become /dev/null, and every other descriptor but those in `keep` is closed.
[[nodiscard]] Status keepOnly(std::span<const int> keep);

/// Loads a BPF program (struct sock_filter array in a file) onto this process for good. The listener that reports
/// forbidden calls goes to `listener`.
[[nodiscard]] Status loadFilter(int programFile, UniqueFd &listener);

} // namespace assay::sandbox::helper
