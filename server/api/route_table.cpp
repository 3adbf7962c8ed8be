// SPDX-License-Identifier: GPL-3.0-or-later
// RouteTable: all operations of the API, and which of them a request is for.
#include "server/api/route_table.h"

#include <QUrl>

namespace assay::server {

namespace {

/// Whether `segment` of a path is `pattern`, which may hold one {name}; what that stands for goes to `taken`.
bool matchSegment(QByteArrayView pattern, QByteArrayView segment, QHash<QByteArray, QString> &taken)
{
    const qsizetype open = pattern.indexOf('{');
    if (open < 0)
        return pattern == segment;
    const qsizetype close = pattern.indexOf('}', open);
    const QByteArrayView before = pattern.first(open);
    const QByteArrayView after = pattern.sliced(close + 1);
    if (segment.size() <= before.size() + after.size() || !segment.startsWith(before) || !segment.endsWith(after))
        return false;
    const QByteArray value = segment.sliced(before.size(), segment.size() - before.size() - after.size()).toByteArray();
    if (after.isEmpty() && value.contains(':'))
        return false; // another operation on it
    taken.insert(pattern.sliced(open + 1, close - open - 1).toByteArray(),
                 QString::fromUtf8(QByteArray::fromPercentEncoding(value)));
    return true;
}

bool matchPath(const QByteArray &pattern, const QByteArray &path, QHash<QByteArray, QString> &taken)
{
    const QByteArrayList wanted = pattern.split('/');
    const QByteArrayList given = path.split('/');
    if (wanted.size() != given.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (!matchSegment(wanted.at(i), given.at(i), taken))
            return false;
    }
    return true;
}

} // namespace

std::span<const ApiRoute> apiRoutes()
{
    static const std::vector<ApiRoute> all = [] {
        std::vector<ApiRoute> routes;
        for (const auto part : {opsRoutes(), authRoutes(), sessionRoutes(), problemRoutes(), judgingRoutes(),
                                documentRoutes(), engineRoutes()})
            routes.insert(routes.end(), part.begin(), part.end());
        return routes;
    }();
    return all;
}

QByteArray pathOf(const ApiRoute &route)
{
    const QByteArray path(route.path);
    const qsizetype query = path.indexOf("{?");
    return query < 0 ? path : path.left(query);
}

QByteArrayList queryOf(const ApiRoute &route)
{
    const QByteArray path(route.path);
    const qsizetype query = path.indexOf("{?");
    return query < 0 ? QByteArrayList() : path.mid(query + 2).chopped(1).split(',');
}

RouteMatch matchRoute(const QByteArray &method, const QByteArray &path)
{
    RouteMatch match;
    const QByteArray wanted = method == "HEAD" ? QByteArray("GET") : method;
    for (const ApiRoute &route : apiRoutes()) {
        QHash<QByteArray, QString> taken;
        if (!matchPath(pathOf(route), path, taken))
            continue;
        match.methods.append(route.method);
        if (qstrcmp(route.method, "GET") == 0)
            match.methods.append("HEAD");
        if (wanted == route.method) {
            match.route = &route;
            match.path = taken;
        }
    }
    return match;
}

} // namespace assay::server
