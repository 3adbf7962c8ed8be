// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate may see, as types of their own: nothing here can hold a hidden test.
#include "core/model/candidate_view.h"

namespace assay::core {

CandidateCase candidateView(const CaseRun &run)
{
    CandidateCase view;
    view.ordinal = run.ordinal;
    view.state = run.state;
    view.verdict = run.verdict;
    view.cpu = run.cpu;
    view.wall = run.wall;
    view.memory = run.memory;
    if (!run.secret) {
        view.name = run.name;
        view.reason = run.reason;
        view.exitCode = run.exitCode;
        view.signal = run.signal;
        view.output = run.output;
        view.errorOutput = run.errorOutput;
        view.outputCut = run.outputCut;
    }
    return view;
}

CandidateJudgement candidateView(const Judgement &judgement, const Telling &telling)
{
    CandidateJudgement view{
        .id = judgement.id,
        .submission = judgement.submission,
        .state = judgement.state,
        .verdict = std::nullopt,
        .score = 0,
        .points = std::nullopt,
        .compile = judgement.compile,
        .cases = {},
        .sandboxTier = judgement.sandboxTier,
        .queued = judgement.queued,
        .started = judgement.started,
        .ended = judgement.ended,
    };
    if (telling.verdicts()) {
        view.verdict = judgement.verdict;
        view.score = judgement.score;
        view.points = judgement.points();
    }
    view.cases.reserve(judgement.cases.size());
    for (const auto &run : judgement.cases) {
        if (telling.hiddenTests() || !run.secret)
            view.cases.append(candidateView(run));
    }
    return view;
}

} // namespace assay::core
