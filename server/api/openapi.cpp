// SPDX-License-Identifier: GPL-3.0-or-later
// The API as an OpenAPI 3.1 document, made from the table of its operations.
#include "server/api/openapi.h"

#include "core/json/text.h"
#include "server/api/route_table.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

QJsonObject typed(const QString &type, const QString &description = {})
{
    QJsonObject schema{{"type"_L1, type}};
    if (!description.isEmpty())
        schema.insert("description"_L1, description);
    return schema;
}

QJsonObject object(const QJsonObject &properties, const QStringList &required)
{
    return {
        {"type"_L1, u"object"_s}, {"properties"_L1, properties}, {"required"_L1, QJsonArray::fromStringList(required)}};
}

QJsonObject listOf(const QJsonObject &items)
{
    return {{"type"_L1, u"array"_s}, {"items"_L1, items}};
}

QJsonObject reference(const QString &name)
{
    return {{"$ref"_L1, u"#/components/schemas/"_s + name}};
}

/// A text, or {"base64": "…"} for bytes that are none.
QJsonObject bytesSchema()
{
    return {{"oneOf"_L1, QJsonArray{typed(u"string"_s), object({{"base64"_L1, typed(u"string"_s)}}, {u"base64"_s})}}};
}

QJsonObject submissionSchema(bool isRun)
{
    QJsonObject properties{{"problem_id"_L1, typed(u"string"_s)},
                           {"language"_L1, typed(u"string"_s)},
                           {"entry_point"_L1, typed(u"string"_s, u"The file or class that is started"_s)},
                           {"sources"_L1, listOf(reference(u"File"_s))}};
    QStringList required{u"problem_id"_s, u"language"_s, u"sources"_s};
    if (isRun) {
        properties.insert("inputs"_L1, listOf(object({{"name"_L1, typed(u"string"_s)},
                                                      {"input"_L1, reference(u"Bytes"_s)},
                                                      {"expected"_L1, reference(u"Bytes"_s)}},
                                                     {u"input"_s})));
        required.append(u"inputs"_s);
    }
    return object(properties, required);
}

QJsonObject sessionSchema()
{
    return object({{"title"_L1, typed(u"string"_s)},
                   {"participants"_L1, listOf(object({{"name"_L1, typed(u"string"_s)},
                                                      {"role"_L1, typed(u"string"_s)},
                                                      {"extra_percent"_L1, typed(u"integer"_s)}},
                                                     {u"name"_s}))},
                   {"problem_ids"_L1, listOf(typed(u"string"_s))},
                   {"languages"_L1, listOf(typed(u"string"_s))},
                   {"feedback"_L1, typed(u"string"_s)},
                   {"starts_at"_L1, typed(u"string"_s)},
                   {"closes_at"_L1, typed(u"string"_s)},
                   {"purge_at"_L1, typed(u"string"_s)},
                   {"length_minutes"_L1, typed(u"integer"_s)},
                   {"own_minutes"_L1, typed(u"integer"_s, u"Take-home: of each candidate, from when they begin"_s)}},
                  {u"title"_s, u"participants"_s});
}

QJsonObject schemas()
{
    const QJsonObject cookies = typed(u"boolean"_s, u"For a browser: what is secret goes into cookies"_s);
    return {
        {"Bytes"_L1, bytesSchema()},
        {"File"_L1,
         object({{"name"_L1, typed(u"string"_s)}, {"content"_L1, reference(u"Bytes"_s)}}, {u"name"_s, u"content"_s})},
        {"Submission"_L1, submissionSchema(false)},
        {"Run"_L1, submissionSchema(true)},
        {"LogIn"_L1,
         object({{"name"_L1, typed(u"string"_s)}, {"password"_L1, typed(u"string"_s)}, {"cookies"_L1, cookies}},
                {u"name"_s, u"password"_s})},
        {"Refresh"_L1,
         object({{"refresh_token"_L1, typed(u"string"_s, u"Not where it is in a cookie"_s)}, {"cookies"_L1, cookies}},
                {})},
        {"Join"_L1, object({{"code"_L1, typed(u"string"_s)}, {"cookies"_L1, cookies}}, {u"code"_s})},
        {"DocumentPlace"_L1, object({{"problem_id"_L1, typed(u"string"_s)}, {"language"_L1, typed(u"string"_s)}},
                                    {u"problem_id"_s, u"language"_s})},
        {"Edits"_L1, object({{"version"_L1, typed(u"integer"_s, u"That they are of"_s)},
                             {"edits"_L1, listOf(object({{"client"_L1, typed(u"string"_s)}, {"changes"_L1, listOf({})}},
                                                        {u"client"_s, u"changes"_s}))}},
                            {u"version"_s, u"edits"_s})},
        {"Extend"_L1, object({{"seconds"_L1, typed(u"integer"_s)}}, {u"seconds"_s})},
        {"LaneRules"_L1,
         object({{"at_once"_L1, typed(u"integer"_s)},
                 {"max_waiting"_L1, typed(u"integer"_s, u"0: as many as come"_s)},
                 {"per_second"_L1, typed(u"number"_s, u"Of one participant; 0: as often as they like"_s)},
                 {"paused"_L1, typed(u"boolean"_s)}},
                {u"at_once"_s, u"max_waiting"_s, u"per_second"_s, u"paused"_s})},
        {"QueueRules"_L1, object({{"run"_L1, reference(u"LaneRules"_s)}, {"submit"_L1, reference(u"LaneRules"_s)}},
                                 {u"run"_s, u"submit"_s})},
        {"RejudgingDraft"_L1,
         object({{"submission_ids"_L1, listOf(typed(u"string"_s))}, {"reason"_L1, typed(u"string"_s)}},
                {u"submission_ids"_s})},
        {"Lane"_L1, object({{"lane"_L1, QJsonObject{{"enum"_L1, QJsonArray{u"run"_s, u"submit"_s}}}}}, {u"lane"_s})},
        {"WebhookDraft"_L1,
         object({{"url"_L1, typed(u"string"_s, u"https"_s)}, {"types"_L1, listOf(typed(u"string"_s))}},
                {u"url"_s, u"types"_s})},
        {"TokenDraft"_L1, object({{"scopes"_L1, typed(u"string"_s, u"With blanks between"_s)},
                                  {"label"_L1, typed(u"string"_s)},
                                  {"days"_L1, typed(u"integer"_s)}},
                                 {u"scopes"_s, u"label"_s, u"days"_s})},
        {"SessionDraft"_L1, sessionSchema()},
        {"Problem"_L1, object({{"type"_L1, typed(u"string"_s, u"Stable: urn:assay:error:…"_s)},
                               {"title"_L1, typed(u"string"_s)},
                               {"status"_L1, typed(u"integer"_s)},
                               {"detail"_L1, typed(u"string"_s)}},
                              {u"type"_s, u"title"_s, u"status"_s})},
    };
}

