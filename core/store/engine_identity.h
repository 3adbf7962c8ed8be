// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine of a data folder is known by to others that share its database.
#pragma once

#include "base/result.h"
#include "core/model/ids.h"

#include <filesystem>

namespace assay::core {

/// What <folder>/engine.id says; made at the first call. The folder must be held. Errors: Io, InvalidData.
[[nodiscard]] Result<EngineId> engineIdentity(const std::filesystem::path &folder);

} // namespace assay::core
