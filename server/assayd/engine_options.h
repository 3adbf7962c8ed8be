// SPDX-License-Identifier: GPL-3.0-or-later
// The engine options that every command has in common.
#pragma once

#include "core/engine.h"

#include <string>
#include <string_view>
#include <vector>

namespace assay::server {

/// What --tier takes.
[[nodiscard]] std::vector<std::string> tierChoices();

/// Without data folder. `tier`: exactly that sandbox tier, refused where the host has less, and no better where it has
/// more; empty: the best that there is, from partial up.
[[nodiscard]] core::EngineOptions engineOptions(std::string_view tier);

} // namespace assay::server
