// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateEvent: what of the event log a candidate may hear, as types of their own.
#include "core/model/candidate_event.h"

#include <algorithm>

namespace assay::core {

std::optional<CandidateSession> candidateView(const Session &session, ParticipantId candidate, Timestamp now)
{
    const auto self = std::ranges::find(session.participants, candidate, &Participant::id);
    if (self == session.participants.end())
        return std::nullopt;
    CandidateSession view{.id = session.id,
                          .participant = candidate,
                          .name = self->name,
                          .title = session.title,
                          .state = session.state,
                          .startsAt = session.startsAt,
                          .endsAt = closesFor(session, *self, now),
                          .ownLength = session.ownLength,
                          .began = self->began,
                          .over = false,
                          .purgeAt = session.purgeAt,
                          .consented = self->consented.has_value(),
                          .rules = session.rules,
                          .companions = {}};
    view.over = session.state == SessionState::Live && view.endsAt && *view.endsAt <= now;
    if (view.ownLength)
        *view.ownLength = *view.ownLength * (100 + self->extraPercent) / 100;
    for (const Participant &other : session.participants) {
        if (other.role != ParticipantRole::Candidate)
            view.companions.append({.name = other.name, .role = other.role, .joined = other.joined.has_value()});
    }
    return view;
}

CandidateSubmission candidateView(const Submission &submission)
{
    return {.id = submission.id,
            .problem = submission.problem,
            .language = submission.language,
            .entryPoint = submission.entryPoint,
            .purpose = submission.purpose,
            .created = submission.created};
}

Telling tellingOf(const Session &session, Purpose purpose)
{
    if (purpose == Purpose::Run)
        return {};
    const bool isOver = session.state == SessionState::Ended || session.state == SessionState::InReview ||
                        session.state == SessionState::Finalized;
    return {.feedback = session.rules.feedback, .isOver = isOver};
}

} // namespace assay::core
