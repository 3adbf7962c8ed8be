// SPDX-License-Identifier: GPL-3.0-or-later
// How the settings have logs written.
#pragma once

#include "base/clock.h"
#include "core/logs/log_output.h"
#include "core/settings/settings.h"

#include <filesystem>

namespace assay::core {

/// To files in <dataFolder>/logs and to the terminal; without a file when that cannot be written: the engine will say so as
/// well.
[[nodiscard]] LogOutputOptions logOptionsFor(const Settings &settings, const std::filesystem::path &dataFolder,
                                             const Clock &clock);

} // namespace assay::core
