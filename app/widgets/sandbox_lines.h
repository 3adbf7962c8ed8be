// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox of this computer as lines of a status section: its tier, its mechanisms, and what mends what is missing.
#pragma once

#include "app/widgets/status_section.h"
#include "core/engine.h"

namespace assay::app {

/// "Full: everything is enforced".
[[nodiscard]] QString tierText(const core::SandboxStatus &sandbox);
[[nodiscard]] QList<StatusLine> sandboxLines(const core::SandboxStatus &sandbox);

} // namespace assay::app
