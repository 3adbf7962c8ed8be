// SPDX-License-Identifier: GPL-3.0-or-later
// What a session may become, when, and what it must have for that. Pure.
#pragma once

#include "base/result.h"
#include "core/model/session.h"

namespace assay::core {

/// The state that the action leads to; nothing when it is not possible in this one.
[[nodiscard]] std::optional<SessionState> nextState(SessionState state, SessionAction action);

/// The session after the action. Errors: InvalidArgument, saying why it is not possible now: the state, or what is missing
/// (problems and times to arm, the consent of those who joined to start, that it is not held to purge).
[[nodiscard]] Result<Session> withAction(Session session, SessionAction action, Timestamp now);

/// The session when that candidate's own time has begun, once. Errors: as SessionService::begin.
[[nodiscard]] Result<Session> withBegun(Session session, ParticipantId id, Timestamp now);

/// Its times as they should be: closing after starting, purging not before closing, own time not longer than there is.
/// Errors: InvalidArgument.
[[nodiscard]] Result<void> checkTimes(const Session &session);

/// How early a scheduled session is prepared, and how late it may start before it counts as missed.
inline constexpr Milliseconds kPreparationLead{60'000};
inline constexpr Milliseconds kMissedAfter{5 * 60'000};

/// What the clock asks for now; nothing when it asks for nothing, or that is not possible (yet).
[[nodiscard]] std::optional<SessionAction> dueAction(const Session &session, Timestamp now);

} // namespace assay::core
