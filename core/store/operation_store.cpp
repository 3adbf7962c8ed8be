// SPDX-License-Identifier: GPL-3.0-or-later
// Operations and their logs in the database.
#include "core/store/operation_store.h"

#include "core/store/rows.h"
#include "core/store/sql_value.h"

namespace assay::core {

namespace {

#define OPERATION_COLUMNS                                                                                              \
    "id, type, session, subject, result, state, step, steps, doing, failure, created, started, ended"

QString sessionText(const std::optional<SessionId> &session)
{
    return session ? textOf(*session) : QString();
}

Result<Operation> readOperation(const Rows &row)
{
    return Operation{
        .id = TRY(row.id<OperationId>(0)),
        .type = TRY(row.enumValue(1, kOperationTypeNames)),
        .session = row.text(2).isEmpty() ? std::nullopt : std::optional(TRY(row.id<SessionId>(2))),
        .subject = row.text(3),
        .result = row.text(4),
        .state = TRY(row.enumValue(5, kOperationStateNames)),
        .step = row.smallInteger(6),
        .steps = row.smallInteger(7),
        .doing = row.text(8),
        .failure = row.text(9),
        .created = row.time(10),
        .started = row.optional(11, [&](int column) { return row.time(column); }),
        .ended = row.optional(12, [&](int column) { return row.time(column); }),
    };
}

} // namespace

Result<std::optional<Operation>> loadOpenOperation(Database &database, OperationType type,
                                                   const std::optional<SessionId> &session, const QString &subject)
{
    auto rows = TRY(database.query("SELECT " OPERATION_COLUMNS " FROM operation WHERE session = ? AND type = ? AND "
                                   "subject = ? AND " OPERATION_IS_OPEN,
                                   sessionText(session), textOf(kOperationTypeNames, type), subject));
    if (!TRY(rows.next()))
        return std::nullopt;
    return TRY(readOperation(rows));
}

Result<void> insertOperation(Database &database, const Operation &operation)
{
    return database.run("INSERT INTO operation (" OPERATION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        operation.id, textOf(kOperationTypeNames, operation.type), sessionText(operation.session),
                        operation.subject, operation.result, textOf(kOperationStateNames, operation.state),
                        operation.step, operation.steps, operation.doing, operation.failure, operation.created,
                        operation.started, operation.ended);
}

Result<void> storeOperation(Database &database, const Operation &operation)
{
    return database.run("UPDATE operation SET result = ?, state = ?, step = ?, steps = ?, doing = ?, failure = ?, "
                        "started = ?, ended = ? WHERE id = ?",
                        operation.result, textOf(kOperationStateNames, operation.state), operation.step,
                        operation.steps, operation.doing, operation.failure, operation.started, operation.ended,
                        operation.id);
}

Result<Operation> loadOperation(Database &database, OperationId id)
{
    auto rows = TRY(database.query("SELECT " OPERATION_COLUMNS " FROM operation WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return readOperation(rows);
}

Result<QList<Operation>> loadOperations(Database &database, int limit)
{
    auto rows = TRY(database.query("SELECT " OPERATION_COLUMNS " FROM operation ORDER BY number DESC LIMIT ?", limit));
    QList<Operation> operations;
    while (TRY(rows.next()))
        operations.append(TRY(readOperation(rows)));
    return operations;
}

Result<OperationLog> insertOperationLines(Database &database, OperationId id, const QList<OperationLine> &lines)
{
    OperationLog log{.operation = id, .first = 0, .lines = lines};
    {
        auto rows = TRY(database.query("SELECT count(*) FROM operation_line WHERE operation = ?", id));
        TRY(rows.next());
        log.first = rows.smallInteger(0);
    }
    for (qsizetype i = 0; i < lines.size(); ++i)
        TRY(database.run("INSERT INTO operation_line (operation, ordinal, time, level, text) VALUES (?, ?, ?, ?, ?)",
                         id, log.first + static_cast<int>(i), lines.at(i).time,
                         textOf(kLogLevelNames, lines.at(i).level), lines.at(i).text));
    return log;
}

Result<OperationLog> loadOperationLog(Database &database, OperationId id, int first)
{
    OperationLog log{.operation = id, .first = first, .lines = {}};
    auto rows = TRY(database.query("SELECT time, level, text FROM operation_line WHERE operation = ? AND ordinal >= ? "
                                   "ORDER BY ordinal",
                                   id, first));
    while (TRY(rows.next()))
        log.lines.append({.time = rows.time(0), .level = TRY(rows.enumValue(1, kLogLevelNames)), .text = rows.text(2)});
    return log;
}

Result<int> deleteOperations(Database &database, Timestamp endedBefore)
{
    TRY(database.run("DELETE FROM operation_line WHERE operation IN (SELECT id FROM operation WHERE ended < ?)",
                     endedBefore));
    return database.change("DELETE FROM operation WHERE ended < ?", endedBefore);
}

} // namespace assay::core
