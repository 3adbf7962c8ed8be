// SPDX-License-Identifier: GPL-3.0-or-later
// FolderLock: one engine at a time holds a data folder.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <filesystem>

namespace assay::core {

/// Held until it goes or the process dies, however it dies: the kernel lets go (flock), no stale file can stay.
class FolderLock
{
public:
    /// Makes `folder`/assay.lock, which names the holder's process id.
    /// Errors: InvalidArgument when somebody else holds it, Io.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path &folder);

private:
    explicit FolderLock(UniqueFd file)
        : m_file(std::move(file))
    {
    }

    UniqueFd m_file;
};

} // namespace assay::core
