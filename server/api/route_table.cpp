// SPDX-License-Identifier: GPL-3.0-or-later
// RouteTable: all operations of the API, and which of them a request is for.
#include "server/api/route_table.h"

#include <QMultiHash>

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

bool matchPath(const QByteArrayList &wanted, const QByteArrayList &given, QHash<QByteArray, QString> &taken)
{
    if (wanted.size() != given.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (!matchSegment(wanted.at(i), given.at(i), taken))
            return false;
    }
    return true;
}

/// The table as it is searched: by the whole path where that holds no {name}, else segment by segment.
struct RouteIndex {
    QMultiHash<QByteArray, const ApiRoute *> literal;
    std::vector<std::pair<QByteArrayList, const ApiRoute *>> patterns;

    RouteIndex()
    {
        for (const ApiRoute &route : apiRoutes()) {
            const QByteArray path = pathOf(route);
            if (path.contains('{'))
                patterns.emplace_back(path.split('/'), &route);
            else
                literal.insert(path, &route);
        }
    }
};

void take(RouteMatch &match, const ApiRoute &route, const QByteArray &method, QHash<QByteArray, QString> taken)
{
    match.methods.append(route.method);
    if (qstrcmp(route.method, "GET") == 0)
        match.methods.append("HEAD");
    if (method == route.method || (method == "HEAD" && qstrcmp(route.method, "GET") == 0)) {
        match.route = &route;
        match.path = std::move(taken);
    }
}

} // namespace

std::span<const ApiRoute> apiRoutes()
{
    static const std::vector<ApiRoute> all = [] {
        std::vector<ApiRoute> routes;
        for (const auto part : {opsRoutes(), authRoutes(), sessionRoutes(), problemRoutes(), judgingRoutes(),
                                rejudgingRoutes(), documentRoutes(), engineRoutes(), webhookRoutes()})
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
    static const RouteIndex index;
    RouteMatch match;
    const auto [first, last] = index.literal.equal_range(path);
    for (auto found = first; found != last; ++found)
        take(match, **found, method, {});
    if (!match.methods.isEmpty())
        return match;
    const QByteArrayList given = path.split('/');
    for (const auto &[pattern, route] : index.patterns) {
        QHash<QByteArray, QString> taken;
        if (matchPath(pattern, given, taken))
            take(match, *route, method, std::move(taken));
    }
    return match;
}

} // namespace assay::server
