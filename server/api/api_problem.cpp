// SPDX-License-Identifier: GPL-3.0-or-later
// What a client is told when something does not work (RFC 9457).
#include "server/api/api_problem.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace assay::server {

HttpResponse problem(int status, QByteArrayView type, const QString &detail)
{
    HttpResponse response{.status = status, .headers = {}, .body = {}, .stream = {}};
    response.body = QJsonDocument(QJsonObject{{"type"_L1, u"urn:assay:error:"_s + QString::fromLatin1(type)},
                                              {"title"_L1, QString::fromLatin1(reasonPhrase(status))},
                                              {"status"_L1, status},
                                              {"detail"_L1, detail}})
                        .toJson(QJsonDocument::Compact);
    response.with("Content-Type", "application/problem+json");
    if (status == 401)
        response.with("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse problemOf(const Error &error)
{
    const QString detail = QString::fromStdString(error.detail);
    switch (error.code) {
    case Errc::NotFound:
        return problem(404, "not-found", u"there is no such thing, or it is not for you to see"_s);
    case Errc::InvalidArgument:
        return problem(422, "invalid", detail);
    case Errc::InvalidData:
        return problem(400, "malformed", detail);
    case Errc::InvalidPackage:
        return problem(422, "invalid-package", detail);
    case Errc::Unsupported:
        return problem(422, "unsupported", detail);
    case Errc::Permission:
        return problem(403, "forbidden", detail);
    case Errc::TooLarge:
        return problem(413, "too-large", detail);
    case Errc::QueueFull:
        return problem(503, "queue-full", detail).with("Retry-After", "5");
    case Errc::RateLimited:
        return problem(429, "rate-limited", detail).with("Retry-After", "1");
    case Errc::Cancelled:
        return problem(409, "cancelled", detail);
    case Errc::Sandbox:
    case Errc::TierTooLow:
        return problem(503, "no-grader", u"nobody can judge this at the moment"_s).with("Retry-After", "60");
    case Errc::Io:
        if (error.sysErrno == ENOSPC)
            return problem(507, "disk-full", u"the disk is nearly full: nothing more is taken in"_s);
        break;
    case Errc::Timeout:
    case Errc::Store:
    case Errc::Internal:
        break;
    }
    return problem(500, "internal", u"something is wrong here; the server's log says what"_s);
}

} // namespace assay::server
