// SPDX-License-Identifier: GPL-3.0-or-later
// Where this program's parts lie: in a build tree, or installed.
#include "core/installation.h"

#include <cstdlib>

namespace assay::core {

namespace fs = std::filesystem;

Installation Installation::find()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path folder = program.parent_path();
    Installation installation{.resourceFolder = folder.parent_path() / "share/assay",
                              .attackFolder = folder.parent_path() / "share/assay/sandbox_programs",
                              .sandboxProgram = folder / "assay-sandbox"};
    if (!fs::is_directory(installation.resourceFolder, error))
        installation.resourceFolder = ASSAY_SOURCE_FOLDER "/resources";
    if (!fs::is_directory(installation.attackFolder, error))
        installation.attackFolder = ASSAY_SOURCE_FOLDER "/tests/sandbox_programs";
    if (!fs::exists(installation.sandboxProgram, error))
        installation.sandboxProgram = folder.parent_path() / "bin/assay-sandbox"; // a test program in build/tests
    return installation;
}

fs::path userCacheFolder()
{
    const auto absolute = [](const char *variable) {
        const char *value = std::getenv(variable);
        const fs::path path(value != nullptr ? value : "");
        return path.is_absolute() ? path : fs::path();
    };
    if (const fs::path cache = absolute("XDG_CACHE_HOME"); !cache.empty())
        return cache / "assay";
    const fs::path home = absolute("HOME");
    return home.empty() ? fs::path() : home / ".cache/assay";
}

} // namespace assay::core
