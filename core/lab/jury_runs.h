// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions of a problem's authors, and the time limit that follows from them.
#pragma once

#include "core/lab/lab_session.h"

#include <map>

namespace assay::core {

struct JuryRun {
    QString language; ///< Id.
    Judgement judgement;
};

/// Judges it on all cases. Errors: Cancelled; whatever keeps it from being judged.
[[nodiscard]] Result<JuryRun> judgeJurySubmission(LabSession &session, const Problem &problem,
                                                  const JurySubmission &submission, const LabListener &listener);

/// The submissions that were judged for the time limit, and whose judgements stand under it as well. By name.
using JuryRuns = std::map<QString, JuryRun>;

/// A time limit, and where it comes from.
struct TimeLimitFound {
    Milliseconds limit{0};
    TimeLimitSource source = TimeLimitSource::Given;
    QString slowest;            ///< Inferred: the submission that bounds it,
    Microseconds slowestTime{0}; ///< and what that one takes.
    JuryRuns runs;
};

/// Gives a problem whose package names no time limit the one that follows from its authors' submissions. Runs nothing
/// for other problems. `problem` is changed. Errors: Cancelled.
[[nodiscard]] Result<TimeLimitFound> inferTimeLimit(LabSession &session, Problem &problem, const LabListener &listener);

/// "time limit 0.7 s, inferred: accepted/slow.py takes 0.31 s"; of one that was given, only the first part.
[[nodiscard]] std::string describe(const TimeLimitFound &found);

} // namespace assay::core
