// SPDX-License-Identifier: GPL-3.0-or-later
// Which host user a container's user is.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <sys/types.h>

namespace assay::sandbox::helper {

struct HostIds {
    uid_t uid = 0;
    gid_t gid = 0;
    UniqueFd reservation; ///< While it is open, no helper of this host takes the same id. None: they are the caller's.
};

/// As root with a range of ids: one that no account, no running process and no other container has. Otherwise the
/// caller's own.
[[nodiscard]] Status takeHostIds(HostIds &ids);

/// Takes an id again that the container of a dead helper had. False when it is somebody's, or never was one of those.
[[nodiscard]] bool takeLeftIds(uid_t uid, HostIds &ids);

} // namespace assay::sandbox::helper
