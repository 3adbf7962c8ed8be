// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about who somebody is.
#include "core/json/account_json.h"
#include "core/json/candidate_json.h"
#include "core/json/json_reader.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/browser_login.h"
#include "server/api/route_table.h"

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

/// For a session that has no end of its own.
constexpr std::chrono::hours kLongestVisit{24};

/// How whoever asks wants to have what they get: in cookies, or in the answer.
enum class Delivery : std::uint8_t { InAnswer, InCookies };

Delivery deliveryOf(core::JsonReader &in)
{
    return in.has("cookies"_L1) && in.boolean("cookies"_L1) ? Delivery::InCookies : Delivery::InAnswer;
}

HttpResponse loggedIn(const ApiRequest &request, const core::LoggedIn &in, Delivery delivery)
{
    QJsonObject object{{"account"_L1, core::toJson(in.account)},
                       {"access_expires"_L1, core::timeToText(in.access.token.expires)},
                       {"refresh_expires"_L1, core::timeToText(in.refresh.token.expires)},
                       {"scopes"_L1, core::scopesToJson(in.access.token.scopes)}};
    if (delivery == Delivery::InAnswer) {
        object.insert("access_token"_L1, in.access.secret);
        object.insert("refresh_token"_L1, in.refresh.secret);
        return jsonReply(object);
    }
    object.insert("csrf"_L1, csrfTokenFor(in.access.secret));
    HttpResponse response = jsonReply(object);
    setCookie(response, request.http, kAccessCookie, in.access.secret, kAccessPath, in.access.token.expires);
    setCookie(response, request.http, kRefreshCookie, in.refresh.secret, kRefreshPath, in.refresh.token.expires);
    return response;
}

/// What is wrong with a name, a password or a token is no secret scope: it is "not you".
Result<ApiReply> orUnauthorized(const ApiRequest &request, Result<core::LoggedIn> in, Delivery delivery)
{
    if (in)
        return loggedIn(request, *in, delivery);
    if (in.error().code == Errc::Permission)
        return problem(401, "unauthorized", QString::fromStdString(in.error().detail));
    return std::unexpected(in.error());
}

Result<ApiReply> logIn(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString name = in.text("name"_L1);
    const QString password = in.text("password"_L1);
    const Delivery delivery = TRY(in.finish(deliveryOf(in)));
    return orUnauthorized(request, context.engine.accounts().logIn(name, password), delivery);
}

/// In the body, or else in the cookie that is sent to these operations alone.
QString refreshTokenOf(core::JsonReader &in, const ApiRequest &request, Delivery delivery)
{
    if (delivery == Delivery::InCookies && !in.has("refresh_token"_L1))
        return cookieOf(request.http, kRefreshCookie).value_or(QString());
    return in.text("refresh_token"_L1);
}

Result<ApiReply> refresh(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const Delivery delivery = deliveryOf(in);
    const QString token = TRY(in.finish(refreshTokenOf(in, request, delivery)));
    return orUnauthorized(request, context.engine.accounts().refresh(token), delivery);
}

/// A browser forgets what it had, also where that was no log-in of an account.
Result<ApiReply> logOut(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const Delivery delivery = deliveryOf(in);
    const QString token = TRY(in.finish(refreshTokenOf(in, request, delivery)));
    HttpResponse response{.status = 204, .headers = {}, .body = {}, .stream = {}};
    if (delivery == Delivery::InCookies)
        clearCookies(response, request.http);
    if (delivery == Delivery::InAnswer || !token.isEmpty())
        TRY(context.engine.accounts().logOut(token));
    return response;
}

Result<ApiReply> join(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString code = in.text("code"_L1);
    const Delivery delivery = TRY(in.finish(deliveryOf(in)));
    const core::Joined joined = TRY(context.engine.sessions().joinByCode(code));
    const Timestamp now = SystemClock().now();
    const auto view = core::candidateView(joined.session, joined.participant, now);
    const Timestamp expires =
        std::max(now + kLongestVisit, view && view->endsAt ? *view->endsAt + kLongestVisit : Timestamp{});
    const auto issued = TRY(context.engine.accounts().issueFor(joined.participant, joined.session.id, expires));
    QJsonObject object{{"access_expires"_L1, core::timeToText(issued.token.expires)},
                       {"session"_L1, view ? QJsonValue(core::toJson(*view)) : QJsonValue()}};
    if (delivery == Delivery::InAnswer) {
        object.insert("access_token"_L1, issued.secret);
        return jsonReply(object);
    }
    object.insert("csrf"_L1, csrfTokenFor(issued.secret));
    HttpResponse response = jsonReply(object);
    clearCookies(response, request.http); // of whoever was here before
    setCookie(response, request.http, kAccessCookie, issued.secret, kAccessPath, issued.token.expires);
    return response;
}

Result<ApiReply> whoAmI(ApiContext &context, const ApiRequest &request)
{
    const core::Principal &who = *request.who;
    QJsonObject object;
    if (request.byCookie)
        object.insert("csrf"_L1, csrfTokenFor(request.secret));
    if (who.participant) {
        object.insert("participant_id"_L1, core::textOf(*who.participant));
        return jsonReply(object);
    }
    object.insert("account"_L1, core::toJson(TRY(context.engine.store().account(*who.account))));
    object.insert("scopes"_L1, core::scopesToJson(who.scopes));
    return jsonReply(object);
}

Result<ApiReply> issueTicket(ApiContext &context, const ApiRequest &request)
{
    return jsonReply(QJsonObject{{"ticket"_L1, context.tickets.issue(request.secret)},
                                 {"expires_in_s"_L1, qint64{Tickets::kGoodFor.count()}}},
                     201);
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
    {"POST", "/api/v1/tickets", "issueTicket",
     "A word that stands for the token in an address, once and for a minute: ?ticket=", ApiAccess::withAny(),
     issueTicket},
    {"GET", "/api/v1/auth/me", "getMe", "Who the token is of", ApiAccess::withAny(), whoAmI},
};

} // namespace

std::span<const ApiRoute> authRoutes()
{
    return kRoutes;
}

} // namespace assay::server
