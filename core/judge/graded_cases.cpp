// SPDX-License-Identifier: GPL-3.0-or-later
// Judges a compiled submission on all test data of its problem, group by group.
#include "core/judge/graded_cases.h"

namespace assay::core {

namespace {

CaseJob jobOf(const TestCase &test)
{
    return {.name = test.name,
            .secret = test.kind == CaseKind::Secret,
            .input = test.input,
            .answer = test.answer,
            .compare = test.compare,
            .validatorFlags = test.validatorFlags,
            .arguments = test.arguments,
            .files = test.files};
}

Result<JudgedCase> judgeStatically(GradedBench &graded, const TestGroup &group, const std::stop_token &stop)
{
    const auto &validation = *std::get<GroupScoring>(group.grading).staticValidation;
    const ValidatorResult result =
        TRY(graded.jury.validateStatically(graded.submission, graded.entryPoint, validation.arguments, stop));
    return JudgedCase{.run = {.state = CaseState::Done,
                              .verdict = result.accepted ? Verdict::Accepted : Verdict::WrongAnswer,
                              .reason = result.message},
                      .feedback = result.feedback};
}

} // namespace

Result<GroupWalk> judgeGraded(GradedBench &graded, const std::function<Result<void>(const CaseRun &)> &record,
                              const std::stop_token &stop)
{
    graded.bench.validator = TRY(graded.jury.outputValidator(stop));
    const GroupActions actions{
        .judgeCase = [&](const TestCase &test) { return caseStep(graded.bench, jobOf(test), stop); },
        .judgeStatically = [&](const TestGroup &group) { return judgeStatically(graded, group, stop); },
        .runGrader = [&](const TestGroup &group,
                         std::span<const MemberResult> members) { return graded.jury.grade(group, members, stop); },
        .record = record};
    return walkGroups(graded.problem, graded.submission.policy, actions);
}

} // namespace assay::core
