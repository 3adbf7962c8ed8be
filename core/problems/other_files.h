// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what belongs to a package without having a part in judging: pictures, solutions, generators.
#pragma once

#include "core/model/problem.h"
#include "core/problems/package_tree.h"

namespace assay::core {

/// The files of the tree that no other member of the problem names, without those that the problem was read from.
[[nodiscard]] std::vector<std::filesystem::path> findOtherFiles(const PackageTree &tree, const Problem &problem);

} // namespace assay::core
