// SPDX-License-Identifier: GPL-3.0-or-later
// Database: one connection of one thread to SQLite or PostgreSQL, with its prepared statements.
#pragma once

#include "base/result.h"
#include "core/store/database_address.h"
#include "core/store/rows.h"
#include "core/store/sql_value.h"

#include <QSqlDatabase>
#include <QVariantList>

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace assay::core {

/// A statement as a literal, in what SQLite and PostgreSQL have in common: nothing is ever put together from values.
struct Sql {
    std::string_view text;

    consteval Sql(const char *literal) // NOLINT(google-explicit-constructor): written as a literal where it is used
        : text(literal)
    {
    }
};

/// Used only on the thread that opened it, as Qt Sql asks for. Errors of all calls: Store, with what the database said.
class Database
{
public:
    enum class Access { ReadOnly, ReadWrite };

    /// Opens without touching what is in it; ReadWrite makes a missing file of SQLite. Needs a QCoreApplication, as Qt loads
    /// drivers as plugins.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const DatabaseAddress &address, Access access);
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path &file, Access access)
    {
        return open(DatabaseAddress::ofFile(file), access);
    }
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    /// False once a connection to PostgreSQL is lost: a new one is needed.
    [[nodiscard]] bool isConnected() const { return m_database.isOpen(); }

    /// Asks the server, where there is one, so that a lost connection is known before something is trusted to it.
    void look();

    /// Begins a transaction that writes, and waits for its turn: there is one at a time, of all engines.
    [[nodiscard]] Result<void> beginWriting();
    /// Begins one that only reads, and sees one state throughout.
    [[nodiscard]] Result<void> beginReading();

    /// Within a transaction: once it is committed, those who listen are told. With SQLite nobody else is there.
    [[nodiscard]] Result<void> notifyOthers(const QString &payload);
    /// Calls `take` with the payload of each notice of other connections, from this thread's event loop.
    [[nodiscard]] Result<void> listen(std::function<void(const QString &)> take);

    /// Runs a statement that gives no rows. Prepared once per connection.
    template <typename... Values>
    [[nodiscard]] Result<void> run(Sql sql, const Values &...values)
    {
        return execute(sql, {sqlValue(values)...}).transform([](Rows) {});
    }

    /// Runs a statement that gives rows. The same statement must not run again before the rows are gone.
    template <typename... Values>
    [[nodiscard]] Result<Rows> query(Sql sql, const Values &...values)
    {
        return execute(sql, {sqlValue(values)...});
    }

    /// Runs text that is needed once: a migration's step, a pragma.
    [[nodiscard]] Result<void> runOnce(const QString &sql);
    /// The first column of the first row of such text.
    [[nodiscard]] Result<QVariant> askOnce(const QString &sql);

    /// Runs a statement that gives no rows; returns how many it changed.
    template <typename... Values>
    [[nodiscard]] Result<int> change(Sql sql, const Values &...values)
    {
        return execute(sql, {sqlValue(values)...}).transform([](const Rows &rows) { return rows.changed(); });
    }

private:
    Database(QString name, Dialect dialect);
    [[nodiscard]] Result<QSqlQuery *> prepared(Sql sql);
    [[nodiscard]] Result<Rows> execute(Sql sql, const QVariantList &values);

    QString m_name;
    Dialect m_dialect;
    QSqlDatabase m_database;
    std::unordered_map<std::string_view, QSqlQuery> m_statements;
};

} // namespace assay::core
