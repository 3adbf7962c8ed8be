// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateFeed: the event log as one candidate may hear it.
#pragma once

#include "core/model/candidate_event.h"
#include "core/store/store.h"

#include <map>

namespace assay::core {

/// Of one thread. It is given all events in their order, from any on: what it has to know of earlier ones it reads.
class CandidateFeed
{
public:
    CandidateFeed(Store &store, SessionId session, ParticipantId candidate)
        : m_store(store)
        , m_session(session)
        , m_candidate(candidate)
    {
    }

    /// What the candidate hears of it; nothing when it is none of theirs, is not told, or its subject is gone. Errors: Store,
    /// Io.
    [[nodiscard]] Result<std::optional<CandidateEvent>> project(const Event &event);

private:
    using Heard = Result<std::optional<CandidateEventData>>;
    [[nodiscard]] Heard hear(const Event &event);
    [[nodiscard]] Heard hear(const Event &event, const Session &session);
    [[nodiscard]] Heard hear(const Submission &submission);
    [[nodiscard]] Heard hear(const Judgement &judgement);
    [[nodiscard]] Heard hear(const CaseDone &done);

    /// For what it was handed in; nothing: not by this candidate.
    [[nodiscard]] Result<std::optional<Purpose>> purposeOf(SubmissionId submission);
    /// Whether it counts, rather than being one of a rejudging that nobody has applied.
    [[nodiscard]] Result<bool> counts(JudgementId judgement);
    [[nodiscard]] Result<Telling> tellingFor(Purpose purpose);

    Store &m_store;
    SessionId m_session;
    ParticipantId m_candidate;
    std::optional<Telling> m_telling;
    std::map<SubmissionId, std::optional<Purpose>> m_purposes;
    std::map<JudgementId, bool> m_counts;
};

} // namespace assay::core
