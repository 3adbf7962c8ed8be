// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in the database, and how they are wiped out of it.
#pragma once

#include "core/model/session.h"
#include "core/store/database.h"

#include <QStringList>

#include <optional>
#include <utility>

namespace assay::core {

/// What decides whether a participant may hand in anything.
struct SessionDoor {
    SessionState state = SessionState::Draft;
    std::optional<Timestamp> endsAt; ///< For this participant; pauses up to the last change are in it.
    bool waits = false; ///< Their own time has not begun.
};

/// Errors: Store.
[[nodiscard]] Result<void> insertSession(Database &database, const Session &session, Timestamp now);
[[nodiscard]] Result<void> storeSession(Database &database, const Session &session, Timestamp now);
/// Errors: NotFound, Store.
[[nodiscard]] Result<Session> loadSession(Database &database, SessionId id);
// Of the session that the participant takes part in. Errors: NotFound, Store.
[[nodiscard]] Result<SessionDoor> loadDoor(Database &database, ParticipantId participant);
/// Input stops with the session, in the same instant. Errors: Permission, saying why; Store.
[[nodiscard]] Result<void> requireLive(Database &database, ParticipantId participant, Timestamp now);
[[nodiscard]] Result<SessionId> loadSessionOf(Database &database, ParticipantId participant); ///< Errors: NotFound.
[[nodiscard]] Result<SessionRules> loadRulesOfSession(Database &database, ParticipantId participant);
/// Newest first.
[[nodiscard]] Result<QList<Session>> loadSessions(Database &database);
/// The participant's earlier code is no longer good. Errors: NotFound when the session has no such participant; Store.
[[nodiscard]] Result<void> storeJoinCode(Database &database, SessionId session, ParticipantId participant,
                                         const QString &hash);
/// Whose it is; it is no longer good. Errors: NotFound, Store.
[[nodiscard]] Result<std::pair<SessionId, ParticipantId>> takeJoinCode(Database &database, const QString &hash);

/// Nothing: it is not purged. Errors: Store.
[[nodiscard]] Result<std::optional<PurgeReceipt>> loadReceipt(Database &database, SessionId id);

/// Removes every row of what the session's participants did, and of the session itself all but its id and times; names
/// the blobs that went with them in doomed_blob. Stores the receipt. Errors: Store.
[[nodiscard]] Result<PurgeReceipt> wipeSession(Database &database, const Session &session, Timestamp now);

/// The blobs that purges left to be removed and that nothing refers to (any more, or again). Errors: Store.
[[nodiscard]] Result<QStringList> loadDoomedBlobs(Database &database);
/// There are none left to be removed.
[[nodiscard]] Result<void> forgetDoomedBlobs(Database &database);

} // namespace assay::core
