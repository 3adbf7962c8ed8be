// SPDX-License-Identifier: GPL-3.0-or-later
// How much a data folder holds, for reports: numbers, and nothing of what anybody wrote.
#include "core/store/store_figures.h"

#include "core/store/database.h"
#include "core/store/rows.h"

#include <QStringList>

namespace assay::core {

Result<QMap<QString, std::int64_t>> storeFigures(const std::filesystem::path &dataFolder)
{
    const std::filesystem::path file = dataFolder / "assay.sqlite";
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    if (error)
        return fail(Errc::InvalidArgument, dataFolder.native() + " holds no database of Assay");
    const auto database = TRY(Database::open(file, Database::Access::ReadOnly));
    QMap<QString, std::int64_t> figures{{QStringLiteral("bytes"), static_cast<std::int64_t>(bytes)}};
    figures.insert(QStringLiteral("schema version"),
                   TRY(database->askOnce(QStringLiteral("PRAGMA user_version"))).toLongLong());
    QStringList tables;
    {
        auto rows = TRY(database->query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"));
        while (TRY(rows.next()))
            tables.append(rows.text(0));
    }
    for (const QString &table : tables) {
        const QString quoted = QString(table).replace(QLatin1Char('"'), QStringLiteral("\"\""));
        figures.insert(table,
                       TRY(database->askOnce(QStringLiteral("SELECT count(*) FROM \"%1\"").arg(quoted))).toLongLong());
    }
    return figures;
}

} // namespace assay::core
