// SPDX-License-Identifier: GPL-3.0-or-later
// Rejudgings in the database.
#pragma once

#include "core/model/rejudging.h"
#include "core/store/database.h"

namespace assay::core {

/// The rejudging and its judgements, which are queued and not current. Returns them. Errors: InvalidArgument for a
/// submission that is a run, is not judged yet, is in another open rejudging or is named twice; NotFound; Store.
[[nodiscard]] Result<QList<Judgement>> insertRejudging(Database &database, const RejudgingDraft &draft, Timestamp now);

/// With its submissions. Errors: NotFound, Store.
[[nodiscard]] Result<Rejudging> loadRejudging(Database &database, RejudgingId id);
/// Newest first, without their submissions.
[[nodiscard]] Result<QList<Rejudging>> loadRejudgings(Database &database);

/// Puts the usable judgements in the places of those they replace. Returns them as they are then. Errors: Store.
[[nodiscard]] Result<QList<Judgement>> makeCurrent(Database &database, const Rejudging &rejudging);
[[nodiscard]] Result<void> endRejudging(Database &database, RejudgingId id, RejudgingState state, Timestamp now);

} // namespace assay::core
