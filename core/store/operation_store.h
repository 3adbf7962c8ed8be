// SPDX-License-Identifier: GPL-3.0-or-later
// Operations and their logs in the database.
#pragma once

#include "core/model/operation.h"
#include "core/store/database.h"

namespace assay::core {

/// As the unique index operation_open has it.
#define OPERATION_IS_OPEN "state IN ('pending', 'running')"

/// The one of that type, session and subject that is not final; nothing when there is none. Errors: Store.
[[nodiscard]] Result<std::optional<Operation>> loadOpenOperation(Database &database, OperationType type,
                                                                 const std::optional<SessionId> &session,
                                                                 const QString &subject);
[[nodiscard]] Result<void> insertOperation(Database &database, const Operation &operation);
[[nodiscard]] Result<void> storeOperation(Database &database, const Operation &operation);
/// Errors: NotFound, Store.
[[nodiscard]] Result<Operation> loadOperation(Database &database, OperationId id);
/// Newest first.
[[nodiscard]] Result<QList<Operation>> loadOperations(Database &database, int limit);
/// Returns them with their numbers.
[[nodiscard]] Result<OperationLog> insertOperationLines(Database &database, OperationId id,
                                                        const QList<OperationLine> &lines);
[[nodiscard]] Result<OperationLog> loadOperationLog(Database &database, OperationId id, int first);
/// Those that ended before. Returns how many.
[[nodiscard]] Result<int> deleteOperations(Database &database, Timestamp endedBefore);

} // namespace assay::core
