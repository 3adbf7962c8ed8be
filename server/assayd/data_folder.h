// SPDX-License-Identifier: GPL-3.0-or-later
// Where a command finds what an engine keeps.
#pragma once

#include "base/result.h"
#include "core/settings/settings.h"

#include <filesystem>
#include <string>

namespace assay::server {

/// What the command line says, else the settings, as a whole path. Errors: InvalidArgument when neither does.
[[nodiscard]] Result<std::filesystem::path> dataFolderOf(const std::string &given, const core::Settings &settings);

} // namespace assay::server
