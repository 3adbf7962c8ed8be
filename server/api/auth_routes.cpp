// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about who somebody is.
#include "core/json/account_json.h"
#include "core/json/candidate_json.h"
#include "core/json/json_reader.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/route_table.h"

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

/// For a session that has no end of its own.
constexpr std::chrono::hours kLongestVisit{24};

QJsonObject loggedInToJson(const core::LoggedIn &in)
{
    return {{"account"_L1, core::toJson(in.account)},
            {"access_token"_L1, in.access.secret},
            {"access_expires"_L1, core::timeToText(in.access.token.expires)},
            {"refresh_token"_L1, in.refresh.secret},
            {"refresh_expires"_L1, core::timeToText(in.refresh.token.expires)},
            {"scopes"_L1, core::scopesToJson(in.access.token.scopes)}};
}

/// What is wrong with a name, a password or a token is no secret scope: it is "not you".
Result<ApiReply> orUnauthorized(Result<core::LoggedIn> in)
{
    if (in)
        return jsonReply(loggedInToJson(*in));
    if (in.error().code == Errc::Permission)
        return problem(401, "unauthorized", QString::fromStdString(in.error().detail));
    return std::unexpected(in.error());
}

Result<ApiReply> logIn(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString name = in.text("name"_L1);
    const QString password = TRY(in.finish(in.text("password"_L1)));
    return orUnauthorized(context.engine.accounts().logIn(name, password));
}

Result<ApiReply> refresh(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    return orUnauthorized(context.engine.accounts().refresh(TRY(in.finish(in.text("refresh_token"_L1)))));
}

Result<ApiReply> logOut(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    TRY(context.engine.accounts().logOut(TRY(in.finish(in.text("refresh_token"_L1)))));
    return HttpResponse{.status = 204, .headers = {}, .body = {}, .stream = {}};
}

Result<ApiReply> join(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString code = TRY(in.finish(in.text("code"_L1)));
    const core::Joined joined = TRY(context.engine.sessions().joinByCode(code));
    const Timestamp now = SystemClock().now();
    const auto view = core::candidateView(joined.session, joined.participant, now);
    const Timestamp expires =
        std::max(now + kLongestVisit, view && view->endsAt ? *view->endsAt + kLongestVisit : Timestamp{});
    const auto issued = TRY(context.engine.accounts().issueFor(joined.participant, joined.session.id, expires));
    return jsonReply(QJsonObject{{"access_token"_L1, issued.secret},
                                 {"access_expires"_L1, core::timeToText(issued.token.expires)},
                                 {"session"_L1, view ? QJsonValue(core::toJson(*view)) : QJsonValue()}});
}

Result<ApiReply> whoAmI(ApiContext &context, const ApiRequest &request)
{
    const core::Principal &who = *request.who;
    if (who.participant)
        return jsonReply(QJsonObject{{"participant_id"_L1, core::textOf(*who.participant)}});
    return jsonReply(QJsonObject{{"account"_L1, core::toJson(TRY(context.engine.store().account(*who.account)))},
                                 {"scopes"_L1, core::scopesToJson(who.scopes)}});
}

constexpr ApiRoute kRoutes[] = {
    {"POST", "/api/v1/auth/login", "logIn", "Tokens for an account's name and password", ApiAccess::open(), logIn,
     "LogIn"},
    {"POST", "/api/v1/auth/refresh", "refreshTokens", "Another pair of tokens for a refresh token, once",
     ApiAccess::open(), refresh, "Refresh"},
    {"POST", "/api/v1/auth/logout", "logOut", "Ends what a refresh token's log-in led to", ApiAccess::open(), logOut,
     "Refresh"},
    {"POST", "/api/v1/auth/join", "joinSession", "A participant's token for a code, once", ApiAccess::open(), join,
     "Join"},
    {"GET", "/api/v1/auth/me", "getMe", "Who the token is of", ApiAccess::withAny(), whoAmI},
};

} // namespace

std::span<const ApiRoute> authRoutes()
{
    return kRoutes;
}

} // namespace assay::server
