// SPDX-License-Identifier: GPL-3.0-or-later
// The database that a test's store is in: of SQLite, or, under tests/postgresql/with_postgresql, of PostgreSQL.
#include "tests/unit/store/test_database.h"

#include "core/json/text.h"
#include "core/model/ids.h"
#include "core/store/database.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::core::test {

QString makeTestDatabase()
{
    QUrl url(qEnvironmentVariable("ASSAY_TEST_POSTGRESQL"));
    if (url.isEmpty())
        return {};
    const QString name = u"assay_"_s + textOf(SubmissionId::make()).toLower();
    const auto server = openRaw(expect(DatabaseAddress::ofUrl(url.toString(QUrl::FullyEncoded))));
    expect(server->runOnce(u"CREATE DATABASE \"%1\""_s.arg(name)));
    url.setPath(u'/' + name);
    return url.toString(QUrl::FullyEncoded);
}

DatabaseAddress testAddress(const QString &database, const std::filesystem::path &folder)
{
    return database.isEmpty() ? DatabaseAddress::ofFile(folder / "assay.sqlite")
                              : expect(DatabaseAddress::ofUrl(database));
}

std::unique_ptr<Database> openRaw(const DatabaseAddress &address)
{
    return expect(Database::open(address, Database::Access::ReadWrite));
}

QString integrityOf(const DatabaseAddress &address)
{
    if (address.dialect() == Dialect::PostgreSql)
        return u"ok"_s;
    const auto database = openRaw(address);
    const QString pages = expect(database->askOnce(u"PRAGMA integrity_check"_s)).toString();
    const QVariant orphan = expect(database->askOnce(u"PRAGMA foreign_key_check"_s));
    return orphan.isNull() ? pages : u"a foreign key without its row in "_s + orphan.toString();
}

qsizetype blobCount(const DatabaseAddress &address, const std::filesystem::path &folder)
{
    if (address.dialect() == Dialect::PostgreSql)
        return expect(openRaw(address)->askOnce(u"SELECT count(*) FROM blob"_s)).toInt();
    return std::ranges::count_if(std::filesystem::recursive_directory_iterator(folder / "blobs"),
                                 [](const auto &entry) { return entry.is_regular_file(); });
}

QStringList tablesHolding(const DatabaseAddress &address, const QList<QByteArray> &texts)
{
    if (address.dialect() == Dialect::Sqlite)
        return {};
    const auto database = openRaw(address);
    QStringList tables;
    {
        auto rows = expect(database->query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"));
        while (expect(rows.next()))
            tables.append(rows.text(0));
    }
    QStringList found;
    for (const QString &table : std::as_const(tables)) {
        for (const QByteArray &text : texts) {
            // A row as text has its byte arrays in hexadecimal.
            const QString held =
                u"SELECT count(*) FROM \"%1\" AS r WHERE r::text LIKE '%%2%' OR r::text LIKE '%%3%'"_s.arg(
                    table, QString::fromUtf8(text), QString::fromLatin1(text.toHex()));
            if (expect(database->askOnce(held)).toInt() > 0)
                found.append(table + u": "_s + QString::fromUtf8(text));
        }
    }
    return found;
}

} // namespace assay::core::test
