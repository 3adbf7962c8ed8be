// SPDX-License-Identifier: GPL-3.0-or-later
// SessionService: what people and the clock do with sessions.
#pragma once

#include "base/clock.h"
#include "core/model/session.h"
#include "core/store/store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace assay::core {

class LanguageTable;
class ProblemLibrary;

/// A session to be.
struct SessionDraft {
    QString title;
    std::optional<Timestamp> startsAt;
    std::optional<Timestamp> closesAt;
    std::optional<Timestamp> purgeAt;
    SessionRules rules;
};

/// Thread-safe. Blocks for as long as a write takes.
class SessionService
{
public:
    /// `forget` removes what else may hold what was submitted: the compile cache.
    SessionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages, const Clock &clock,
                   std::function<void()> forget);
    ~SessionService();
    SessionService(const SessionService &) = delete;
    SessionService &operator=(const SessionService &) = delete;

    /// In state Draft. Errors: InvalidArgument for times out of order.
    [[nodiscard]] Result<SessionId> create(const SessionDraft &draft);
    [[nodiscard]] Result<ParticipantId> addParticipant(SessionId id, const QString &name, ParticipantRole role);
    /// That somebody is there, and has agreed to what is recorded. Errors: NotFound.
    [[nodiscard]] Result<void> join(SessionId id, ParticipantId participant);
    [[nodiscard]] Result<void> consent(SessionId id, ParticipantId participant);

    /// Errors: InvalidArgument, saying why it is not possible now; NotFound. Preparing goes on after it returns; purging
    /// cancels what is still being judged.
    [[nodiscard]] Result<Session> act(SessionId id, SessionAction action);
    /// Moves the end. Errors: InvalidArgument when it has none, is over, or would end before it begins.
    [[nodiscard]] Result<Session> extend(SessionId id, Milliseconds by);
    /// Keeps it from being purged, or lets it be.
    [[nodiscard]] Result<Session> hold(SessionId id, bool held);

    /// Does whatever the clock asks for by now, each thing once, also what was due while no engine ran.
    void tick();

private:
    void prepareLater(SessionId id);
    void prepareInBackground(const std::stop_token &stop);
    /// Whether all that the session needs is there. Errors: what is missing.
    [[nodiscard]] Result<void> checkPreparation(const Session &session) const;
    [[nodiscard]] Result<Session> purge(SessionId id);
    [[nodiscard]] Result<Session> changeParticipant(SessionId id, ParticipantId participant,
                                                    const std::function<void(Participant &)> &change);

    Store &m_store;
    ProblemLibrary &m_problems;
    const LanguageTable &m_languages;
    const Clock &m_clock;
    std::function<void()> m_forget;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<SessionId> m_toPrepare;
    std::set<SessionId> m_preparing; ///< Waiting for it, or under way.
    std::jthread m_preparer;
};

} // namespace assay::core
