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

/// Whether fewer than `most` wait in the lane, rejudgings not counted: nobody waits for those.
[[nodiscard]] Result<bool> hasRoom(Database &database, Purpose lane, std::size_t most);
/// Whether anything waits in the lane.
[[nodiscard]] Result<bool> hasWork(Database &database, Purpose lane);

/// Leases the oldest waiting judgement of the lane, rejudgings behind all others, in one statement. Nothing when none waits.
[[nodiscard]] Result<std::optional<Claim>> claimOldest(Database &database, Purpose lane, const QString &grader,
                                                       Timestamp now);
/// Errors: Cancelled unless the judgement is leased under that epoch, NotFound, Store.
[[nodiscard]] Result<void> checkLease(Database &database, JudgementId id, std::int64_t epoch);

/// 0 is next; nothing when it is not waiting. Errors: NotFound, Store.
[[nodiscard]] Result<std::optional<int>> loadQueuePosition(Database &database, JudgementId id);
[[nodiscard]] Result<QueueDepth> loadQueueDepth(Database &database);

/// Puts everything that is leased back into its place in the queue, attempt + 1, without what the attempt brought.
/// Returns the judgements as they are now. Errors: Store.
[[nodiscard]] Result<QList<Judgement>> requeueActive(Database &database);

} // namespace assay::core
