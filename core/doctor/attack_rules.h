// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what came of an attack is what had to come of it. Pure.
#pragma once

#include "core/doctor/attack.h"

namespace assay::core {

/// The exit code of an attack that got through. Its output then says ESCAPED.
inline constexpr int kEscapedExitCode = 99;

/// An escape can never look like a pass: a line that begins with ESCAPED, or exit code 99, counts before everything
/// else; ending well counts only with a line that begins with CONTAINED; whatever is not expected is not contained.
[[nodiscard]] AttackJudgement judgeAttack(const AttackExpectation &expected, const AttackObservation &observed);

} // namespace assay::core
