// SPDX-License-Identifier: GPL-3.0-or-later
// Writes data/.
#pragma once

#include "core/problems/package_draft.h"
#include "core/problems/package_target.h"
#include "core/problems/package_tree.h"

namespace assay::core {

/// Adds cases, groups' and cases' configuration, and what only validators see. `tree` is that of the problem's package.
void writeTestData(const Problem &problem, const PackageTree &tree, const PackageTarget &target, PackageDraft &draft);

/// The arguments of the default output validator that mean those options.
[[nodiscard]] QStringList compareFlags(const CompareOptions &options);

} // namespace assay::core
