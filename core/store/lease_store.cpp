// SPDX-License-Identifier: GPL-3.0-or-later
// Leases in the database: which engine has what, and until when.
#include "core/store/lease_store.h"

#include "core/store/judgement_store.h"
#include "core/store/operation_store.h"

namespace assay::core {

namespace {

// Five values: everything is, what this engine had is, this engine, this engine, now.
#define IS_LOST "(? = 1 OR (? = 1 AND engine = ?) OR (engine <> ? AND lease_expires < ?))"

} // namespace

Result<Timestamp> leaseClock(Database &database, Timestamp own)
{
    if (database.dialect() == Dialect::Sqlite)
        return own;
    auto rows = TRY(database.query("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"));
    TRY(rows.next());
    return rows.time(0);
}

Result<void> leaseJudgement(Database &database, JudgementId id, EngineId engine, Timestamp until)
{
    return database.run("UPDATE judgement SET engine = ?, lease_expires = ? WHERE id = ?", engine, until, id);
}

Result<void> leaseOperation(Database &database, OperationId id, EngineId engine, Timestamp until)
{
    return database.run("UPDATE operation SET engine = ?, lease_expires = ? WHERE id = ?", engine, until, id);
}

Result<void> renewLeases(Database &database, EngineId engine, Timestamp until)
{
    TRY(database.run("UPDATE judgement SET lease_expires = ? WHERE engine = ? AND " JUDGEMENT_IS_ACTIVE, until,
                     engine));
    return database.run("UPDATE operation SET lease_expires = ? WHERE engine = ? AND " OPERATION_IS_OPEN, until,
                        engine);
}

Result<QList<Judgement>> loadLostJudgements(Database &database, const LostLeases &lost)
{
    const bool all = lost.atStart && database.dialect() == Dialect::Sqlite;
    auto rows = TRY(database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE " JUDGEMENT_IS_ACTIVE
                                   " AND " IS_LOST " ORDER BY number",
                                   all, lost.atStart, lost.engine, lost.engine, lost.now));
    QList<Judgement> judgements;
    while (TRY(rows.next()))
        judgements.append(TRY(readJudgement(rows)));
    return judgements;
}

Result<QList<OperationId>> loadLostOperations(Database &database, const LostLeases &lost)
{
    const bool all = lost.atStart && database.dialect() == Dialect::Sqlite;
    auto rows =
        TRY(database.query("SELECT id FROM operation WHERE " OPERATION_IS_OPEN " AND " IS_LOST " ORDER BY number", all,
                           lost.atStart, lost.engine, lost.engine, lost.now));
    QList<OperationId> operations;
    while (TRY(rows.next()))
        operations.append(TRY(rows.id<OperationId>(0)));
    return operations;
}

Result<bool> isOfAnother(Database &database, OperationId id, EngineId engine)
{
    auto rows = TRY(database.query("SELECT engine <> ? AND engine <> '' FROM operation WHERE id = ?", engine, id));
    return TRY(rows.next()) && rows.boolean(0);
}

} // namespace assay::core
