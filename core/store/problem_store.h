// SPDX-License-Identifier: GPL-3.0-or-later
// The problems that were opened, in the database.
#pragma once

#include "core/store/database.h"
#include "core/store/store.h"

namespace assay::core {

struct KeptProblem {
    ProblemId id;
    bool isNew = false; ///< It was not on the list before.
};

/// Remembers the problem under the id that its content hash has, or else under its own. Errors: Store.
[[nodiscard]] Result<KeptProblem> keepProblem(Database &database, const Problem &problem, Timestamp opened);
/// Errors: NotFound when it is not on the list, Store.
[[nodiscard]] Result<void> unlistProblem(Database &database, ProblemId id);
/// Errors: NotFound, Store.
[[nodiscard]] Result<void> keepTimeLimit(Database &database, ProblemId id, Milliseconds limit);
/// Errors: NotFound, Store.
[[nodiscard]] Result<void> keepVerification(Database &database, ProblemId id, const ProblemVerification &verification);
/// By title.
[[nodiscard]] Result<QList<ProblemRecord>> loadProblems(Database &database);

} // namespace assay::core
