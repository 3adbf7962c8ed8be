// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a container without a mount namespace: a folder on the host with box, w and tmp in it.
#pragma once

#include "sandbox/helper/host_ids.h"
#include "sandbox/helper/mount_tree.h"
#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

inline constexpr std::size_t kFolderPathSize = 256;

/// Makes one below `parent` that only `owner` can enter, named after this process so that removeStaleFolders can tell.
/// Its path goes to `path`.
[[nodiscard]] Status makePrivateFolder(const char *parent, const HostIds &owner, char (&path)[kFolderPathSize]);

/// Puts new, empty folders in place of box, w and tmp, or empties w and tmp. Nobody else may be using them.
[[nodiscard]] Status renewPrivateFolder(const char *path, Scratch which);

/// Lets what a compiler made be executed: the filter keeps it from doing that itself.
[[nodiscard]] Status makeExecutable(const char *path);

void removePrivateFolder(const char *path);

/// Whether a process that is gone has left one below `parent`.
[[nodiscard]] bool hasStaleFolders(const char *parent);

/// Removes what processes that are gone have left below `parent`. As root it first kills everything that runs as the
/// container's user; see killStrays for others.
void removeStaleFolders(const char *parent);

struct FolderUsage {
    std::uint64_t bytes = 0; ///< On the disk.
    std::uint64_t files = 0; ///< Of any kind, the folder itself not counted.
    bool complete = true;    ///< False: there is more, deeper than anybody needs.
};

/// What lies below `path`/`name`; counting ends once there are more than `mostFiles`.
[[nodiscard]] FolderUsage folderUsage(const char *path, const char *name, std::uint64_t mostFiles);

} // namespace assay::sandbox::helper
