// SPDX-License-Identifier: GPL-3.0-or-later
// ApiRoute: one operation of the API: what it answers to, who may call it, what it does.
#pragma once

#include "core/accounts/account_service.h"
#include "core/engine.h"
#include "server/http/http_message.h"

#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QUrlQuery>

#include <chrono>
#include <optional>

namespace assay::server {

/// A request that was let in.
struct ApiRequest {
    HttpRequest http;
    QHash<QByteArray, QString> path; ///< What stands for {name}.
    QUrlQuery query;
    QString secret; ///< What was shown, in whatever way; empty: nothing.
    bool byCookie = false; ///< So it was shown.
    std::optional<core::Principal> who; ///< Nothing only where nobody has to say who they are.

    /// Whose requests are counted together: a token's, or an address's.
    [[nodiscard]] QByteArray caller() const;
    [[nodiscard]] bool isCandidate() const { return who && who->participant.has_value(); }
    /// Errors: NotFound for what is no id.
    template <typename Id>
    [[nodiscard]] Result<Id> id(const QByteArray &name) const
    {
        return Id::fromText(path.value(name).toStdString()).transform_error([](Error error) {
            error.code = Errc::NotFound;
            return error;
        });
    }
    /// Errors: InvalidData when the body is no JSON object, Unsupported when it says it is something else.
    [[nodiscard]] Result<QJsonObject> json() const;
    /// A whole number of the query, within limits. Errors: InvalidArgument.
    [[nodiscard]] Result<int> number(const QString &key, int fallback, int least, int most) const;
};

/// What comes of it.
struct ApiReply {
    HttpResponse response;
    /// Ask again once this submission is judged, or so much time has passed; `response` counts if neither is given.
    std::optional<core::SubmissionId> waitFor;
    std::chrono::milliseconds wait{0};

    ApiReply(HttpResponse given) // NOLINT(google-explicit-constructor): what most operations return
        : response(std::move(given))
    {
    }
};

/// application/json.
[[nodiscard]] HttpResponse jsonReply(const QJsonValue &value, int status = 200);

struct ApiContext;
using ApiHandler = Result<ApiReply> (*)(ApiContext &, const ApiRequest &);

/// Who may call an operation.
struct ApiAccess {
    bool everybody = false;
    std::optional<core::Scope> scope; ///< Of an account's token.
    bool candidates = false; ///< Of a session: for what is theirs.
    bool anyToken = false; ///< Whatever it is good for.
    bool tickets = false; ///< Also by a ticket in the address.

    [[nodiscard]] static constexpr ApiAccess open() { return {.everybody = true}; }
    [[nodiscard]] static constexpr ApiAccess withAny() { return {.candidates = true, .anyToken = true}; }
    [[nodiscard]] static constexpr ApiAccess with(core::Scope scope) { return {.scope = scope}; }
    [[nodiscard]] static constexpr ApiAccess candidatesOr(core::Scope scope)
    {
        return {.scope = scope, .candidates = true};
    }
    [[nodiscard]] constexpr ApiAccess alsoByTicket() const
    {
        ApiAccess access = *this;
        access.tickets = true;
        return access;
    }
    [[nodiscard]] bool admits(const core::Principal &who) const
    {
        return anyToken || (who.participant ? candidates : scope && who.scopes.contains(*scope));
    }
};

inline constexpr qint64 kLargeBody = 10 * 1024 * 1024;

struct ApiRoute {
    const char *method;
    const char *path; ///< A URI template (RFC 6570): "/api/v1/sessions/{session}:arm", "/api/v1/queue{?limit}".
    const char *name; ///< operationId of OpenAPI: "armSession"
    const char *summary;
    ApiAccess access;
    ApiHandler handler;
    const char *bodySchema = nullptr; ///< Name of a schema in openapi.cpp; null: it takes no JSON.
    qint64 mostBody = 64 * 1024; ///< Over kLargeBody: only of those who may call it.
    const char *bodyType = "application/json";
    bool isQuick = false; ///< For everybody, and waits for nothing: done where the request came in.
    bool isSocket = false; ///< Makes a WebSocket of the connection.
};

} // namespace assay::server
