// SPDX-License-Identifier: GPL-3.0-or-later
// Where the commands keep what compilers made.
#include "core/installation.h"
#include "server/assayd/commands.h"

#include <filesystem>

namespace assay::server {

core::CompileHostOptions compileHostOptions(const CacheArguments &arguments)
{
    std::error_code error;
    const auto given = std::filesystem::absolute(arguments.folder, error);
    return {.folder = arguments.folder.empty() ? core::userCacheFolder() : given,
            .caching = arguments.off ? core::CompileCaching::Off : core::CompileCaching::On,
            .warmUp = core::WarmUp::OnDemand};
}

} // namespace assay::server
