// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateEvent: what of the event log a candidate may hear, as types of their own.
#pragma once

#include "core/model/candidate_view.h"
#include "core/model/event.h"

#include <variant>

namespace assay::core {

/// What the candidate handed in: they have it.
struct CandidateSubmission {
    SubmissionId id;
    ProblemId problem;
    QString language;
    QString entryPoint;
    Purpose purpose = Purpose::Run;
    Timestamp created{};

    bool operator==(const CandidateSubmission &) const = default;
};

/// Somebody else who takes part and is no candidate: nobody watches in secret.
struct CandidateCompanion {
    QString name;
    ParticipantRole role = ParticipantRole::Observer;
    bool joined = false;

    bool operator==(const CandidateCompanion &) const = default;
};

/// The session as one candidate has it: without other candidates.
struct CandidateSession {
    SessionId id;
    ParticipantId participant; ///< The candidate.
    QString name; ///< Theirs.
    QString title;
    SessionState state = SessionState::Draft;
    std::optional<Timestamp> startsAt;
    std::optional<Timestamp> endsAt; ///< For them, with extra time and pauses.
    std::optional<Milliseconds> ownLength; ///< So much time they have from when they begin, extra time and all.
    std::optional<Timestamp> began; ///< That.
    bool over = false; ///< Their time has ended, while the session goes on.
    std::optional<Timestamp> purgeAt;
    bool consented = false;
    SessionRules rules;
    QList<CandidateCompanion> companions;

    bool operator==(const CandidateSession &) const = default;
};

/// A case of one of their judgements.
struct CandidateCaseDone {
    JudgementId judgement;
    SubmissionId submission;
    CandidateCase run;

    bool operator==(const CandidateCaseDone &) const = default;
};

/// An edit is the candidate's own, and holds what they typed.
using CandidateEventData =
    std::variant<CandidateSession, CandidateSubmission, CandidateJudgement, CandidateCaseDone, DocumentEdit>;

struct CandidateEvent {
    std::int64_t seq = 0; ///< Of the log: it rises, and has gaps.
    Timestamp time{};
    EventType type = EventType::JudgementUpdated;
    CandidateEventData data;

    bool operator==(const CandidateEvent &) const = default;
};

/// Nothing for somebody who does not take part in it. `now` decides about pauses that last.
[[nodiscard]] std::optional<CandidateSession> candidateView(const Session &session, ParticipantId candidate,
                                                            Timestamp now);
[[nodiscard]] CandidateSubmission candidateView(const Submission &submission);
/// What is told at present of what was handed in for that: of runs everything.
[[nodiscard]] Telling tellingOf(const Session &session, Purpose purpose = Purpose::Submit);

} // namespace assay::core
