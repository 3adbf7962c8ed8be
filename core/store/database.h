// SPDX-License-Identifier: GPL-3.0-or-later
// Database: one SQLite connection of one thread, with its prepared statements.
#pragma once

#include "base/result.h"
#include "core/store/rows.h"
#include "core/store/sql_value.h"

#include <QSqlDatabase>
#include <QVariantList>

#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace assay::core {

/// A statement as a literal: nothing is ever put together from values.
struct Sql {
    std::string_view text;

    consteval Sql(const char *literal) // NOLINT(google-explicit-constructor): written as a literal where it is used
        : text(literal)
    {
    }
};

/// Used only on the thread that opened it, as Qt Sql asks for. Errors of all calls: Store, with what SQLite said.
class Database
{
public:
    enum class Access { ReadOnly, ReadWrite };

    /// Opens without touching the file's contents; ReadWrite makes a missing file. Needs a QCoreApplication, as Qt
    /// loads the driver as a plugin.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path &file, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

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

    /// How many rows the last statement changed.
    [[nodiscard]] Result<std::int64_t> changes();

private:
    explicit Database(QString name);
    [[nodiscard]] Result<Rows> execute(Sql sql, const QVariantList &values);

    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<std::string_view, QSqlQuery> m_statements;
};

} // namespace assay::core
