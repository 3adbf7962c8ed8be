// SPDX-License-Identifier: GPL-3.0-or-later
// In what two problems differ, wherever their packages lie.
#pragma once

#include "core/problems/package_losses.h"

namespace assay::core {

/// The fields that differ, by the names that findLosses uses; empty when the packages are the same. Ids, roots and hashes do
/// not count, files do by their content and their place; nor does what only one of the two versions keeps apart.
[[nodiscard]] QList<PackageLoss> packageDifferences(const Problem &one, const Problem &other);

} // namespace assay::core
