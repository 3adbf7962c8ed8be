// SPDX-License-Identifier: GPL-3.0-or-later
// The time limit of a problem whose package names none: from what its authors' submissions take.
#include "core/problems/time_limit_inference.h"

#include "core/problems/glob_pattern.h"

#include <algorithm>
#include <cmath>

namespace assay::core {

namespace {

bool mayBeTooSlow(const QList<Verdict> &verdicts)
{
    return verdicts.contains(Verdict::TimeLimitExceeded);
}

bool bounds(const CaseRule &rule)
{
    switch (rule.timeLimitUse) {
    case TimeLimitUse::Lower:
        return true;
    case TimeLimitUse::Never:
    case TimeLimitUse::Upper:
        return false;
    case TimeLimitUse::ByVerdicts:
        break;
    }
    return !rule.permitted.isEmpty() && !mayBeTooSlow(rule.permitted);
}

/// Of the older formats, and of folders that no rule speaks of.
bool isAccepted(const JurySubmission &submission)
{
    return submission.expected == QList{Verdict::Accepted};
}

} // namespace

bool boundsTimeLimit(const JurySubmission &submission)
{
    if (submission.partialScore)
        return false; // part of the points it gets for being too slow on the rest
    if (submission.rules.isEmpty() || submission.mode == ExpectationMode::Either)
        return isAccepted(submission);
    return std::ranges::any_of(submission.rules, bounds);
}

Microseconds slowestBoundingCase(const JurySubmission &submission, const Judgement &judgement)
{
    const bool all = submission.rules.isEmpty() || submission.mode == ExpectationMode::Either;
    Microseconds slowest{0};
    for (const CaseRun &run : judgement.cases) {
        const auto concerns = [&run](const CaseRule &rule) {
            return bounds(rule) &&
                   (rule.cases.isEmpty() || matchesGlob(rule.cases.toStdString(), run.name.toStdString()));
        };
        if (run.state == CaseState::Done && (all || std::ranges::any_of(submission.rules, concerns)))
            slowest = std::max(slowest, run.cpu);
    }
    return slowest;
}

Milliseconds inferredTimeLimit(const TimeLimitInference &rules, Microseconds slowest)
{
    const double needed = static_cast<double>(slowest.count()) / 1000 * rules.acToTimeLimit;
    const double steps = std::ceil(needed / static_cast<double>(rules.resolution.count()));
    return rules.resolution * std::max<std::int64_t>(1, static_cast<std::int64_t>(steps));
}

} // namespace assay::core
