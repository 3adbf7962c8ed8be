// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate may see and do through the API.
#include "server/api/candidate_rights.h"

#include <algorithm>

namespace assay::server {

Result<QList<core::ProblemId>> problemsOfCandidate(core::Store &store, core::ParticipantId candidate)
{
    const core::Session session = TRY(store.session(TRY(store.sessionOf(candidate))));
    const auto self = std::ranges::find(session.participants, candidate, &core::Participant::id);
    if (self == session.participants.end() || !mayWork(session, *self))
        return QList<core::ProblemId>();
    switch (session.state) {
    case core::SessionState::Live:
    case core::SessionState::Paused:
    case core::SessionState::Ended:
    case core::SessionState::InReview:
    case core::SessionState::Finalized:
        return session.rules.problems;
    default:
        return QList<core::ProblemId>(); // the clock has not started
    }
}

Result<core::Submission> submissionOfCandidate(core::Store &store, core::ParticipantId candidate, core::SubmissionId id)
{
    core::Submission submission = TRY(store.submission(id));
    if (submission.participant != candidate)
        return fail(Errc::NotFound, id.toText());
    return submission;
}

Result<core::Telling> tellingOf(core::Store &store, const core::Submission &submission)
{
    return core::tellingOf(TRY(store.session(TRY(store.sessionOf(submission.participant)))), submission.purpose);
}

} // namespace assay::server
