// SPDX-License-Identifier: GPL-3.0-or-later
// The schema, as numbered steps that each bring a database one version further.
#pragma once

#include "core/store/database.h"

namespace assay::core {

/// The version that this program writes.
[[nodiscard]] int latestSchemaVersion();

/// Brings the database to the latest version, each step in one transaction with its number.
/// Errors: Unsupported for a newer version (nothing is changed), Store, InvalidData for a file of another program.
[[nodiscard]] Result<void> migrate(Database &database);

} // namespace assay::core
