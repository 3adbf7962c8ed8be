// SPDX-License-Identifier: GPL-3.0-or-later
// SessionService: what people and the clock do with sessions.
#include "core/sessions/session_service.h"

#include "core/judge/language_table.h"
#include "core/log_categories.h"
#include "core/problems/problem_library.h"
#include "core/sessions/session_rules.h"

#include <algorithm>

namespace assay::core {

namespace {

constexpr int kEverything = 1'000'000'000;

bool isOver(SessionState state)
{
    switch (state) {
    case SessionState::Ended:
    case SessionState::InReview:
    case SessionState::Finalized:
    case SessionState::Cancelled:
    case SessionState::Purged:
        return true;
    default:
        return false;
    }
}

} // namespace

SessionService::SessionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages,
                               const Clock &clock, std::function<void()> forget)
    : m_store(store)
    , m_problems(problems)
    , m_languages(languages)
    , m_clock(clock)
    , m_forget(std::move(forget))
    , m_preparer([this](const std::stop_token &stop) { prepareInBackground(stop); })
{
}

SessionService::~SessionService()
{
    m_preparer.request_stop();
    m_preparer.join();
}

Result<SessionId> SessionService::create(const SessionDraft &draft)
{
    const Session session{.id = SessionId::make(),
                          .title = draft.title,
                          .created = m_clock.now(),
                          .startsAt = draft.startsAt,
                          .closesAt = draft.closesAt,
                          .purgeAt = draft.purgeAt,
                          .rules = draft.rules};
    TRY(checkTimes(session));
    TRY(m_store.addSession(session));
    return session.id;
}

Result<ParticipantId> SessionService::addParticipant(SessionId id, const QString &name, ParticipantRole role)
{
    const Participant participant{.id = ParticipantId::make(), .name = name, .role = role};
    TRY(m_store.changeSession(id, [&](const Session &session) -> Result<Session> {
        if (isOver(session.state))
            return fail(Errc::InvalidArgument, "the session is over");
        Session changed = session;
        changed.participants.append(participant);
        return changed;
    }));
    return participant.id;
}

Result<Session> SessionService::changeParticipant(SessionId id, ParticipantId participant,
                                                  const std::function<void(Participant &)> &change)
{
    return m_store.changeSession(id, [&](const Session &session) -> Result<Session> {
        if (isOver(session.state))
            return fail(Errc::InvalidArgument, "the session is over");
        Session changed = session;
        const auto found = std::ranges::find(changed.participants, participant, &Participant::id);
        if (found == changed.participants.end())
            return fail(Errc::NotFound, participant.toText());
        change(*found);
        return changed;
    });
}

Result<void> SessionService::join(SessionId id, ParticipantId participant)
{
    const Timestamp now = m_clock.now();
    TRY(changeParticipant(id, participant, [now](Participant &one) { one.joined = one.joined.value_or(now); }));
    return {};
}

Result<void> SessionService::consent(SessionId id, ParticipantId participant)
{
    const Timestamp now = m_clock.now();
    TRY(changeParticipant(id, participant, [now](Participant &one) { one.consented = one.consented.value_or(now); }));
    return {};
}

Result<Session> SessionService::act(SessionId id, SessionAction action)
{
    if (action == SessionAction::Purge)
        return purge(id);
    const Timestamp now = m_clock.now();
    Session session =
        TRY(m_store.changeSession(id, [&](const Session &before) { return withAction(before, action, now); }));
    qCInfo(lcEngine, "session %s is %s", id.toText().c_str(), kSessionStateNames.text(session.state).data());
    if (session.state == SessionState::Preparing)
        prepareLater(id);
    return session;
}

Result<Session> SessionService::extend(SessionId id, Milliseconds by)
{
    return m_store.changeSession(id, [by](const Session &session) -> Result<Session> {
        if (isOver(session.state))
            return fail(Errc::InvalidArgument, "the session is over");
        if (!session.closesAt)
            return fail(Errc::InvalidArgument, "the session has no end that could be moved");
        Session changed = session;
        changed.closesAt = *session.closesAt + by;
        if (changed.purgeAt)
            changed.purgeAt = std::max(*changed.purgeAt, *changed.closesAt);
        TRY(checkTimes(changed));
        return changed;
    });
}

Result<Session> SessionService::hold(SessionId id, bool held)
{
    return m_store.changeSession(id, [held](const Session &session) -> Result<Session> {
        if (session.state == SessionState::Purged)
            return fail(Errc::InvalidArgument, "the session was purged already");
        Session changed = session;
        changed.held = held;
        return changed;
    });
}

Result<Session> SessionService::purge(SessionId id)
{
    const Session session = TRY(m_store.session(id));
    TRY(withAction(session, SessionAction::Purge, m_clock.now())); // before anything is cancelled
    for (const QueueEntry &entry : TRY(m_store.queueEntries(kEverything))) {
        if (std::ranges::contains(session.participants, entry.submission.participant, &Participant::id))
            TRY(m_store.cancelJudgement(entry.judgement.id));
    }
    m_forget(); // before the rows go: from then on nobody knows that there is something to forget
    const PurgeReceipt receipt = TRY(m_store.purgeSession(
        id, [this](const Session &now) { return withAction(now, SessionAction::Purge, m_clock.now()); }));
    m_forget(); // what was being compiled just now
    qCInfo(lcEngine, "session %s is purged: %d participant(s), %d submission(s), %d event(s), %d file(s)",
           id.toText().c_str(), receipt.participants, receipt.submissions, receipt.events, receipt.blobs);
    return m_store.session(id);
}

void SessionService::tick()
{
    const Timestamp now = m_clock.now();
    const auto sessions = m_store.sessions();
    if (!sessions) {
        qCWarning(lcEngine, "sessions: %s", sessions.error().describe().c_str());
        return;
    }
    for (Session session : *sessions) {
        if (session.state == SessionState::Preparing)
            prepareLater(session.id); // an engine may have ended in the middle of it
        while (const auto action = dueAction(session, now)) {
            auto changed = act(session.id, *action);
            if (!changed) {
                qCWarning(lcEngine, "session %s: %s", session.id.toText().c_str(), changed.error().describe().c_str());
                break;
            }
            session = *std::move(changed);
        }
    }
}

void SessionService::prepareLater(SessionId id)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_preparing.insert(id).second)
            return;
        m_toPrepare.push_back(id);
    }
    m_changed.notify_all();
}

void SessionService::prepareInBackground(const std::stop_token &stop)
{
    for (;;) {
        SessionId id;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_toPrepare.empty(); }))
                return;
            id = m_toPrepare.front();
            m_toPrepare.pop_front();
        }
        const auto session = m_store.session(id);
        if (session && session->state == SessionState::Preparing) {
            const auto checked = checkPreparation(*session);
            const Timestamp now = m_clock.now();
            const auto changed = m_store.changeSession(id, [&](const Session &before) -> Result<Session> {
                Session after = TRY(withAction(
                    before, checked ? SessionAction::PreparationDone : SessionAction::PreparationFailed, now));
                after.failure = checked ? QString() : QString::fromStdString(checked.error().describe());
                return after;
            });
            if (!changed)
                qCWarning(lcEngine, "session %s: %s", id.toText().c_str(), changed.error().describe().c_str());
        }
        const std::scoped_lock lock(m_mutex);
        m_preparing.erase(id);
    }
}

Result<void> SessionService::checkPreparation(const Session &session) const
{
    for (const ProblemId id : session.rules.problems)
        TRY(m_problems.find(id));
    for (const QString &id : session.rules.languages)
        TRY(m_languages.require(id));
    return {};
}

} // namespace assay::core
