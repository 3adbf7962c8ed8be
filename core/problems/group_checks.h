// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a package says about its groups fits together.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"

namespace assay::core {

/// An error is what would change a score or a verdict, whichever way it is read. Source: problem package format
/// 2025-09, "Result aggregation", "Static validation test cases"; legacy, "Graders".
void checkGroups(const Problem &problem, PackageFindings &findings);

} // namespace assay::core
