// SPDX-License-Identifier: GPL-3.0-or-later
// SessionService: what people and the clock do with sessions.
#pragma once

#include "base/clock.h"
#include "core/model/session.h"
#include "core/operations/operation_service.h"
#include "core/secrets/recent_failures.h"
#include "core/sessions/preflight.h"
#include "core/store/store.h"

#include <functional>
#include <map>

namespace assay::core {

class LanguageTable;
class ProblemLibrary;

/// Somebody who is to take part.
struct ParticipantDraft {
    ParticipantId id; ///< Null for somebody new.
    QString name;
    ParticipantRole role = ParticipantRole::Candidate;
    int extraPercent = 0;
};

/// A session to be.
struct SessionDraft {
    QString title;
    QList<ParticipantDraft> participants;
    std::optional<Timestamp> startsAt;
    std::optional<Timestamp> closesAt;
    std::optional<Timestamp> purgeAt;
    std::optional<Milliseconds> length; ///< Instead of an end.
    std::optional<Milliseconds> ownLength; ///< Take-home: see Session.
    std::optional<Milliseconds> keptFor; ///< Instead of when it is purged.
    SessionRules rules;
};

/// What sessions need of the rest of the engine.
struct SessionHooks {
    std::function<void()> forget; ///< Removes what else may hold what was submitted: the compile cache.
    std::function<Result<void>()> canJudge; ///< Errors: why no program can be run here.
    /// Makes what lets those languages compile quickly; all of them when none is named. As a part of an operation.
    std::function<void(const QStringList &languages, OperationRun &, const std::stop_token &)> warmUp;
    /// Verifies a problem as a part of an operation. May be empty: then nothing is verified. Errors: why it could not be.
    std::function<Result<void>(ProblemId, OperationRun &, const std::stop_token &)> verify;
};

/// Thread-safe. Blocks for as long as a write takes.
class SessionService
{
public:
    /// All are borrowed. Operations that are under way use this: they are shut down first.
    SessionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages, const Clock &clock,
                   OperationService &operations, SessionHooks hooks);
    ~SessionService() = default;
    SessionService(const SessionService &) = delete;
    SessionService &operator=(const SessionService &) = delete;

    /// Goes on with what was interrupted of a session. Errors: Cancelled when there is nothing left to do; why it cannot.
    [[nodiscard]] Result<void> resume(const Operation &interrupted);

    /// In state Draft. Errors: InvalidArgument for times out of order, or somebody without a name.
    [[nodiscard]] Result<SessionId> create(const SessionDraft &draft);
    /// What it is from now on; who is not in it any more has no way in. Errors: InvalidArgument when it is no draft any
    /// more, and as above; NotFound.
    [[nodiscard]] Result<Session> update(SessionId id, const SessionDraft &draft);
    /// What it needs, and whether that is there. Errors: NotFound, Store.
    [[nodiscard]] Result<QList<PreflightLine>> preflight(SessionId id) const;
    [[nodiscard]] Result<ParticipantId> addParticipant(SessionId id, const QString &name, ParticipantRole role);
    /// A new code by which that participant comes in, once; an earlier one is no longer good. It is told here and nowhere
    /// else. Errors: InvalidArgument when the session is over, NotFound.
    [[nodiscard]] Result<QString> makeCode(SessionId id, ParticipantId participant);
    /// Errors: NotFound for a code that is not good, InvalidArgument when the session is over, RateLimited after ten wrong
    /// ones in a minute, from anybody.
    [[nodiscard]] Result<Joined> joinByCode(const QString &typed);
    /// That somebody is there, and has agreed to what is recorded. Errors: NotFound.
    [[nodiscard]] Result<void> join(SessionId id, ParticipantId participant);
    [[nodiscard]] Result<void> consent(SessionId id, ParticipantId participant);
    /// Their own time begins, once. Errors: InvalidArgument when there is no such time, the session is not live or they have not
    /// agreed; NotFound.
    [[nodiscard]] Result<void> begin(SessionId id, ParticipantId participant);

    /// Errors: InvalidArgument, saying why it is not possible now (to arm: what its preflight found); NotFound. Preparing goes on after it returns; purging
    /// cancels what is still being judged.
    [[nodiscard]] Result<Session> act(SessionId id, SessionAction action);
    /// Moves the end. Errors: InvalidArgument when it has none, is over, or would end before it begins.
    [[nodiscard]] Result<Session> extend(SessionId id, Milliseconds by);
    /// Keeps it from being purged, or lets it be.
    [[nodiscard]] Result<Session> hold(SessionId id, bool held);

    /// Does whatever the clock asks for by now, each thing once, also what was due while no engine ran; what takes long is
    /// begun.
    void tick();

private:
    void prepareLater(SessionId id);
    [[nodiscard]] Result<void> prepare(SessionId id, OperationRun &run);
    void warmUp(const Session &session, OperationRun &run);
    /// What is still to be verified of its problems.
    void verifyProblems(const Session &session, OperationRun &run, const std::stop_token &stop);
    [[nodiscard]] QList<PreflightLine> preflightOf(const Session &session) const;
    [[nodiscard]] Result<Session> purge(SessionId id);
    [[nodiscard]] OperationTask purgeTask(SessionId id);
    [[nodiscard]] Result<void> purgeInSteps(SessionId id, OperationRun &run);
    void startLater(OperationTask task);
    [[nodiscard]] Result<Session> changeParticipant(SessionId id, ParticipantId participant,
                                                    const std::function<void(Participant &)> &change);

    Store &m_store;
    ProblemLibrary &m_problems;
    const LanguageTable &m_languages;
    const Clock &m_clock;
    OperationService &m_operations;
    SessionHooks m_hooks;
    std::map<SessionId, Timestamp> m_notBefore; ///< Of what did not work: by the clock's thread alone.
    RecentFailures m_wrongCodes;
};

} // namespace assay::core
