// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a jury submission got what its authors expect.
#include "core/problems/expectation.h"

#include "core/problems/glob_pattern.h"

#include <algorithm>

namespace assay::core {

QList<Verdict> verdictsOf(std::string_view packageVerdict)
{
    if (packageVerdict == "AC")
        return {Verdict::Accepted};
    if (packageVerdict == "WA")
        return {Verdict::WrongAnswer, Verdict::PresentationError};
    if (packageVerdict == "TLE")
        return {Verdict::TimeLimitExceeded, Verdict::WallTimeLimitExceeded, Verdict::OutputLimitExceeded};
    if (packageVerdict == "RTE") {
        return {Verdict::RunTimeError, Verdict::MemoryLimitExceeded, Verdict::OutputLimitExceeded,
                Verdict::SecurityViolation};
    }
    return {};
}

namespace {

/// Whether the score is that of the rule: of the group that it names, or of the whole.
bool scoreFits(const CaseRule &rule, const Judgement &judgement)
{
    if (!rule.score)
        return true;
    double score = judgement.score;
    if (!rule.cases.isEmpty()) {
        const auto group = std::ranges::find(judgement.groups, rule.cases, &GroupResult::name);
        if (group == judgement.groups.end())
            return true; // cases have no score of their own to speak of
        score = group->score;
    }
    constexpr double kRounding = 1e-6;
    return score >= rule.score->lowest - kRounding && score <= rule.score->highest + kRounding;
}

bool concerns(const CaseRule &rule, const CaseRun &run)
{
    return rule.cases.isEmpty() || matchesGlob(rule.cases.toStdString(), run.name.toStdString());
}

bool holds(const CaseRule &rule, const Judgement &judgement)
{
    if (!scoreFits(rule, judgement))
        return false;
    const QList<CaseRun> &cases = judgement.cases;
    bool any = false;
    bool requiredSeen = false;
    bool messageSeen = rule.message.isEmpty();
    for (const CaseRun &run : cases) {
        if (!concerns(rule, run))
            continue;
        any = true;
        if (run.state != CaseState::Done || !run.verdict)
            continue;
        if (!rule.permitted.contains(*run.verdict))
            return false;
        requiredSeen = requiredSeen || rule.required.contains(*run.verdict);
        messageSeen = messageSeen || run.reason.contains(rule.message);
    }
    return messageSeen && (requiredSeen || !any);
}

} // namespace

bool meetsExpectation(const JurySubmission &submission, const Judgement &judgement)
{
    if (submission.expected.isEmpty() && submission.rules.isEmpty())
        return true;
    if (judgement.state != JudgementState::Done || !judgement.verdict)
        return false;
    // Rules speak of cases. Where none was run (it did not compile), the final verdict alone counts.
    if (submission.partialScore && judgement.maxScore && judgement.score == *judgement.maxScore)
        return false;
    const bool judged = std::ranges::contains(judgement.cases, CaseState::Done, &CaseRun::state);
    const bool verdictFits = submission.expected.contains(*judgement.verdict);
    if (!judged || submission.rules.isEmpty())
        return verdictFits;
    const bool rulesHold =
        std::ranges::all_of(submission.rules, [&](const CaseRule &rule) { return holds(rule, judgement); });
    switch (submission.mode) {
    case ExpectationMode::Both:
        return (verdictFits || submission.expected.isEmpty()) && rulesHold;
    case ExpectationMode::Either:
        return verdictFits || rulesHold;
    }
    return false;
}

} // namespace assay::core
