// SPDX-License-Identifier: GPL-3.0-or-later
// What the sandbox did in a run, in the terms of a judgement.
#pragma once

#include "core/model/judgement.h"
#include "sandbox/run_outcome.h"

namespace assay::core {

/// In the order of their names, as they are stored.
[[nodiscard]] QList<EnforcedLimit> enforcedLimitsOf(const sandbox::EnforcedLimits &limits);

/// Empty when nobody stopped it.
[[nodiscard]] QString killerOf(const sandbox::RunOutcome &outcome);

} // namespace assay::core
