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

/// Which sandbox tier programs are run under.
struct TierChoice {
    std::string exactly; ///< What --tier says; may be empty.
    std::string least; ///< What the setting says; empty when it is not set.
};

/// Without data folder. `tier`: exactly that sandbox tier, refused where the host has less, and no better where it has
/// more; else the best that there is, from the least one up, which is partial where nothing is set.
[[nodiscard]] core::EngineOptions engineOptions(const TierChoice &tier);

} // namespace assay::server
