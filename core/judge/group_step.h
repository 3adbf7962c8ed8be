// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the groups of a problem's test data: which case is judged next, which is skipped, what the groups get.
#pragma once

#include "core/judge/case_step.h"
#include "core/judge/group_rules.h"
#include "core/model/judgement.h"
#include "core/model/submission.h"

#include <functional>

namespace assay::core {

/// What the walk asks for. Errors end the walk: they are ours.
struct GroupActions {
    std::function<Result<JudgedCase>(const TestCase &)> judgeCase;
    /// The static validator on the submission, as that group wants it.
    std::function<Result<JudgedCase>(const TestGroup &)> judgeStatically;
    /// The package's own grader.
    std::function<Result<GroupOutcome>(const TestGroup &, std::span<const MemberResult>)> runGrader;
    /// A case is judged, or skipped, for good.
    std::function<Result<void>(const CaseRun &)> record;
};

struct GroupWalk {
    QList<CaseRun> cases;
    QList<GroupResult> groups;
    GroupOutcome outcome; ///< Of the whole.
    std::optional<double> maxScore;
};

/// The cases of a judgement before anything is run: those of the problem, then one for each static validation.
[[nodiscard]] QList<CaseRun> plannedCases(const Problem &problem);

/// Judges in the order of the groups' members. Cases that can change nothing are skipped with CasePolicy::FailFast;
/// what a group's own rules leave out (`on_reject: break`, `require_pass`) never counts, and with RunAll cases behind a
/// break are run for what they show. The result does not depend on which of them were run.
[[nodiscard]] Result<GroupWalk> walkGroups(const Problem &problem, CasePolicy policy, const GroupActions &actions);

} // namespace assay::core
