// SPDX-License-Identifier: GPL-3.0-or-later
// How a browser says who it is.
#include "server/api/browser_login.h"

#include "core/secrets/secrets.h"

#include <QDateTime>
#include <QNetworkCookie>
#include <QTimeZone>

namespace assay::server {

std::optional<QString> cookieOf(const HttpRequest &request, QByteArrayView name)
{
    const QByteArray given = request.header("cookie").value_or(QByteArray());
    for (const QByteArray &pair : given.split(';')) {
        const QByteArray cookie = pair.trimmed();
        const qsizetype at = cookie.indexOf('=');
        if (at > 0 && QByteArrayView(cookie).first(at) == name)
            return QString::fromLatin1(cookie.mid(at + 1));
    }
    return std::nullopt;
}

void setCookie(HttpResponse &response, const HttpRequest &request, QByteArrayView name, const QString &secret,
               const char *path, Timestamp expires)
{
    QNetworkCookie cookie(name.toByteArray(), secret.toLatin1());
    cookie.setPath(QString::fromLatin1(path));
    cookie.setExpirationDate(QDateTime::fromMSecsSinceEpoch(expires.time_since_epoch().count(), QTimeZone::UTC));
    cookie.setHttpOnly(true);
    cookie.setSameSitePolicy(QNetworkCookie::SameSite::Strict);
    cookie.setSecure(request.isEncrypted || request.header("origin").value_or(QByteArray()).startsWith("https:"));
    response.with("Set-Cookie", cookie.toRawForm());
}

void clearCookies(HttpResponse &response, const HttpRequest &request)
{
    setCookie(response, request, kAccessCookie, {}, kAccessPath, {});
    setCookie(response, request, kRefreshCookie, {}, kRefreshPath, {});
}

QString csrfTokenFor(const QString &secret)
{
    return core::secretHash("assay csrf", secret);
}

bool isOfOwnPage(const HttpRequest &request, const QString &secret)
{
    if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS")
        return true;
    const QString shown = QString::fromLatin1(request.header(kCsrfHeader).value_or(QByteArray()));
    // Of hashes: how long that takes tells nothing of the word.
    return core::secretHash("assay csrf shown", shown) == core::secretHash("assay csrf shown", csrfTokenFor(secret));
}

} // namespace assay::server
