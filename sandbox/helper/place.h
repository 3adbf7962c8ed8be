// SPDX-License-Identifier: GPL-3.0-or-later
// Place: where a container's files are, and what keeps its programs in.
#pragma once

#include "sandbox/helper/private_folder.h"

namespace assay::sandbox::helper {

/// With namespaces: a root of its own, with /box, /w and /tmp. Without: a folder on the host, Landlock around the
/// programs, and polling in place of the sizes of memory file systems.
struct Place {
    char folder[kFolderPathSize] = {}; ///< Empty: there are namespaces.
    bool boxIsSealed = false;
    bool sharesUser = false; ///< The programs' user has other processes on this host.
    ScratchRequest sizes;

    [[nodiscard]] bool hasNamespaces() const { return folder[0] == 0; }
    /// What stands in front of /box, /w and /tmp.
    [[nodiscard]] const char *root() const { return hasNamespaces() ? "/" : folder; }
};

} // namespace assay::sandbox::helper
