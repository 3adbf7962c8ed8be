// SPDX-License-Identifier: GPL-3.0-or-later
// The file system of a container: read-only toolchains, five devices, three scratch folders, nothing else.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// The folder of the host that will be kWarmFolder, as a mount of its own that nobody sees yet: read-only, nothing in it
/// can be executed. None for an empty path, and for one that cannot be opened: the engine tries whether programs see it.
/// To be called in the new mount namespace, but as the user who started all this, whose folder it is.
[[nodiscard]] UniqueFd openWarmFolder(const char *path);

/// Builds the root in the caller's own mount namespace and pivots into it. Call once, with all capabilities of the
/// user namespace. The scratch folders are still empty folders afterwards: see mountScratch.
[[nodiscard]] Status buildRoot(const UniqueFd &warmFolder);

/// A proc file system of the caller's PID namespace on /proc, showing processes only, and only one's own.
[[nodiscard]] Status mountProc();

enum class Scratch { All, WorkOnly };

/// Puts new, empty memory file systems in place of /box, /w and /tmp (All) or /w and /tmp.
[[nodiscard]] Status mountScratch(const ScratchRequest &sizes, Scratch which);

/// Makes /box read-only until mountScratch(All).
[[nodiscard]] Status sealBox();

} // namespace assay::sandbox::helper
