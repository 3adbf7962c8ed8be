// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings say of an engine.
#pragma once

#include "core/engine.h"
#include "core/settings/settings.h"

namespace assay::core {

/// All but where its data is. The least tier only where it is set: what it is otherwise depends on whose programs are run.
void applySettings(const Settings &settings, EngineOptions &options);

} // namespace assay::core
