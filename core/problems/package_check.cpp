// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that says what of a valid package is not judged yet.
#include "core/problems/package_check.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

struct UnjudgedRow {
    bool (*concerns)(const Problem &);
    std::string_view place;
    std::string_view text; ///< Before "not judged yet".
};

template <typename Grading>
bool anyGroup(const Problem &problem, bool (*concerns)(const Grading &))
{
    return std::ranges::any_of(problem.groups, [&](const TestGroup &group) {
        const auto *grading = std::get_if<Grading>(&group.grading);
        return grading && concerns(*grading);
    });
}

bool hasStaticValidation(const Problem &problem)
{
    return anyGroup<GroupScoring>(problem, [](const GroupScoring &one) { return one.staticValidation.has_value(); });
}

bool hasCustomGrader(const Problem &problem)
{
    return anyGroup<LegacyGrading>(problem, [](const LegacyGrading &one) { return one.customGrader; });
}

/// What makes a pass-fail problem accept although a case failed.
bool hasGraderFlags(const Problem &problem)
{
    return anyGroup<LegacyGrading>(problem, [](const LegacyGrading &one) {
        return one.grader.verdict == VerdictMode::AlwaysAccept || one.grader.acceptIfAnyAccepted ||
               one.grader.ignoreSample;
    });
}

constexpr std::array<UnjudgedRow, 12> kUnjudged = {{
    {[](const Problem &one) { return one.types.scoring; }, "problem.yaml", "scoring problems are"},
    {[](const Problem &one) { return one.types.interactive; }, "problem.yaml", "interactive problems are"},
    {[](const Problem &one) { return one.types.multiPass; }, "problem.yaml", "multi-pass problems are"},
    {[](const Problem &one) { return one.types.submitAnswer; }, "problem.yaml", "submit-answer problems are"},
    {[](const Problem &one) { return one.outputValidators.size() > 1; }, "output_validators",
     "several output validators are"},
    {[](const Problem &one) {
         return std::ranges::contains(one.outputValidators, ProgramKind::BuildScript, &PackageProgram::kind);
     },
     "output_validator", "a validator with a build script is"},
    {hasStaticValidation, "static_validator", "a static validator is"},
    {[](const Problem &one) { return !one.included.isEmpty(); }, "include",
     "code that is included with submissions is"},
    {hasCustomGrader, "graders", "a custom grader is"},
    {hasGraderFlags, "data/testdata.yaml", "a grader that accepts in spite of a failed case is"},
    {[](const Problem &one) {
         return std::ranges::any_of(one.cases, [](const TestCase &a) { return !a.arguments.isEmpty(); });
     },
     "data", "a test case with command-line arguments is"},
    {[](const Problem &one) {
         return std::ranges::any_of(one.cases, [](const TestCase &a) { return !a.files.empty(); });
     },
     "data", "a test case with files of its own is"},
}};

} // namespace

QList<Finding> findUnjudged(const Problem &problem)
{
    QList<Finding> findings;
    for (const UnjudgedRow &row : kUnjudged) {
        if (row.concerns(problem))
            findings.append({.severity = Severity::Error,
                             .file = QLatin1StringView{row.place},
                             .key = {},
                             .message = QLatin1StringView{row.text} + " not judged yet"_L1});
    }
    return findings;
}

} // namespace assay::core
