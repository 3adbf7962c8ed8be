// SPDX-License-Identifier: GPL-3.0-or-later
// SessionService: what people and the clock do with sessions.
#include "core/sessions/session_service.h"

#include "core/judge/language_table.h"
#include "core/log_categories.h"
#include "core/problems/problem_library.h"
#include "core/sessions/join_code.h"
#include "core/sessions/session_rules.h"

#include <algorithm>

namespace assay::core {

namespace {

constexpr int kEverything = 1'000'000'000;
constexpr int kMostExtraPercent = 400;
constexpr std::size_t kMostWrongCodes = 10;
constexpr Microseconds kWrongCodesCountFor{60'000'000};

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

Result<Session> withParticipant(Session session, ParticipantId id, const std::function<void(Participant &)> &change)
{
    if (isOver(session.state))
        return fail(Errc::InvalidArgument, "the session is over");
    const auto found = std::ranges::find(session.participants, id, &Participant::id);
    if (found == session.participants.end())
        return fail(Errc::NotFound, id.toText());
    change(*found);
    return session;
}

Result<Session> withJoined(const Session &session, ParticipantId id, Timestamp now)
{
    return withParticipant(session, id, [now](Participant &one) { one.joined = one.joined.value_or(now); });
}

Result<Session> drafted(Session session, const SessionDraft &draft)
{
    session.title = draft.title.trimmed();
    session.startsAt = draft.startsAt;
    session.closesAt = draft.closesAt;
    session.purgeAt = draft.purgeAt;
    session.length = draft.length;
    session.keptFor = draft.keptFor;
    if (draft.length && draft.startsAt)
        session.closesAt = *draft.startsAt + *draft.length;
    if (draft.keptFor && session.closesAt)
        session.purgeAt = *session.closesAt + *draft.keptFor;
    session.rules = draft.rules;
    session.participants.clear();
    for (const ParticipantDraft &one : draft.participants) {
        if (one.name.trimmed().isEmpty())
            return fail(Errc::InvalidArgument, "somebody who takes part has no name");
        session.participants.append({.id = one.id.isNull() ? ParticipantId::make() : one.id,
                                     .name = one.name.trimmed(),
                                     .role = one.role,
                                     .extraPercent = std::clamp(one.extraPercent, 0, kMostExtraPercent),
                                     .joined = std::nullopt,
                                     .consented = std::nullopt});
    }
    TRY(checkTimes(session));
    return session;
}

} // namespace

SessionService::SessionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages,
                               const Clock &clock, SessionHooks hooks)
    : m_store(store)
    , m_problems(problems)
    , m_languages(languages)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
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
    const Session session = TRY(drafted({.id = SessionId::make(), .title = {}, .created = m_clock.now()}, draft));
    TRY(m_store.addSession(session));
    return session.id;
}

Result<Session> SessionService::update(SessionId id, const SessionDraft &draft)
{
    return m_store.changeSession(id, [&draft](const Session &session) -> Result<Session> {
        if (session.state != SessionState::Draft)
            return fail(Errc::InvalidArgument, "the session is armed: it is no longer a draft");
        return drafted(session, draft);
    });
}

QList<PreflightLine> SessionService::preflightOf(const Session &session) const
{
    return core::preflight(session, {.problems = m_problems, .languages = m_languages, .canJudge = m_hooks.canJudge},
                           m_clock.now());
}

Result<QList<PreflightLine>> SessionService::preflight(SessionId id) const
{
    return preflightOf(TRY(m_store.session(id)));
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
    return m_store.changeSession(id,
                                 [&](const Session &session) { return withParticipant(session, participant, change); });
}

Result<QString> SessionService::makeCode(SessionId id, ParticipantId participant)
{
    if (isOver(TRY(m_store.session(id)).state))
        return fail(Errc::InvalidArgument, "the session is over");
    const QString code = makeJoinCode();
    TRY(m_store.setJoinCode(id, participant, joinCodeHash(normalizedJoinCode(code))));
    return code;
}

Result<Joined> SessionService::joinByCode(const QString &typed)
{
    if (tooManyWrongCodes())
        return fail(Errc::RateLimited, "too many wrong codes: try again in a minute");
    const QString code = normalizedJoinCode(typed);
    auto joined = code.isEmpty()
                      ? Result<Joined>(fail(Errc::NotFound, "no code looks like that"))
                      : m_store.redeemJoinCode(joinCodeHash(code), [this](const Session &session, ParticipantId who) {
                            return withJoined(session, who, m_clock.now());
                        });
    if (!joined && joined.error().code == Errc::NotFound) {
        const std::scoped_lock lock(m_codeMutex);
        m_wrongCodes.push_back(m_clock.monotonic());
    }
    return joined;
}

bool SessionService::tooManyWrongCodes()
{
    const std::scoped_lock lock(m_codeMutex);
    while (!m_wrongCodes.empty() && m_clock.monotonic() - m_wrongCodes.front() > kWrongCodesCountFor)
        m_wrongCodes.pop_front();
    return m_wrongCodes.size() >= kMostWrongCodes;
}

Result<void> SessionService::join(SessionId id, ParticipantId participant)
{
    TRY(m_store.changeSession(id,
                              [&](const Session &session) { return withJoined(session, participant, m_clock.now()); }));
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
    if (action == SessionAction::Arm)
        TRY(requireClean(preflightOf(TRY(m_store.session(id)))));
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
    m_hooks.forget(); // before the rows go: from then on nobody knows that there is something to forget
    const PurgeReceipt receipt = TRY(m_store.purgeSession(
        id, [this](const Session &now) { return withAction(now, SessionAction::Purge, m_clock.now()); }));
    m_hooks.forget(); // what was being compiled just now
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
            const Result<void> checked = requireClean(preflightOf(*session));
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

} // namespace assay::core
