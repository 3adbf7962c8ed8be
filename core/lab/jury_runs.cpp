// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions of a problem's authors, and the time limit that follows from them.
#include "core/lab/jury_runs.h"

#include "core/judge/source_files.h"
#include "core/problems/constants.h"
#include "core/problems/time_limit_inference.h"

#include <algorithm>
#include <format>

namespace assay::core {

namespace {

/// What submissions that bound the limit may take while it is looked for.
constexpr Milliseconds kGenerous{60'000};

double inSeconds(auto time)
{
    return std::chrono::duration<double>(time).count();
}

/// Whether a judgement would have been the same under that limit.
bool standsUnder(const Judgement &judgement, Milliseconds limit)
{
    return std::ranges::all_of(
        judgement.cases, [limit](const CaseRun &run) { return run.state != CaseState::Done || run.wall < limit; });
}

} // namespace

Result<JuryRun> judgeJurySubmission(LabSession &session, const Problem &problem, const JurySubmission &submission,
                                    const LabListener &listener)
{
    auto sources = TRY(readFiles(submission.files, submission.root));
    for (auto &source : sources)
        source.content = applyConstants(source.content, problem.constants);
    const auto *language = TRY(languageOf(session.engine().languages(), submission.language, sources));
    JuryRun run{.language = language->language.id, .judgement = {}};
    run.judgement = TRY(session.judge({.problem = problem.id,
                                       .language = run.language,
                                       .sources = sources,
                                       .entryPoint = submission.entryPoint,
                                       .policy = CasePolicy::RunAll,
                                       .label = submission.name},
                                      listener));
    return run;
}

Result<TimeLimitFound> inferTimeLimit(LabSession &session, Problem &problem, const LabListener &listener)
{
    TimeLimitFound found{.limit = problem.limits.cpu, .source = problem.timeLimitSource};
    ProblemLibrary &library = session.engine().problems();
    if (problem.timeLimitSource != TimeLimitSource::Assumed)
        return found;
    TRY(library.setTimeLimit(problem.id, kGenerous, TimeLimitSource::Assumed));
    for (const auto &submission : problem.jurySubmissions) {
        if (!boundsTimeLimit(submission))
            continue;
        auto run = judgeJurySubmission(session, problem, submission, listener);
        if (!run && run.error().code == Errc::Cancelled)
            return std::unexpected(run.error());
        if (!run) // whoever judges it again is told why
            continue;
        if (const Microseconds time = slowestBoundingCase(submission, run->judgement); time > found.slowestTime) {
            found.slowestTime = time;
            found.slowest = submission.name;
        }
        found.runs.emplace(submission.name, std::move(*run));
    }
    if (found.slowestTime > Microseconds{0}) {
        found.limit = inferredTimeLimit(problem.timeLimitInference, found.slowestTime);
        found.source = TimeLimitSource::Inferred;
    }
    problem = *TRY(library.setTimeLimit(problem.id, found.limit, found.source));
    std::erase_if(found.runs, [&](const auto &run) { return !standsUnder(run.second.judgement, found.limit); });
    return found;
}

std::string describe(const TimeLimitFound &found)
{
    const std::string limit = std::format("time limit {:.3g} s", inSeconds(found.limit));
    switch (found.source) {
    case TimeLimitSource::Given:
        break;
    case TimeLimitSource::Inferred:
        return std::format("{}, inferred: {} takes {:.2f} s", limit, found.slowest.toStdString(),
                           inSeconds(found.slowestTime));
    case TimeLimitSource::Assumed:
        return limit + ", assumed: no submission could be run to infer it from";
    }
    return limit;
}

} // namespace assay::core
