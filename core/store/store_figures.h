// SPDX-License-Identifier: GPL-3.0-or-later
// How much a data folder holds, for reports: numbers, and nothing of what anybody wrote.
#pragma once

#include "base/result.h"

#include <QMap>
#include <QString>

#include <filesystem>

namespace assay::core {

/// Rows by table, besides "schema version" and "bytes", of the data folder's own database or, where it is named, of a PostgreSQL
/// one (see DatabaseAddress::ofUrl). Engines may be at work in it. Errors: InvalidArgument when there is none, Store.
[[nodiscard]] Result<QMap<QString, std::int64_t>> storeFigures(const std::filesystem::path &dataFolder,
                                                               const QString &databaseUrl = {});

} // namespace assay::core
