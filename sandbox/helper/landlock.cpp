// SPDX-License-Identifier: GPL-3.0-or-later
// Landlock: a process shuts itself and its children out of files, processes and sockets. landlock(7).
#include "sandbox/helper/landlock.h"

#include "base/unique_fd.h"
#include "sandbox/helper/setup_status.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Every access right to files that there is in version 6.
constexpr std::uint64_t kAllFileAccess = (LANDLOCK_ACCESS_FS_IOCTL_DEV << 1) - 1;

} // namespace

std::uint32_t landlockAbi()
{
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<std::uint32_t>(version);
}

Status restrictToNothing()
{
    if (const std::uint32_t version = landlockAbi(); version < kLeastLandlockAbi) {
        char text[96];
        std::snprintf(text, sizeof text, "version %u, and version %u is needed to keep signals inside", version,
                      kLeastLandlockAbi);
        return failed(SetupStep::Trial, version == 0 ? "not in this kernel, or switched off" : text, 0);
    }
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = kAllFileAccess;
    attributes.scoped = LANDLOCK_SCOPE_SIGNAL | LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET;
    const UniqueFd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
    if (!ruleset || ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) < 0)
        return failed(SetupStep::Trial, "landlock_restrict_self");
    return {};
}

} // namespace assay::sandbox::helper
