// SPDX-License-Identifier: GPL-3.0-or-later
// ApiRoute: one operation of the API: what it answers to, who may call it, what it does.
#include "server/api/api_route.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace assay::server {

QByteArray ApiRequest::caller() const
{
    return who ? QByteArray::fromStdString(who->token.toText()) : http.peer.toString().toLatin1();
}

Result<QJsonObject> ApiRequest::json() const
{
    const QByteArray type = http.header("content-type").value_or("application/json").toLower();
    if (type.split(';').first().trimmed() != "application/json")
        return fail(Errc::Unsupported, "the body of a request is application/json");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(http.body, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(Errc::InvalidData, "the body is no JSON: " + error.errorString().toStdString() + " at byte " +
                                           std::to_string(error.offset));
    if (!document.isObject())
        return fail(Errc::InvalidData, "the body is no JSON object");
    return document.object();
}

Result<int> ApiRequest::number(const QString &key, int fallback, int least, int most) const
{
    if (!query.hasQueryItem(key))
        return fallback;
    bool understood = false;
    const int number = query.queryItemValue(key).toInt(&understood);
    if (!understood || number < least || number > most)
        return fail(Errc::InvalidArgument, key.toStdString() + " is a whole number from " + std::to_string(least) +
                                               " to " + std::to_string(most));
    return number;
}

HttpResponse jsonReply(const QJsonValue &value, int status)
{
    HttpResponse response{.status = status, .headers = {}, .body = {}, .stream = {}};
    response.body = (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
                        .toJson(QJsonDocument::Compact);
    response.with("Content-Type", "application/json");
    return response;
}

} // namespace assay::server
