// SPDX-License-Identifier: GPL-3.0-or-later
// Verification: a package looked at as a whole: its files, its authors' submissions, its time limit, its validators.
#include "core/lab/verification.h"

#include "core/problems/expectation.h"

#include <algorithm>

namespace assay::core {

namespace {

/// Errors: Cancelled. Whatever else is wrong with a submission is told in its result.
Result<JuryResult> resultOf(LabSession &session, const Problem &problem, const JurySubmission &submission,
                            const JuryRuns &known, const LabListener &progress)
{
    JuryResult result{.submission = submission, .language = {}, .judgement = {}, .skipped = {}};
    const auto before = known.find(submission.name);
    auto run = before != known.end() ? Result<JuryRun>(before->second)
                                     : judgeJurySubmission(session, problem, submission, progress);
    if (!run && run.error().code == Errc::Cancelled)
        return std::unexpected(run.error());
    if (!run) {
        result.skipped = QString::fromStdString(run.error().describe());
        return result;
    }
    result.language = run->language;
    result.asExpected = meetsExpectation(submission, run->judgement);
    result.judgement = std::move(run->judgement);
    return result;
}

void count(const JuryResult &result, VerificationSummary &summary)
{
    if (!result.judgement) {
        ++summary.skipped;
        return;
    }
    ++(result.asExpected ? summary.asExpected : summary.different);
    if (result.judgement->verdict == Verdict::JudgingError)
        ++summary.judgingErrors;
    if (!result.asExpected && !summary.failingLanguages.contains(result.language))
        summary.failingLanguages.append(result.language);
}

} // namespace

bool VerificationSummary::isAsMeant() const
{
    return different == 0 && isDataAsMeant();
}

bool VerificationSummary::isDataAsMeant() const
{
    return !std::ranges::contains(data.findings, Severity::Error, &Finding::severity);
}

Result<VerificationSummary> verifyPackage(LabSession &session, const std::filesystem::path &package,
                                          const VerificationListener &listener)
{
    auto read = TRY(session.engine().problems().open(package));
    Problem &problem = read.problem;
    listener.opened(problem, read.findings);
    const TimeLimitFound found = TRY(inferTimeLimit(session, problem, listener.progress));
    listener.timeLimitFound(found);
    VerificationSummary summary;
    for (const JurySubmission &submission : std::as_const(problem.jurySubmissions)) {
        const JuryResult result = TRY(resultOf(session, problem, submission, found.runs, listener.progress));
        count(result, summary);
        listener.judged(result);
    }
    summary.data = TRY(session.engine().checkTestData(problem, listener.dataProgress, session.stopToken()));
    return summary;
}

} // namespace assay::core
