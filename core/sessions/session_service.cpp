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
constexpr Milliseconds kTryAgainAfter{30'000};
constexpr RecentFailures::Limits kWrongCodes{.ofOne = 10, .inAll = 10};

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
    session.ownLength = draft.ownLength;
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
                                     .consented = std::nullopt,
                                     .began = std::nullopt});
    }
    TRY(checkTimes(session));
    return session;
}

} // namespace

SessionService::SessionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages,
                               const Clock &clock, OperationService &operations, SessionHooks hooks)
    : m_store(store)
    , m_problems(problems)
    , m_languages(languages)
    , m_clock(clock)
    , m_operations(operations)
    , m_hooks(std::move(hooks))
    , m_wrongCodes(clock, kWrongCodes)
{
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
    QString code = makeJoinCode();
    TRY(m_store.setJoinCode(id, participant, joinCodeHash(normalizedJoinCode(code))));
    return code;
}

Result<Joined> SessionService::joinByCode(const QString &typed)
{
    if (m_wrongCodes.tooMany({}))
        return fail(Errc::RateLimited, "too many wrong codes: try again in a minute");
    const QString code = normalizedJoinCode(typed);
    auto joined = code.isEmpty()
                      ? Result<Joined>(fail(Errc::NotFound, "no code looks like that"))
                      : m_store.redeemJoinCode(joinCodeHash(code), [this](const Session &session, ParticipantId who) {
                            return withJoined(session, who, m_clock.now());
                        });
    if (!joined && joined.error().code == Errc::NotFound)
        m_wrongCodes.add({});
    return joined;
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

Result<void> SessionService::begin(SessionId id, ParticipantId participant)
{
    const Timestamp now = m_clock.now();
    TRY(m_store.changeSession(id, [&](const Session &session) { return withBegun(session, participant, now); }));
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
    TRY(m_operations.perform(purgeTask(id)));
    return m_store.session(id);
}

OperationTask SessionService::purgeTask(SessionId id)
{
    return {.type = OperationType::PurgeSession,
            .session = id,
            .subject = {},
            .steps = 3,
            .work = [this, id](OperationRun &run) { return purgeInSteps(id, run); }};
}

Result<void> SessionService::purgeInSteps(SessionId id, OperationRun &run)
{
    const Session session = TRY(m_store.session(id));
    run.step(QStringLiteral("stopping what is still being judged"));
    for (const QueueEntry &entry : TRY(m_store.queueEntries(kEverything))) {
        if (std::ranges::contains(session.participants, entry.submission.participant, &Participant::id))
            TRY(m_store.cancelJudgement(entry.judgement.id));
    }
    run.step(QStringLiteral("forgetting what was compiled"));
    m_hooks.forget(); // before the rows go: from then on nobody knows that there is something to forget
    TRY(run.mayGoOn());
    run.step(QStringLiteral("removing everything"));
    const PurgeReceipt receipt = TRY(m_store.purgeSession(
        session.id, [this](const Session &now) { return withAction(now, SessionAction::Purge, m_clock.now()); }));
    m_hooks.forget(); // what was being compiled just now
    const QString counts = QStringLiteral("%1 participant(s), %2 submission(s), %3 event(s), %4 file(s) are gone")
                               .arg(receipt.participants)
                               .arg(receipt.submissions)
                               .arg(receipt.events)
                               .arg(receipt.blobs);
    run.log(counts);
    qCInfo(lcEngine, "session %s is purged: %s", session.id.toText().c_str(), qPrintable(counts));
    return {};
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
        if (const auto known = m_notBefore.find(session.id); known != m_notBefore.end() && now < known->second)
            continue;
        while (const auto action = dueAction(session, now)) {
            if (*action == SessionAction::Purge) { // takes long: others' times do not wait for it
                startLater(purgeTask(session.id));
                m_notBefore[session.id] = now + kTryAgainAfter;
                break;
            }
            auto changed = act(session.id, *action);
            if (!changed) {
                qCWarning(lcEngine, "session %s: %s", session.id.toText().c_str(), changed.error().describe().c_str());
                m_notBefore[session.id] = now + kTryAgainAfter;
                break;
            }
            session = *std::move(changed);
        }
    }
}

void SessionService::prepareLater(SessionId id)
{
    if (m_operations.isUnderWay(OperationType::PrepareSession, id))
        return;
    startLater({.type = OperationType::PrepareSession,
                .session = id,
                .subject = {},
                .steps = 4,
                .work = [this, id](OperationRun &run) { return prepare(id, run); }});
}

void SessionService::startLater(OperationTask task)
{
    const SessionId id = task.session.value_or(SessionId{});
    const auto started = m_operations.start(std::move(task));
    if (!started && started.error().code != Errc::Cancelled)
        qCWarning(lcEngine, "session %s: %s", id.toText().c_str(), started.error().describe().c_str());
}

Result<void> SessionService::resume(const Operation &interrupted)
{
    const Session session = TRY(m_store.session(interrupted.session.value_or(SessionId{})));
    if (interrupted.type == OperationType::PrepareSession && session.state == SessionState::Preparing)
        prepareLater(session.id);
    else if (interrupted.type == OperationType::PurgeSession && session.state != SessionState::Purged)
        TRY(act(session.id, SessionAction::Purge));
    else
        return fail(Errc::Cancelled, "there was nothing left to do");
    return {};
}

} // namespace assay::core
