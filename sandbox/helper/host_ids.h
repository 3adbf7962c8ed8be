// SPDX-License-Identifier: GPL-3.0-or-later
// Which host user a container's user is.
#pragma once

#include <cstdint>
#include <sys/types.h>

namespace assay::sandbox::helper {

struct HostIds {
    uid_t uid = 0;
    gid_t gid = 0;
};

/// As root with a whole id range: a high id that belongs to nobody, another one for each container. Otherwise the
/// caller's own.
[[nodiscard]] HostIds hostIdsFor(std::uint32_t containerIndex);

} // namespace assay::sandbox::helper
