// SPDX-License-Identifier: GPL-3.0-or-later
// Rows: what a statement gives, row by row, as domain values.
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "core/json/text.h"

#include <QByteArray>
#include <QSqlQuery>

#include <filesystem>
#include <optional>
#include <utility>

namespace assay::core {

/// An Error of SQL: what the database said, and its code.
[[nodiscard]] std::unexpected<Error> sqlFail(const QSqlError &error, std::string_view about);

/// Columns count from 0. Ends the statement when it goes, which lets go of the read snapshot.
class Rows
{
public:
    explicit Rows(QSqlQuery &statement)
        : m_statement(&statement)
    {
    }
    Rows(Rows &&other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr))
    {
    }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    Rows &operator=(Rows &&) = delete;
    ~Rows()
    {
        if (m_statement)
            m_statement->finish();
    }

    /// How many rows the statement changed.
    [[nodiscard]] int changed() const { return m_statement->numRowsAffected(); }
    /// Whether there is another row. Errors: Store.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] bool isNull(int column) const { return m_statement->isNull(column); }
    [[nodiscard]] QString text(int column) const { return m_statement->value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_statement->value(column).toByteArray(); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_statement->value(column).toLongLong(); }
    [[nodiscard]] int smallInteger(int column) const { return m_statement->value(column).toInt(); }
    [[nodiscard]] double number(int column) const { return m_statement->value(column).toDouble(); }
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] Timestamp time(int column) const { return Timestamp{Milliseconds{integer(column)}}; }
    [[nodiscard]] std::filesystem::path path(int column) const { return {text(column).toStdString()}; }

    /// Nothing for NULL, else `read(column)`.
    template <typename Read>
    [[nodiscard]] auto optional(int column, Read &&read) const -> std::optional<decltype(read(column))>
    {
        if (isNull(column))
            return std::nullopt;
        return read(column);
    }

    /// Errors: InvalidData.
    template <typename Id>
    [[nodiscard]] Result<Id> id(int column) const
    {
        return idFrom<Id>(text(column)).transform_error([](Error error) {
            error.code = Errc::InvalidData;
            return error;
        });
    }

    /// Errors: InvalidData for a text that the table does not have.
    template <typename Enum, std::size_t Size>
    [[nodiscard]] Result<Enum> enumValue(int column, const EnumTable<Enum, Size> &table) const
    {
        if (const auto value = valueFrom(table, text(column)))
            return *value;
        return fail(Errc::InvalidData, "unknown value in the database: " + text(column).toStdString());
    }

private:
    QSqlQuery *m_statement; ///< Borrowed from the connection's prepared statements.
};

} // namespace assay::core
