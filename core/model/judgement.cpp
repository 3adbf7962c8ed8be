// SPDX-License-Identifier: GPL-3.0-or-later
// Judgement: one evaluation of a submission, and CaseRun, one test case of it.
#include "core/model/judgement.h"

#include <algorithm>

namespace assay::core {

int Judgement::passedCases() const
{
    return static_cast<int>(std::ranges::count_if(
        cases, [](const CaseRun &run) { return run.state == CaseState::Done && run.verdict && isPass(*run.verdict); }));
}

int Judgement::finishedCases() const
{
    return static_cast<int>(std::ranges::count(cases, CaseState::Done, &CaseRun::state));
}

Microseconds Judgement::maxCpu() const
{
    return cases.isEmpty() ? Microseconds{0} : std::ranges::max(cases, {}, &CaseRun::cpu).cpu;
}

Bytes Judgement::maxMemory() const
{
    return cases.isEmpty() ? Bytes{} : std::ranges::max(cases, {}, &CaseRun::memory).memory;
}

std::optional<Points> Judgement::points() const
{
    const bool counted = std::ranges::any_of(cases, [](const CaseRun &run) { return run.score.has_value(); });
    const bool grouped =
        std::ranges::any_of(groups, [](const GroupResult &group) { return group.maxScore.has_value(); });
    if (!counted && !grouped)
        return std::nullopt;
    return Points{.earned = score, .most = maxScore};
}

} // namespace assay::core
