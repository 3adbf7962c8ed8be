// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateFeed: the event log as one candidate may hear it.
#include "core/sessions/candidate_feed.h"

namespace assay::core {

namespace {

/// Nothing where the store has no such thing (any more).
template <typename T>
Result<std::optional<T>> unlessGone(Result<T> found)
{
    if (found)
        return std::optional<T>(std::move(*found));
    if (found.error().code == Errc::NotFound)
        return std::optional<T>();
    return std::unexpected(found.error());
}

} // namespace

Result<std::optional<CandidateEvent>> CandidateFeed::project(const Event &event)
{
    auto data = TRY(hear(event));
    if (!data)
        return std::nullopt;
    return CandidateEvent{.seq = event.seq, .time = event.time, .type = event.type, .data = *std::move(data)};
}

CandidateFeed::Heard CandidateFeed::hear(const Event &event)
{
    if (const auto *session = std::get_if<Session>(&event.data))
        return hear(event, *session);
    if (const auto *submission = std::get_if<Submission>(&event.data))
        return hear(*submission);
    if (const auto *judgement = std::get_if<Judgement>(&event.data))
        return hear(*judgement);
    if (const auto *done = std::get_if<CaseDone>(&event.data))
        return hear(*done);
    if (const auto *edit = std::get_if<DocumentEdit>(&event.data); edit != nullptr && edit->participant == m_candidate)
        return *edit;
    return std::nullopt; // what is not named here no candidate hears of
}

CandidateFeed::Heard CandidateFeed::hear(const Event &event, const Session &session)
{
    if (session.id != m_session)
        return std::nullopt;
    m_telling = tellingOf(session);
    return candidateView(session, m_candidate, event.time);
}

CandidateFeed::Heard CandidateFeed::hear(const Submission &submission)
{
    if (submission.participant != m_candidate)
        return std::nullopt;
    m_purposes[submission.id] = submission.purpose;
    return candidateView(submission);
}

CandidateFeed::Heard CandidateFeed::hear(const Judgement &judgement)
{
    m_counts[judgement.id] = judgement.current;
    const auto purpose = TRY(purposeOf(judgement.submission));
    if (isFinal(judgement.state)) { // what is remembered of it served its cases
        m_counts.erase(judgement.id);
        m_purposes.erase(judgement.submission);
    }
    if (!purpose || !judgement.current)
        return std::nullopt;
    return candidateView(judgement, TRY(tellingFor(*purpose)));
}

CandidateFeed::Heard CandidateFeed::hear(const CaseDone &done)
{
    const auto purpose = TRY(purposeOf(done.submission));
    if (!purpose || !TRY(counts(done.judgement)) || (done.run.secret && !TRY(tellingFor(*purpose)).hiddenTests()))
        return std::nullopt;
    return CandidateCaseDone{
        .judgement = done.judgement, .submission = done.submission, .run = candidateView(done.run)};
}

Result<std::optional<Purpose>> CandidateFeed::purposeOf(SubmissionId id)
{
    if (const auto known = m_purposes.find(id); known != m_purposes.end())
        return known->second;
    const auto submission = TRY(unlessGone(m_store.submission(id)));
    const auto purpose =
        submission && submission->participant == m_candidate ? std::optional(submission->purpose) : std::nullopt;
    return m_purposes[id] = purpose;
}

Result<bool> CandidateFeed::counts(JudgementId id)
{
    if (const auto known = m_counts.find(id); known != m_counts.end())
        return known->second;
    const auto judgement = TRY(unlessGone(m_store.judgement(id)));
    return m_counts[id] = judgement && judgement->current;
}

Result<Telling> CandidateFeed::tellingFor(Purpose purpose)
{
    if (purpose == Purpose::Run)
        return Telling{};
    if (!m_telling) {
        const auto session = TRY(unlessGone(m_store.session(m_session)));
        m_telling = session ? tellingOf(*session) : Telling{.feedback = Feedback::Hidden};
    }
    return *m_telling;
}

} // namespace assay::core
