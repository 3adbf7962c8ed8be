// SPDX-License-Identifier: GPL-3.0-or-later
// The queue in the database: what waits, who has what, and which writes are too late.
#pragma once

#include "core/store/database.h"
#include "core/store/store.h"

namespace assay::core {

struct Claim {
    Judgement judgement;
    std::int64_t epoch = 0;
};

/// What tells that a judgement is in that state now.
[[nodiscard]] EventType stateEvent(JudgementState state);

/// Whether fewer than `most` wait in the lane, rejudgings not counted: nobody waits for those.
[[nodiscard]] Result<bool> hasRoom(Database &database, Purpose lane, int most);
/// Whether anything waits in the lane, and it is not paused.
[[nodiscard]] Result<bool> hasWork(Database &database, Purpose lane);

/// Leases the judgement of the lane whose turn it is, in one statement. Nothing when none waits, or the lane is paused.
[[nodiscard]] Result<std::optional<Claim>> claimFirst(Database &database, Purpose lane, const QString &grader,
                                                      Timestamp now);
/// Errors: Cancelled unless the judgement is leased under that epoch, NotFound, Store.
[[nodiscard]] Result<void> checkLease(Database &database, JudgementId id, std::int64_t epoch);

/// 0 is next; nothing when it is not waiting. Errors: NotFound, Store.
/// At most kFarthestPosition: it is asked for at each submission, and must not take longer the more are waiting.
inline constexpr int kFarthestPosition = 1000;
/// Of its newest judgement. Errors: NotFound.
[[nodiscard]] Result<QueueStanding> loadQueueStanding(Database &database, SubmissionId id);
[[nodiscard]] Result<std::optional<int>> loadQueuePosition(Database &database, JudgementId id);
[[nodiscard]] Result<QueueDepth> loadQueueDepth(Database &database);

/// All that is leased, oldest first, without cases.
[[nodiscard]] Result<QList<Judgement>> loadActive(Database &database);
/// What waits in the lane, next first, without cases.
[[nodiscard]] Result<QList<Judgement>> loadWaiting(Database &database, Purpose lane, int limit);
/// What waits of the same participant, problem and purpose.
[[nodiscard]] Result<QList<Judgement>> loadWaitingFor(Database &database, const Submission &submission);

/// Why a judgement goes back to its place in the queue.
struct Requeue {
    QString cause;
    bool graderLost = false; ///< Rather than given back by it.
    Timestamp notBefore{}; ///< Nobody gets it before that.
};

/// Attempt + 1, without what the attempt brought. Returns the judgement as it is now. Errors: Store.
[[nodiscard]] Result<Judgement> putBack(Database &database, const Judgement &judgement, const Requeue &why);

/// How long the newest judgements of the lane took.
[[nodiscard]] Result<QList<Milliseconds>> loadDurations(Database &database, Purpose lane, int limit);

/// `unset` holds for lanes that no rules were stored for.
[[nodiscard]] Result<QueueRules> loadQueueRules(Database &database, QueueRules unset);
[[nodiscard]] Result<void> storeQueueRules(Database &database, const QueueRules &rules);

} // namespace assay::core
