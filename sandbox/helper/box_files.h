// SPDX-License-Identifier: GPL-3.0-or-later
// Moving files into and out of a container without ever following what a program left there.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper/requests.h"

namespace assay::sandbox::helper {

/// Writes all of `content` (a regular file or memfd, from its start) to the path, replacing what is there.
[[nodiscard]] Status putBoxFile(const FileRequest &request, int content);

/// As putBoxFile for every record of a PutFiles request; all files get kPutFileTime. Stops at the first that fails.
[[nodiscard]] Status putBoxFiles(const HolderRequest &request, int contents);

/// Writes a record for each regular file below the folder to a memfd. No link is followed. Fails with ENOTSUP on
/// anything but regular files of one name in folders that are not empty, with E2BIG on more than the listing may hold.
[[nodiscard]] Status listBoxFiles(const FileRequest &request, UniqueFd &listing);

/// Opens a regular file for reading. No link on the way is followed; a FIFO, folder or device is refused.
[[nodiscard]] Status openBoxFile(const FileRequest &request, UniqueFd &file);

/// What stands in front of /box, /w and /tmp, where that is not the root itself. Must live as long as this process.
void useBoxRoot(const char *root);

} // namespace assay::sandbox::helper
