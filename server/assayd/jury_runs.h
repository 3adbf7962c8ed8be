// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions of a problem's authors, and the time limit that follows from them.
#pragma once

#include "core/problems/package_reader.h"
#include "server/assayd/judge_session.h"

#include <map>

namespace assay::server {

struct JuryRun {
    QString language; ///< Id.
    core::Judgement judgement;
};

/// Judges it on all cases. Errors: Cancelled; whatever keeps it from being judged.
[[nodiscard]] Result<JuryRun> judgeJurySubmission(JudgeSession &session, const core::Problem &problem,
                                                  const core::JurySubmission &submission);

/// The submissions that were judged for the time limit, and whose judgements stand under it as well. By name.
using JuryRuns = std::map<QString, JuryRun>;

/// Gives a problem whose package names no time limit the one that follows from its authors' submissions, and says so on
/// standard error. Does nothing for other problems. `problem` is changed. Errors: Cancelled.
[[nodiscard]] Result<JuryRuns> inferTimeLimit(JudgeSession &session, core::Problem &problem);

} // namespace assay::server
