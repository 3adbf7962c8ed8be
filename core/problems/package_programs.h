// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the programs of a package beside submissions, the files that go with submissions, and attachments.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Fills in validators, grader, visualizers, included files and attachments. The problem's format must be there.
/// Output validators of the legacy formats are left out unless problem.yaml asks for them.
void readPrograms(const PackageTree &tree, const ProblemYaml &yaml, Problem &problem, PackageFindings &findings);

} // namespace assay::core
