// SPDX-License-Identifier: GPL-3.0-or-later
// Rejudging: a set of submissions judged anew, looked at before it counts.
#include "core/model/rejudging.h"

#include <algorithm>

namespace assay::core {

bool RejudgedSubmission::isUsable() const
{
    return after.state == JudgementState::Done && after.verdict && after.verdict != Verdict::JudgingError;
}

bool RejudgedSubmission::isChanged() const
{
    return isUsable() && (after.verdict != before.verdict || after.score != before.score);
}

int Rejudging::finishedCount() const
{
    return static_cast<int>(
        std::ranges::count_if(submissions, [](const auto &one) { return isFinal(one.after.state); }));
}

int Rejudging::changedCount() const
{
    return static_cast<int>(std::ranges::count_if(submissions, &RejudgedSubmission::isChanged));
}

bool Rejudging::isFinished() const
{
    return finishedCount() == submissions.size();
}

} // namespace assay::core
