// SPDX-License-Identifier: GPL-3.0-or-later
// The database that a test's store is in: of SQLite, or, under tests/postgresql/with_postgresql, of PostgreSQL.
#pragma once

#include "core/store/database_address.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

namespace assay::core {

class Database;

namespace test {

/// The value, or the error's text in the test's output and the test program's end: for what a test takes as given.
template <typename T>
T expect(Result<T> result)
{
    if (!result)
        qFatal("unexpected error: %s", result.error().describe().c_str());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// The URL of a new, empty database of PostgreSQL; empty when tests run on SQLite.
[[nodiscard]] QString makeTestDatabase();

/// That of the store that has its folder there.
[[nodiscard]] DatabaseAddress testAddress(const QString &database, const std::filesystem::path &folder);

/// Beside the store.
[[nodiscard]] std::unique_ptr<Database> openRaw(const DatabaseAddress &address);

/// "ok", or what SQLite finds wrong with it. With PostgreSQL its pages are the server's, which no test kills.
[[nodiscard]] QString integrityOf(const DatabaseAddress &address);

/// How many blobs the store has that has its folder there.
[[nodiscard]] qsizetype blobCount(const DatabaseAddress &address, const std::filesystem::path &folder);

/// Tables of PostgreSQL that hold one of the texts anywhere; as "table: text". Files of SQLite are searched as files.
[[nodiscard]] QStringList tablesHolding(const DatabaseAddress &address, const QList<QByteArray> &texts);

} // namespace test

} // namespace assay::core
