// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions of a problem's authors, and the time limit that follows from them.
#include "server/assayd/jury_runs.h"

#include "core/problems/constants.h"
#include "core/problems/time_limit_inference.h"
#include "server/assayd/source_files.h"

#include <algorithm>
#include <format>

namespace assay::server {

namespace {

using core::TimeLimitSource;

/// What submissions that bound the limit may take while it is looked for.
constexpr Milliseconds kGenerous{60'000};

double inSeconds(auto time)
{
    return std::chrono::duration<double>(time).count();
}

/// Whether a judgement would have been the same under that limit.
bool standsUnder(const core::Judgement &judgement, Milliseconds limit)
{
    return std::ranges::all_of(judgement.cases, [limit](const core::CaseRun &run) {
        return run.state != core::CaseState::Done || run.wall < limit;
    });
}

} // namespace

Result<JuryRun> judgeJurySubmission(JudgeSession &session, const core::Problem &problem,
                                    const core::JurySubmission &submission)
{
    auto sources = TRY(readFiles(submission.files, submission.root));
    for (auto &source : sources)
        source.content = core::applyConstants(source.content, problem.constants);
    const auto *language = TRY(languageOf(session.engine().languages(), submission.language, sources));
    JuryRun run{.language = language->language.id, .judgement = {}};
    run.judgement = TRY(session.judge({.problem = problem.id,
                                       .language = run.language,
                                       .sources = sources,
                                       .entryPoint = submission.entryPoint,
                                       .policy = core::CasePolicy::RunAll,
                                       .label = submission.name},
                                      submission.name.toStdString()));
    return run;
}

Result<JuryRuns> inferTimeLimit(JudgeSession &session, core::Problem &problem)
{
    JuryRuns runs;
    core::ProblemLibrary &library = session.engine().problems();
    if (problem.timeLimitSource != TimeLimitSource::Assumed)
        return runs;
    const Milliseconds assumed = problem.limits.cpu;
    TRY(library.setTimeLimit(problem.id, kGenerous, TimeLimitSource::Assumed));
    Microseconds slowest{0};
    QString slowestName;
    for (const auto &submission : problem.jurySubmissions) {
        if (!core::boundsTimeLimit(submission))
            continue;
        auto run = judgeJurySubmission(session, problem, submission);
        if (!run && run.error().code == Errc::Cancelled)
            return std::unexpected(run.error());
        if (!run) // its own line says why
            continue;
        if (const Microseconds time = core::slowestBoundingCase(submission, run->judgement); time > slowest) {
            slowest = time;
            slowestName = submission.name;
        }
        runs.emplace(submission.name, std::move(*run));
    }
    const bool found = slowest > Microseconds{0};
    const Milliseconds limit = found ? core::inferredTimeLimit(problem.timeLimitInference, slowest) : assumed;
    problem =
        *TRY(library.setTimeLimit(problem.id, limit, found ? TimeLimitSource::Inferred : TimeLimitSource::Assumed));
    std::erase_if(runs, [limit](const auto &run) { return !standsUnder(run.second.judgement, limit); });
    printError(found ? std::format("time limit {:.3g} s, inferred: {} takes {:.2f} s", inSeconds(limit),
                                   slowestName.toStdString(), inSeconds(slowest))
                     : std::format("time limit {:.3g} s, assumed: no submission could be run to infer it from",
                                   inSeconds(limit)));
    return runs;
}

} // namespace assay::server
