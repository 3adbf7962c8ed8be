// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what DOMjudge and problemtools keep beside problem.yaml: domjudge-problem.ini and .timelimit.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"
#include "core/problems/package_tree.h"

namespace assay::core {

/// Fills in the time limit and the name where problem.yaml has none. A time limit is assumed when nobody gives one.
/// Source: DOMjudge manual, "Problem format specification".
void readDomjudgeFiles(const PackageTree &tree, Problem &problem, PackageFindings &findings);

} // namespace assay::core
