// SPDX-License-Identifier: GPL-3.0-or-later
// What of the expectations of jury submissions a version cannot say.
#pragma once

#include "core/problems/package_losses.h"
#include "core/problems/package_target.h"

namespace assay::core {

/// Found by reading what would be written.
[[nodiscard]] QList<PackageLoss> findExpectationLosses(const Problem &problem, const PackageTarget &target);

} // namespace assay::core
