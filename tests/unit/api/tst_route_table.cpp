// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of the table of the API's operations, and of finding one in it.
#include "server/api/route_table.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace assay::server;
using namespace Qt::StringLiterals;

class TestRouteTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_areUnique();
    void everyRoute_isFoundByItsPath();
    void match_tellsOperationsOfOneThingApart();
    void match_unknown_data();
    void match_unknown();
};

void TestRouteTable::names_areUnique()
{
    QSet<QByteArray> names;
    for (const ApiRoute &route : apiRoutes()) {
        names.insert(route.name);
        QVERIFY2(route.access.everybody || route.access.anyToken || route.access.scope, route.name); // somebody may
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(apiRoutes().size()));
}

void TestRouteTable::everyRoute_isFoundByItsPath()
{
    for (const ApiRoute &route : apiRoutes()) {
        QByteArray path = pathOf(route);
        path.replace('{', "").replace('}', "");
        const RouteMatch match = matchRoute(route.method, path);
        QVERIFY2(match.route == &route, route.name);
    }
}

void TestRouteTable::match_tellsOperationsOfOneThingApart()
{
    const RouteMatch get = matchRoute("GET", "/api/v1/sessions/s_1");
    QCOMPARE(get.route->name, "getSession");
    QCOMPARE(get.path.value("session"), u"s_1"_s);
    const RouteMatch arm = matchRoute("POST", "/api/v1/sessions/s_1:arm");
    QCOMPARE(arm.route->name, "armSession");
    QCOMPARE(arm.path.value("session"), u"s_1"_s);
    QCOMPARE(matchRoute("HEAD", "/api/v1/sessions/s_1").route, get.route);
    const RouteMatch code = matchRoute("POST", "/api/v1/sessions/s_1/participants/pt_2:code");
    QCOMPARE(code.path.value("participant"), u"pt_2"_s);
    QCOMPARE(matchRoute("GET", "/api/v1/submissions/a%20b").path.value("submission"), u"a b"_s);
    QCOMPARE(matchRoute("PUT", "/api/v1/queue").methods, (QByteArrayList{"GET", "HEAD"}));
}

void TestRouteTable::match_unknown_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "", "/api/v1/sessions/", "/api/v1/sessions/s_1:", "/api/v1/sessions/s_1:dance",
                             "/api/v1/sessions//x", "//api/v1/sessions", "/api/v1/sessions/s_1/", "/API/v1/sessions"})
        QTest::newRow(path) << QByteArray(path);
}

void TestRouteTable::match_unknown()
{
    QFETCH(const QByteArray, path);
    for (const char *method : {"GET", "POST", "DELETE"})
        QVERIFY2(matchRoute(method, path).route == nullptr, method);
}

QTEST_GUILESS_MAIN(TestRouteTable)
#include "tst_route_table.moc"
