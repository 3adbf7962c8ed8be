// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test data of a package: cases, groups, and what only validators see.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Fills in groups and cases: those below data/sample, then those below data/secret, each folder in the order of its
/// cases' and subfolders' base names; and sample interactions and validation cases. Each setting of a case comes from
/// the nearest file that makes it: the case's own, its folder's testdata.yaml or test_group.yaml, a parent folder's,
/// problem.yaml. The problem's format, types, constants and programs must be there.
void readTestData(const PackageTree &tree, const ProblemYaml &yaml, Problem &problem, PackageFindings &findings);

} // namespace assay::core
