// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that says what of a valid package is not judged yet.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"

namespace assay::core {

/// An error for everything that the problem asks for, and that judging does not do. Support for one more of them is one
/// line less in the table.
[[nodiscard]] QList<Finding> findUnjudged(const Problem &problem);

} // namespace assay::core
