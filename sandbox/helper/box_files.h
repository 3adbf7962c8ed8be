// SPDX-License-Identifier: GPL-3.0-or-later
// Moving files into and out of a container without ever following what a program left there.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// Writes all of `content` (a regular file or memfd, from its start) to the path, replacing what is there.
[[nodiscard]] Status putBoxFile(const FileRequest &request, int content);

/// Opens a regular file for reading. No link on the way is followed; a FIFO, folder or device is refused.
[[nodiscard]] Status openBoxFile(const FileRequest &request, UniqueFd &file);

} // namespace assay::sandbox::helper
