// SPDX-License-Identifier: GPL-3.0-or-later
// Judges a compiled submission on all test data of its problem, group by group.
#pragma once

#include "core/judge/group_step.h"
#include "core/judge/jury.h"

namespace assay::core {

/// What a graded submission is judged with. All borrowed.
struct GradedBench {
    CaseBench &bench;
    const Problem &problem;
    const Submission &submission;
    QString entryPoint; ///< As the language knows it, for a static validator.
    Jury &jury;
};

/// `record` takes each case for good, judged or skipped. Errors: ours only.
[[nodiscard]] Result<GroupWalk> judgeGraded(GradedBench &graded,
                                            const std::function<Result<void>(const CaseRun &)> &record,
                                            const std::stop_token &stop);

} // namespace assay::core
