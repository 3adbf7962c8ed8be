// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate may see, as types of their own: nothing here can hold a hidden test.
#include "core/model/candidate_view.h"

namespace assay::core {

CandidateCase candidateView(const CaseRun &run)
{
    CandidateCase view{
        .ordinal = run.ordinal,
        .name = {},
        .state = run.state,
        .verdict = run.verdict,
        .cpu = run.cpu,
        .wall = run.wall,
        .memory = run.memory,
        .reason = {},
        .exitCode = -1,
        .signal = 0,
        .output = {},
        .errorOutput = {},
        .outputCut = false,
    };
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

CandidateJudgement candidateView(const Judgement &judgement)
{
    CandidateJudgement view{
        .id = judgement.id,
        .submission = judgement.submission,
        .state = judgement.state,
        .verdict = judgement.verdict,
        .score = judgement.score,
        .points = judgement.points(),
        .compile = judgement.compile,
        .cases = {},
        .sandboxTier = judgement.sandboxTier,
        .queued = judgement.queued,
        .started = judgement.started,
        .ended = judgement.ended,
    };
    view.cases.reserve(judgement.cases.size());
    for (const auto &run : judgement.cases)
        view.cases.append(candidateView(run));
    return view;
}

} // namespace assay::core
