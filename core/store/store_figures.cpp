// SPDX-License-Identifier: GPL-3.0-or-later
// How much a data folder holds, for reports: numbers, and nothing of what anybody wrote.
#include "core/store/store_figures.h"

#include "core/store/database.h"
#include "core/store/rows.h"

#include <QStringList>

namespace assay::core {

namespace {

/// How a database is asked about itself.
struct Questions {
    QString version;
    QString bytes;
};

Questions questionsTo(Dialect dialect)
{
    if (dialect == Dialect::PostgreSql)
        return {.version = QStringLiteral("SELECT version FROM schema_version"),
                .bytes = QStringLiteral("SELECT pg_database_size(current_database())")};
    return {.version = QStringLiteral("PRAGMA user_version"),
            .bytes = QStringLiteral("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")};
}

Result<Rows> tablesOf(Database &database)
{
    if (database.dialect() == Dialect::PostgreSql)
        return database.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
    return database.query(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
}

Result<DatabaseAddress> addressOf(const std::filesystem::path &dataFolder, const QString &url)
{
    if (!url.isEmpty())
        return DatabaseAddress::ofUrl(url);
    const std::filesystem::path file = dataFolder / "assay.sqlite";
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return fail(Errc::InvalidArgument, dataFolder.native() + " holds no database of Assay");
    return DatabaseAddress::ofFile(file);
}

} // namespace

Result<QMap<QString, std::int64_t>> storeFigures(const std::filesystem::path &dataFolder, const QString &databaseUrl)
{
    const DatabaseAddress address = TRY(addressOf(dataFolder, databaseUrl));
    const auto database = TRY(Database::open(address, Database::Access::ReadOnly));
    const Questions ask = questionsTo(address.dialect());
    QMap<QString, std::int64_t> figures;
    figures.insert(QStringLiteral("bytes"), TRY(database->askOnce(ask.bytes)).toLongLong());
    figures.insert(QStringLiteral("schema version"), TRY(database->askOnce(ask.version)).toLongLong());
    QStringList tables;
    {
        auto rows = TRY(tablesOf(*database));
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
