// SPDX-License-Identifier: GPL-3.0-or-later
// How a browser says who it is: by a cookie that its scripts cannot read, and, where something is to happen, by a word that
// only pages of this server know (RFC 6265bis; "synchronizer token" of OWASP's cheat sheet on cross-site request forgery).
#pragma once

#include "base/units.h"
#include "server/http/http_message.h"

#include <QString>

#include <optional>

namespace assay::server {

inline constexpr QByteArrayView kAccessCookie = "assay_access";
inline constexpr QByteArrayView kRefreshCookie = "assay_refresh";
inline constexpr auto kAccessPath = "/";
inline constexpr auto kRefreshPath = "/api/v1/auth"; ///< The other one is sent nowhere else.
inline constexpr QByteArrayView kCsrfHeader = "x-csrf-token";

[[nodiscard]] std::optional<QString> cookieOf(const HttpRequest &request, QByteArrayView name);
/// Sent along to `path` and what is below it, by pages of this server alone; by TLS alone where the request's page came by that.
void setCookie(HttpResponse &response, const HttpRequest &request, QByteArrayView name, const QString &secret,
               const char *path, Timestamp expires);
/// The browser forgets both.
void clearCookies(HttpResponse &response, const HttpRequest &request);

/// What a page shows along with a cookie; follows from the cookie's secret, and tells nothing of it.
[[nodiscard]] QString csrfTokenFor(const QString &secret);
/// Whether the request may have been made by a page of this server: it only asks, or shows the word.
[[nodiscard]] bool isOfOwnPage(const HttpRequest &request, const QString &secret);

} // namespace assay::server
