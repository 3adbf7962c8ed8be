// SPDX-License-Identifier: GPL-3.0-or-later
// Database: one connection of one thread to SQLite or PostgreSQL, with its prepared statements.
#include "core/store/database.h"

#include <QSqlDriver>
#include <QSqlError>

#include <atomic>
#include <cassert>

namespace assay::core {

namespace {

/// Any number: whoever holds it in a PostgreSQL database is the one who writes to Assay's tables.
#define WRITERS_LOCK "7302251"

#define NOTICES "assay_events"

/// Connections of Qt Sql are known by name, process-wide.
QString nextConnectionName()
{
    static std::atomic<int> counter = 0;
    return QStringLiteral("assay-store-%1").arg(++counter);
}

QString driverOf(Dialect dialect)
{
    return dialect == Dialect::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL");
}

void addressSqlite(QSqlDatabase &connection, const DatabaseAddress &address, Database::Access access)
{
    connection.setDatabaseName(address.databaseName());
    // Milliseconds. Only a checkpoint or a reader's recovery is ever waited for: there is one writer.
    connection.setConnectOptions(access == Database::Access::ReadOnly
                                     ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY")
                                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
}

/// What comes first holds: libpq takes the last of two, and whoever wrote the address decides.
void addressPostgreSql(QSqlDatabase &connection, const DatabaseAddress &address)
{
    connection.setDatabaseName(address.databaseName());
    connection.setHostName(address.host());
    connection.setPort(address.port());
    connection.setUserName(address.user());
    connection.setPassword(address.password());
    connection.setConnectOptions(QStringLiteral("application_name=assay;connect_timeout=10;") + address.options());
}

} // namespace

Database::Database(QString name, Dialect dialect)
    : m_name(std::move(name))
    , m_dialect(dialect)
    , m_database(QSqlDatabase::addDatabase(driverOf(dialect), m_name))
{
}

Database::~Database()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseAddress &address, Access access)
{
    std::unique_ptr<Database> database(new Database(nextConnectionName(), address.dialect()));
    QSqlDatabase &connection = database->m_database;
    if (!connection.isValid())
        return fail(Errc::Store, "Qt's driver " + driverOf(address.dialect()).toStdString() +
                                     " cannot be loaded: its package is missing");
    if (address.dialect() == Dialect::Sqlite)
        addressSqlite(connection, address, access);
    else
        addressPostgreSql(connection, address);
    if (!connection.open())
        return sqlFail(connection.lastError(), address.described());
    if (address.dialect() == Dialect::PostgreSql) {
        // Whatever the server's configuration says: what is acknowledged is on the disk, an engine that stands still holds up
        // the others for a while only, and text is quoted as Qt quotes it.
        for (const auto *setting : {"SET synchronous_commit = on", "SET idle_in_transaction_session_timeout = '30s'",
                                    "SET standard_conforming_strings = on", "SET client_min_messages = warning"})
            TRY(database->runOnce(QString::fromLatin1(setting)));
    }
    return database;
}

void Database::look()
{
    if (m_dialect == Dialect::PostgreSql)
        (void)query("SELECT 1");
}

Result<void> Database::beginWriting()
{
    if (m_dialect == Dialect::Sqlite)
        return run("BEGIN IMMEDIATE");
    TRY(run("BEGIN"));
    return query("SELECT pg_advisory_xact_lock(" WRITERS_LOCK ")").transform([](const Rows &) {});
}

Result<void> Database::beginReading()
{
    return m_dialect == Dialect::Sqlite ? run("BEGIN") : run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
}

Result<void> Database::notifyOthers(const QString &payload)
{
    if (m_dialect == Dialect::Sqlite)
        return {};
    return query("SELECT pg_notify('" NOTICES "', ?)", payload).transform([](const Rows &) {});
}

Result<void> Database::listen(std::function<void(const QString &)> take)
{
    QSqlDriver *driver = m_database.driver();
    QObject::connect(driver, &QSqlDriver::notification, driver,
                     [take = std::move(take)](const QString &, QSqlDriver::NotificationSource,
                                              const QVariant &payload) { take(payload.toString()); });
    if (!driver->subscribeToNotification(QStringLiteral(NOTICES)))
        return sqlFail(driver->lastError(), "LISTEN");
    return {};
}

/// PostgreSQL prepares no BEGIN, SAVEPOINT and the like: it is given what takes no values as it is.
Result<QSqlQuery *> Database::prepared(Sql sql)
{
    const auto found = m_statements.find(sql.text);
    if (found != m_statements.end())
        return &found->second;
    QSqlQuery statement(m_database);
    // With PostgreSQL a result that comes row by row would keep the connection from anything else meanwhile.
    statement.setForwardOnly(m_dialect == Dialect::Sqlite);
    const bool takesValues = sql.text.contains('?');
    if ((m_dialect == Dialect::Sqlite || takesValues) && !statement.prepare(QString::fromUtf8(sql.text)))
        return sqlFail(statement.lastError(), sql.text);
    return &m_statements.emplace(sql.text, std::move(statement)).first->second;
}

Result<Rows> Database::execute(Sql sql, const QVariantList &values)
{
    QSqlQuery &statement = *TRY(prepared(sql));
    assert(!statement.isActive()); // its rows of an earlier call are still in use
    for (int i = 0; i < values.size(); ++i)
        statement.bindValue(i, values.at(i));
    const bool asItIs = m_dialect == Dialect::PostgreSql && values.isEmpty();
    if (asItIs ? !statement.exec(QString::fromUtf8(sql.text)) : !statement.exec()) {
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
    if (!statement.exec(sql))
        return sqlFail(statement.lastError(), sql.toStdString());
    return statement.next() ? statement.value(0) : QVariant();
}

} // namespace assay::core
