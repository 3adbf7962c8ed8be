// SPDX-License-Identifier: GPL-3.0-or-later
// The file system of a container: read-only toolchains, five devices, three scratch folders, nothing else.
#pragma once

#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// Builds the root in the caller's own mount namespace and pivots into it. Call once, with all capabilities of the
/// user namespace. The scratch folders are still empty folders afterwards: see mountScratch.
[[nodiscard]] Status buildRoot();

/// A proc file system of the caller's PID namespace on /proc, showing processes only, and only one's own.
[[nodiscard]] Status mountProc();

enum class Scratch { All, WorkOnly };

/// Puts new, empty memory file systems in place of /box, /w and /tmp (All) or /w and /tmp.
[[nodiscard]] Status mountScratch(const ScratchRequest &sizes, Scratch which);

/// Makes /box read-only until mountScratch(All).
[[nodiscard]] Status sealBox();

} // namespace assay::sandbox::helper
