// SPDX-License-Identifier: GPL-3.0-or-later
// The schema, as numbered steps that each bring a database one version further.
#include "core/store/migrations.h"

#include "core/store/schema_steps.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace assay::core {

namespace {

/// A step's statement, written for SQLite, as PostgreSQL has it. Order matters.
QString forPostgreSql(QString statement)
{
    static const std::array<std::pair<QRegularExpression, QString>, 6> changes{{
        {QRegularExpression(QStringLiteral("( STRICT)?(, WITHOUT ROWID)?$")), QString()},
        {QRegularExpression(QStringLiteral("INTEGER PRIMARY KEY AUTOINCREMENT")), QStringLiteral("BIGINT PRIMARY KEY")},
        {QRegularExpression(QStringLiteral("\\bnumber INTEGER PRIMARY KEY")),
         QStringLiteral("number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")},
        {QRegularExpression(QStringLiteral("\\bINTEGER\\b")), QStringLiteral("BIGINT")},
        {QRegularExpression(QStringLiteral("\\bREAL\\b")), QStringLiteral("DOUBLE PRECISION")},
        {QRegularExpression(QStringLiteral("\\bBLOB\\b")), QStringLiteral("BYTEA")},
    }};
    for (const auto &[found, put] : changes)
        statement.replace(found, put);
    return statement;
}

Result<int> versionOf(Database &database)
{
    if (database.dialect() == Dialect::Sqlite)
        return TRY(database.askOnce(QStringLiteral("PRAGMA user_version"))).toInt();
    if (TRY(database.askOnce(QStringLiteral("SELECT to_regclass('schema_version')"))).isNull())
        return 0;
    return TRY(database.askOnce(QStringLiteral("SELECT version FROM schema_version"))).toInt();
}

Result<void> setVersion(Database &database, std::size_t version)
{
    if (database.dialect() == Dialect::Sqlite)
        return database.runOnce(QStringLiteral("PRAGMA user_version = %1").arg(version));
    TRY(database.runOnce(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")));
    TRY(database.runOnce(QStringLiteral("DELETE FROM schema_version")));
    return database.runOnce(QStringLiteral("INSERT INTO schema_version (version) VALUES (%1)").arg(version));
}

Result<int> tablesIn(Database &database)
{
    const auto text = database.dialect() == Dialect::Sqlite
                          ? QStringLiteral("SELECT count(*) FROM sqlite_schema")
                          : QStringLiteral("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()");
    return TRY(database.askOnce(text)).toInt();
}

Result<void> runStep(Database &database, std::size_t step)
{
    const bool postgreSql = database.dialect() == Dialect::PostgreSql;
    for (const char *statement : schemaSteps()[step].statements) {
        const QString text = QString::fromLatin1(statement);
        TRY(database.runOnce(postgreSql ? forPostgreSql(text) : text));
    }
    if (postgreSql) {
        for (const char *statement : schemaSteps()[step].ofPostgreSql)
            TRY(database.runOnce(forPostgreSql(QString::fromLatin1(statement))));
    }
    return setVersion(database, step + 1);
}

/// Errors: as migrate.
Result<int> checkedVersion(Database &database)
{
    const int version = TRY(versionOf(database));
    if (version > latestSchemaVersion())
        return fail(Errc::Unsupported, "the database has schema version " + std::to_string(version) +
                                           ", made by a newer Assay; this one knows up to " +
                                           std::to_string(latestSchemaVersion()));
    if (version == 0 && TRY(tablesIn(database)) > 0)
        return fail(Errc::InvalidData, "the database was not made by Assay");
    return version;
}

/// The version is read in the same transaction: another engine may have begun at the same time.
Result<bool> runNextStep(Database &database)
{
    const auto version = static_cast<std::size_t>(TRY(checkedVersion(database)));
    if (version == schemaSteps().size())
        return false;
    TRY(runStep(database, version));
    return true;
}

Result<bool> runNextStepInTransaction(Database &database)
{
    TRY(database.beginWriting());
    Result<bool> done = runNextStep(database);
    if (done) {
        if (auto committed = database.run("COMMIT"); !committed)
            done = std::unexpected(std::move(committed).error());
    }
    if (!done)
        (void)database.run("ROLLBACK");
    return done;
}

/// Errors: Unsupported.
Result<void> checkServer(Database &database)
{
    const QString encoding = TRY(database.askOnce(QStringLiteral("SHOW server_encoding"))).toString();
    if (encoding != QStringLiteral("UTF8"))
        return fail(Errc::Unsupported, "the database's encoding is " + encoding.toStdString() +
                                           ": make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0");
    return {};
}

} // namespace

int latestSchemaVersion()
{
    return static_cast<int>(schemaSteps().size());
}

Result<void> migrate(Database &database)
{
    const int version = TRY(checkedVersion(database));
    if (database.dialect() == Dialect::PostgreSql)
        TRY(checkServer(database));
    else // Only now may the file change: WAL is kept in its header.
        TRY(database.runOnce(QStringLiteral("PRAGMA journal_mode = WAL")));
    if (version == latestSchemaVersion())
        return {}; // without waiting for anybody's turn
    while (TRY(runNextStepInTransaction(database))) {
    }
    return {};
}

} // namespace assay::core
