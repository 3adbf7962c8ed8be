// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of the schema are.
#pragma once

#include <span>

namespace assay::core {

/// Statements as SQLite takes them; migrations.cpp knows how PostgreSQL does.
struct SchemaStep {
    std::span<const char *const> statements;
    std::span<const char *const> ofPostgreSql; ///< On top.
};

/// The n-th, from 1, makes version n. A step that was released is never changed: a further one is added.
[[nodiscard]] std::span<const SchemaStep> schemaSteps();

} // namespace assay::core
