// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict and score of a whole judgement from those of its cases. Pure.
#pragma once

#include "core/model/judgement.h"

namespace assay::core {

struct JudgedTotal {
    Verdict verdict = Verdict::JudgingError;
    double score = 0;
    QString reason; ///< That of the deciding case, with its number.
};

/// The first case that failed decides; with none the verdict is Accepted, or Ok when nothing was compared. The score
/// is 100 for a pass, else 0: problems with points come with test groups. `compileVerdict` decides alone.
[[nodiscard]] JudgedTotal totalOf(const QList<CaseRun> &cases, std::optional<Verdict> compileVerdict);

} // namespace assay::core
