// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of how a database is named, and that its password is told to nobody.
#include "core/store/database_address.h"
#include "tests/unit/store/store_fixture.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

class TestDatabaseAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void file_isSqlite();
    void url_isTakenApart();
    void url_ofASocket_hasItsFolder();
    void url_bad_isRefusedWithoutItsPassword_data();
    void url_bad_isRefusedWithoutItsPassword();
};

void TestDatabaseAddress::file_isSqlite()
{
    const auto address = DatabaseAddress::ofFile("/data/assay.sqlite");
    QCOMPARE(address.dialect(), Dialect::Sqlite);
    QCOMPARE(address.databaseName(), u"/data/assay.sqlite"_s);
    QCOMPARE(address.described(), "/data/assay.sqlite");
}

void TestDatabaseAddress::url_isTakenApart()
{
    const auto address = expect(DatabaseAddress::ofUrl(
        u"postgresql://ada:a%20b%27c%40@db.example:5433/interviews?sslmode=verify-full&connect_timeout=3"_s));
    QCOMPARE(address.dialect(), Dialect::PostgreSql);
    QCOMPARE(address.user(), u"ada"_s);
    QCOMPARE(address.password(), u"a b'c@"_s);
    QCOMPARE(address.host(), u"db.example"_s);
    QCOMPARE(address.port(), 5433);
    QCOMPARE(address.databaseName(), u"interviews"_s);
    QCOMPARE(address.options(), u"sslmode=verify-full;connect_timeout=3"_s);
    QCOMPARE(address.described(), "postgres://ada@db.example:5433/interviews");
}

void TestDatabaseAddress::url_ofASocket_hasItsFolder()
{
    const auto address = expect(DatabaseAddress::ofUrl(u"postgres:///assay?host=/run/postgresql"_s));
    QCOMPARE(address.host(), u"/run/postgresql"_s);
    QCOMPARE(address.port(), -1);
    QCOMPARE(address.databaseName(), u"assay"_s);
}

void TestDatabaseAddress::url_bad_isRefusedWithoutItsPassword_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"", "assay.sqlite", "mysql://u:hunter2@h/n", "postgres://u:hunter2@h",
                            "postgres://u:hunter2@h/", "postgres://u:hunter2@h/n?shape=round",
                            "postgres://u:hunter2@h/n?sslmode=a%20b", "postgres://u:hunter2@h:port/n",
                            "postgres://u:hunter2@h/n?sslmode=require%27%20host=evil", "postgres://u:hunter2@h/n%00x"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestDatabaseAddress::url_bad_isRefusedWithoutItsPassword()
{
    QFETCH(const QString, url);
    const auto address = DatabaseAddress::ofUrl(url);
    QCOMPARE(errorOf(address), Errc::InvalidArgument);
    QVERIFY2(!address.error().detail.contains("hunter2"), address.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestDatabaseAddress)
#include "tst_database_address.moc"
