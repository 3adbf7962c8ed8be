// SPDX-License-Identifier: GPL-3.0-or-later
// DiskGuard: takes nothing more in before the disk is full.
#include "core/disk_guard.h"

#include <cerrno>
#include <format>

#include <sys/statvfs.h>

namespace assay::core {

Result<void> DiskGuard::mayTakeMore() const
{
    struct statvfs found{};
    if (m_least.count <= 0 || ::statvfs(m_folder.c_str(), &found) != 0)
        return {}; // who writes there next says what is wrong with it
    const auto free = static_cast<std::int64_t>(found.f_bavail) * static_cast<std::int64_t>(found.f_frsize);
    if (free >= m_least.count)
        return {};
    constexpr std::int64_t kMiB = 1024 * 1024;
    return fail(Errc::Io,
                std::format("{}: {} MiB are free, and {} MiB are kept free: make room, or set data.least_free_mib",
                            m_folder.native(), free / kMiB, m_least.count / kMiB),
                ENOSPC);
}

} // namespace assay::core
