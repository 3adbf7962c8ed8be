// SPDX-License-Identifier: GPL-3.0-or-later
// DatabaseAddress: where a store's tables are.
#pragma once

#include "base/result.h"

#include <QString>

#include <filesystem>

namespace assay::core {

enum class Dialect { Sqlite, PostgreSql };

/// A file of SQLite, or a database of a PostgreSQL server.
class DatabaseAddress
{
public:
    [[nodiscard]] static DatabaseAddress ofFile(const std::filesystem::path &file);
    /// "postgres://user:password@host:port/database?option=value", as libpq reads it (PostgreSQL's documentation, "Connection
    /// URIs"); also "postgresql://". Options: host (a folder with the server's socket), sslmode, sslrootcert, sslcert, sslkey,
    /// connect_timeout, target_session_attrs. What is missing is what libpq takes: PGHOST, ~/.pgpass and so on.
    /// Errors: InvalidArgument, without the password.
    [[nodiscard]] static Result<DatabaseAddress> ofUrl(const QString &url);

    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    /// For people and logs: the file, or the URL without its password.
    [[nodiscard]] std::string described() const;

    /// As Qt Sql takes them.
    [[nodiscard]] QString databaseName() const { return m_database; }
    [[nodiscard]] QString host() const { return m_host; }
    [[nodiscard]] int port() const { return m_port; } ///< -1: the usual one.
    [[nodiscard]] QString user() const { return m_user; }
    [[nodiscard]] QString password() const { return m_password; }
    [[nodiscard]] QString options() const { return m_options; }

private:
    DatabaseAddress() = default;

    Dialect m_dialect = Dialect::Sqlite;
    QString m_database;
    QString m_host;
    int m_port = -1;
    QString m_user;
    QString m_password;
    QString m_options;
};

} // namespace assay::core
