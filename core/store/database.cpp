// SPDX-License-Identifier: GPL-3.0-or-later
// Database: one SQLite connection of one thread, with its prepared statements.
#include "core/store/database.h"

#include <QSqlError>

#include <atomic>
#include <cassert>

namespace assay::core {

namespace {

/// Connections of Qt Sql are known by name, process-wide.
QString nextConnectionName()
{
    static std::atomic<int> counter = 0;
    return QStringLiteral("assay-store-%1").arg(++counter);
}

} // namespace

Database::Database(QString name)
    : m_name(std::move(name))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
}

Database::~Database()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path &file, Access access)
{
    std::unique_ptr<Database> database(new Database(nextConnectionName()));
    QSqlDatabase &connection = database->m_database;
    if (!connection.isValid())
        return fail(Errc::Store, "Qt's SQLite driver cannot be loaded");
    connection.setDatabaseName(QString::fromStdString(file.native()));
    // Milliseconds. Only a checkpoint or a reader's recovery is ever waited for: there is one writer.
    connection.setConnectOptions(access == Access::ReadOnly
                                     ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY")
                                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!connection.open())
        return sqlFail(connection.lastError(), file.native());
    return database;
}

Result<Rows> Database::execute(Sql sql, const QVariantList &values)
{
    auto found = m_statements.find(sql.text);
    if (found == m_statements.end()) {
        QSqlQuery statement(m_database);
        statement.setForwardOnly(true);
        if (!statement.prepare(QString::fromUtf8(sql.text)))
            return sqlFail(statement.lastError(), sql.text);
        found = m_statements.emplace(sql.text, std::move(statement)).first;
    }
    QSqlQuery &statement = found->second;
    assert(!statement.isActive()); // its rows of an earlier call are still in use
    for (int i = 0; i < values.size(); ++i)
        statement.bindValue(i, values.at(i));
    if (!statement.exec()) {
        const QSqlError error = statement.lastError();
        statement.finish();
        return sqlFail(error, sql.text);
    }
    return Rows(statement);
}

Result<void> Database::runOnce(const QString &sql)
{
    QSqlQuery statement(m_database);
    if (!statement.exec(sql))
        return sqlFail(statement.lastError(), sql.toStdString());
    return {};
}

Result<QVariant> Database::askOnce(const QString &sql)
{
    QSqlQuery statement(m_database);
    statement.setForwardOnly(true);
    if (!statement.exec(sql))
        return sqlFail(statement.lastError(), sql.toStdString());
    return statement.next() ? statement.value(0) : QVariant();
}

Result<std::int64_t> Database::changes()
{
    auto rows = TRY(query("SELECT changes()"));
    TRY(rows.next());
    return rows.integer(0);
}

} // namespace assay::core
