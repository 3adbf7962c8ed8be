// SPDX-License-Identifier: GPL-3.0-or-later
// What a group of test cases is worth, from what its members got. Pure.
#pragma once

#include "base/result.h"
#include "core/model/problem.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <string_view>

namespace assay::core {

/// What one member of a group got: a case, or a group in the group.
struct MemberResult {
    Verdict verdict = Verdict::JudgingError;
    double score = 0;
};

/// Verdict and score of a group. The score of a pass-fail problem means nothing.
struct GroupOutcome {
    Verdict verdict = Verdict::Accepted;
    double score = 0;

    bool operator==(const GroupOutcome &) const = default;
};

/// What a validator's feedback folder says of a case's score. Source: 2025-09, "Scoring test cases".
struct CaseFeedback {
    std::optional<double> score;      ///< score.txt
    std::optional<double> multiplier; ///< score_multiplier.txt
};

// --- the older formats: testdata.yaml

/// The score of a case in such a group.
[[nodiscard]] double legacyCaseScore(const LegacyGrading &grading, Verdict verdict, const CaseFeedback &feedback);

/// `members` are those that were judged, in order: none after the first that failed where `on_reject` is break.
/// No members at all are accepted with 0. A judging error among them is the group's.
[[nodiscard]] GroupOutcome gradeByDefault(const DefaultGrader &grader, std::span<const MemberResult> members);

/// What a custom grader reads, and what its output means.
[[nodiscard]] QByteArray graderInput(std::span<const MemberResult> members);
/// Errors: InvalidPackage for anything but a verdict and a number.
[[nodiscard]] Result<GroupOutcome> graderResult(std::string_view output);

// --- 2025-09: test_group.yaml

/// The highest score of each case of a group with `cases` of them; nothing: unbounded.
[[nodiscard]] std::optional<double> highestCaseScore(const GroupScoring &scoring, qsizetype cases);

/// The score of a case. Errors: InvalidPackage for what the format calls a judge error (a score where there may be none,
/// none where there must be one, one that is too high).
[[nodiscard]] Result<double> caseScore(const GroupScoring &scoring, qsizetype cases, Verdict verdict,
                                       const CaseFeedback &feedback);

/// Verdict (the first that is not accepted) and score of a group all of whose members are given.
/// Errors: InvalidPackage when the score is higher than the group's highest.
[[nodiscard]] Result<GroupOutcome> scoreGroup(const GroupScoring &scoring, std::span<const MemberResult> members);

} // namespace assay::core
