// SPDX-License-Identifier: GPL-3.0-or-later
// A holder without namespaces: an ordinary process whose programs live in a private folder, enclosed by Landlock.
#pragma once

#include "sandbox/helper/holder.h"

namespace assay::sandbox::helper {

/// Starts one with a folder below `parent`. It tells the engine with a Status as other holders do. When `life` of the
/// holder closes, or this process ends, it kills all its programs, removes the folder and ends.
[[nodiscard]] Status startFolderHolder(const char *parent, Holder &holder);

/// Ends one that startFolderHolder has started, and whatever it could not take along itself. True when it is gone.
[[nodiscard]] bool endFolderHolder(Holder &holder, int patienceMilliseconds);

/// Kills and reaps everything below this process at once. Only where encloseSignals has succeeded.
void endPrograms();

} // namespace assay::sandbox::helper
