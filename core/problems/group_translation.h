// SPDX-License-Identifier: GPL-3.0-or-later
// The groups of a problem in the other way of scoring them, as near as it comes.
#pragma once

#include "core/problems/package_target.h"

namespace assay::core {

using Gradings = QMap<QString, std::variant<LegacyGrading, GroupScoring>>;

/// The groups that a package of that style has, by name ("" for the root), with what its configuration files say. The
/// problem's own when it is of that style. Otherwise: a group that is worth its points only as a whole, or that adds up
/// its cases' points, is one in both; orders, ranges, averages, maxima, dependencies and the grading of deeper groups have
/// no counterpart.
[[nodiscard]] Gradings groupsInStyle(const Problem &problem, GroupStyle style);

} // namespace assay::core
