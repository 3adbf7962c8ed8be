// SPDX-License-Identifier: GPL-3.0-or-later
// Leases in the database: which engine has what, and until when.
#pragma once

#include "core/model/ids.h"
#include "core/model/judgement.h"
#include "core/model/operation.h"
#include "core/store/database.h"

namespace assay::core {

/// The time by which leases run out: the same for all engines. That of a shared database is its server's; else `own`.
/// Errors: Store.
[[nodiscard]] Result<Timestamp> leaseClock(Database &database, Timestamp own);

/// A judgement that was just claimed, or an operation that begins, is this engine's until then. Errors: Store.
[[nodiscard]] Result<void> leaseJudgement(Database &database, JudgementId id, EngineId engine, Timestamp until);
[[nodiscard]] Result<void> leaseOperation(Database &database, OperationId id, EngineId engine, Timestamp until);
/// Everything that this engine has. Errors: Store.
[[nodiscard]] Result<void> renewLeases(Database &database, EngineId engine, Timestamp until);

/// Whose leases are looked for.
struct LostLeases {
    EngineId engine; ///< This one.
    bool atStart = false; ///< What this engine had before it ended is lost; so is all where nobody shares the database.
    Timestamp now{}; ///< Leases of others that ran out before are lost.
};
/// Errors: Store.
[[nodiscard]] Result<QList<Judgement>> loadLostJudgements(Database &database, const LostLeases &lost);
[[nodiscard]] Result<QList<OperationId>> loadLostOperations(Database &database, const LostLeases &lost);
/// Whether another engine has it: until it is adopted, also one that is not heard of. Errors: Store.
[[nodiscard]] Result<bool> isOfAnother(Database &database, OperationId id, EngineId engine);

} // namespace assay::core
