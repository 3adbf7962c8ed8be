// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test cases of a package.
#pragma once

#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"

namespace assay::core {

/// The cases below data/sample, then those below data/secret, each folder in the order of its cases' and subfolders'
/// base names. Each case's output comparison is that of the nearest file which sets it: the case's own, its folder's
/// testdata.yaml or test_group.yaml, a parent folder's, else `yaml`'s.
/// Errors: InvalidPackage for an input or an answer without the other, unknown flags and so on; Unsupported for what
/// is not judged yet. Warnings go to `findings`.
[[nodiscard]] Result<QList<TestCase>> readTestData(const PackageTree &tree, const ProblemYaml &yaml,
                                                   QList<Finding> &findings);

} // namespace assay::core
