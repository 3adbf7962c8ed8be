// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict and score of a whole judgement from those of its cases. Pure.
#include "core/judge/score_rules.h"

#include <algorithm>

namespace assay::core {

JudgedTotal totalOf(const QList<CaseRun> &cases, std::optional<Verdict> compileVerdict)
{
    if (compileVerdict)
        return {.verdict = *compileVerdict};
    const auto failed = std::ranges::find_if(
        cases, [](const CaseRun &run) { return run.state == CaseState::Done && run.verdict && !isPass(*run.verdict); });
    if (failed != cases.end())
        return {.verdict = *failed->verdict,
                .score = 0,
                .reason = QStringLiteral("case %1: %2").arg(failed->ordinal + 1).arg(failed->reason)};
    const bool compared =
        std::ranges::any_of(cases, [](const CaseRun &run) { return run.verdict == Verdict::Accepted; });
    return {.verdict = compared ? Verdict::Accepted : Verdict::Ok, .score = 100};
}

} // namespace assay::core
