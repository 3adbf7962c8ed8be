// SPDX-License-Identifier: GPL-3.0-or-later
// Where this program's parts lie: in a build tree, or installed.
#pragma once

#include <filesystem>

namespace assay::core {

struct Installation {
    std::filesystem::path resourceFolder; ///< languages/, seccomp/, problems/
    std::filesystem::path attackFolder;   ///< attacks.json and the hostile programs that it names
    std::filesystem::path sandboxProgram;

    /// Found from the running program's own place: beside it (../share/assay, assay-sandbox) when installed, else in the
    /// source tree that it was built from.
    [[nodiscard]] static Installation find();
};

/// $XDG_CACHE_HOME/assay, else ~/.cache/assay; empty when the environment names neither.
/// Source: XDG Base Directory Specification (a path that is not absolute is ignored).
[[nodiscard]] std::filesystem::path userCacheFolder();

} // namespace assay::core