QJsonArray parametersOf(const ApiRoute &route)
{
    static const QRegularExpression name(u"\\{(\\w+)\\}"_s);
    const auto parameter = [](const QString &called, const QString &where) {
        return QJsonObject{{"name"_L1, called},
                           {"in"_L1, where},
                           {"required"_L1, where == u"path"},
                           {"schema"_L1, typed(u"string"_s)}};
    };
    QJsonArray parameters;
    for (const auto &match : name.globalMatch(QString::fromLatin1(pathOf(route))))
        parameters.append(parameter(match.captured(1), u"path"_s));
    for (const QByteArray &query : queryOf(route))
        parameters.append(parameter(QString::fromLatin1(query), u"query"_s));
    return parameters;
}

QJsonObject responsesOf(const ApiRoute &route)
{
    const QJsonObject failure{{"description"_L1, u"What is wrong"_s},
                              {"content"_L1, QJsonObject{{"application/problem+json"_L1,
                                                          QJsonObject{{"schema"_L1, reference(u"Problem"_s)}}}}}};
    return {{route.isSocket ? u"101"_s : u"2XX"_s, QJsonObject{{"description"_L1, QString::fromLatin1(route.summary)}}},
            {"default"_L1, failure}};
}

QJsonObject operationOf(const ApiRoute &route)
{
    QJsonObject operation{{"operationId"_L1, QString::fromLatin1(route.name)},
                          {"summary"_L1, QString::fromLatin1(route.summary)},
                          {"parameters"_L1, parametersOf(route)},
                          {"responses"_L1, responsesOf(route)}};
    if (route.access.everybody) {
        operation.insert("security"_L1, QJsonArray());
    } else {
        QJsonArray scopes;
        if (route.access.scope)
            scopes.append(core::textOf(core::kScopeNames, *route.access.scope));
        operation.insert("security"_L1, QJsonArray{QJsonObject{{"bearer"_L1, scopes}}});
        operation.insert("x-candidates"_L1, route.access.candidates);
    }
    const bool isJson = route.bodySchema != nullptr;
    if (isJson || route.mostBody > kLargeBody) {
        const QJsonObject media{
            {"schema"_L1, isJson ? reference(QString::fromLatin1(route.bodySchema)) : typed(u"string"_s)}};
        operation.insert("requestBody"_L1,
                         QJsonObject{{"required"_L1, true},
                                     {"content"_L1, QJsonObject{{QString::fromLatin1(route.bodyType), media}}}});
    }
    return operation;
}

} // namespace

QJsonObject openApiDocument()
{
    QJsonObject paths;
    for (const ApiRoute &route : apiRoutes()) {
        const QString path = QString::fromLatin1(pathOf(route));
        QJsonObject item = paths.value(path).toObject();
        item.insert(QString::fromLatin1(route.method).toLower(), operationOf(route));
        paths.insert(path, item);
    }
    return {{"openapi"_L1, u"3.1.0"_s},
            {"info"_L1, QJsonObject{{"title"_L1, u"Assay"_s}, {"version"_L1, QStringLiteral(ASSAY_VERSION)}}},
            {"paths"_L1, paths},
            {"components"_L1,
             QJsonObject{{"schemas"_L1, schemas()},
                         {"securitySchemes"_L1, QJsonObject{{"bearer"_L1, QJsonObject{{"type"_L1, u"http"_s},
                                                                                      {"scheme"_L1, u"bearer"_s}}}}}}}};
}

} // namespace assay::server
