// SPDX-License-Identifier: GPL-3.0-or-later
// RouteTable: all operations of the API, and which of them a request is for.
#pragma once

#include "server/api/api_route.h"

#include <span>
#include <vector>

namespace assay::server {

/// In the order in which they are documented.
[[nodiscard]] std::span<const ApiRoute> apiRoutes();
// Parts of the table.
[[nodiscard]] std::span<const ApiRoute> opsRoutes();
[[nodiscard]] std::span<const ApiRoute> authRoutes();
[[nodiscard]] std::span<const ApiRoute> sessionRoutes();
[[nodiscard]] std::span<const ApiRoute> problemRoutes();
[[nodiscard]] std::span<const ApiRoute> judgingRoutes();
[[nodiscard]] std::span<const ApiRoute> rejudgingRoutes();
[[nodiscard]] std::span<const ApiRoute> documentRoutes();
[[nodiscard]] std::span<const ApiRoute> engineRoutes();
[[nodiscard]] std::span<const ApiRoute> webhookRoutes();

/// The path of a route's template without its query, and the names in that.
[[nodiscard]] QByteArray pathOf(const ApiRoute &route);
[[nodiscard]] QByteArrayList queryOf(const ApiRoute &route);

struct RouteMatch {
    const ApiRoute *route = nullptr; ///< Null: there is none of that method.
    QHash<QByteArray, QString> path;
    QByteArrayList methods; ///< That its path knows; empty: there is no such path.
};

/// `path` is encoded, without a query.
[[nodiscard]] RouteMatch matchRoute(const QByteArray &method, const QByteArray &path);

} // namespace assay::server
