// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about the engine: its queue, its operations, who may use it.
#include "core/json/account_json.h"
#include "core/json/json_reader.h"
#include "core/json/operation_json.h"
#include "core/json/queue_json.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/route_table.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

Result<ApiReply> getEngine(ApiContext &context, const ApiRequest & /*request*/)
{
    QJsonArray languages;
    for (const core::LanguageStatus &status : context.engine.languages().all())
        languages.append(QJsonObject{{"id"_L1, status.language.id},
                                     {"name"_L1, status.language.name},
                                     {"available"_L1, status.available},
                                     {"file_name"_L1, status.language.defaultFileName}});
    const core::EngineStatus status = context.engine.status();
    return jsonReply(QJsonObject{{"id"_L1, core::textOf(context.engine.store().engine())},
                                 {"sandbox_tier"_L1, status.sandbox.tier},
                                 {"sandbox_usable"_L1, status.sandbox.usable},
                                 {"languages"_L1, languages}});
}

Result<ApiReply> getQueue(ApiContext &context, const ApiRequest &request)
{
    const int limit = TRY(request.number(u"limit"_s, 100, 0, 1000));
    QJsonArray entries;
    for (const core::QueueEntry &entry : TRY(context.engine.queue().entries(limit))) {
        QJsonObject object{{"submission_id"_L1, core::textOf(entry.submission.id)},
                           {"judgement_id"_L1, core::textOf(entry.judgement.id)},
                           {"lane"_L1, core::textOf(core::kPurposeNames, entry.submission.purpose)},
                           {"state"_L1, core::textOf(core::kJudgementStateNames, entry.judgement.state)},
                           {"position"_L1, entry.position ? QJsonValue(*entry.position) : QJsonValue()}};
        if (entry.wait)
            object.insert("p50_ms"_L1, qint64{entry.wait->p50.count()});
        entries.append(object);
    }
    return jsonReply(
        QJsonObject{{"rules"_L1, core::toJson(TRY(context.engine.queue().rules()))}, {"entries"_L1, entries}});
}

Result<ApiReply> setRules(ApiContext &context, const ApiRequest &request)
{
    TRY(context.engine.queue().setRules(TRY(core::queueRulesFromJson(TRY(request.json())))));
    return jsonReply(core::toJson(TRY(context.engine.queue().rules())));
}

template <bool Paused>
Result<ApiReply> setPaused(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const auto lane = TRY(in.finish(in.enumValue("lane"_L1, core::kPurposeNames)));
    TRY(context.engine.queue().setPaused(lane, Paused));
    return jsonReply(core::toJson(TRY(context.engine.queue().rules())));
}

Result<ApiReply> listOperations(ApiContext &context, const ApiRequest &request)
{
    QJsonArray operations;
    for (const core::Operation &operation :
         TRY(context.engine.store().operations(TRY(request.number(u"limit"_s, 100, 1, 1000)))))
        operations.append(core::toJson(operation));
    return jsonReply(QJsonObject{{"operations"_L1, operations}});
}

Result<ApiReply> getOperation(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::OperationId>("operation"));
    return jsonReply(core::toJson(TRY(context.engine.store().operation(id))));
}

Result<ApiReply> getOperationLog(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::OperationId>("operation"));
    const int first = TRY(request.number(u"first"_s, 0, 0, 1'000'000));
    return jsonReply(core::toJson(TRY(context.engine.store().operationLog(id, first))));
}

Result<ApiReply> cancelOperation(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::OperationId>("operation"));
    if (!TRY(context.engine.operations().cancel(id)))
        return problem(409, "has-ended", u"it has ended, or another engine does it"_s);
    return jsonReply(core::toJson(TRY(context.engine.store().operation(id))), 202);
}

Result<ApiReply> listTokens(ApiContext &context, const ApiRequest &request)
{
    QJsonArray tokens;
    for (const core::Token &token : TRY(context.engine.store().tokensOf(*request.who->account)))
        tokens.append(core::toJson(token));
    return jsonReply(QJsonObject{{"tokens"_L1, tokens}});
}

/// Of one's own account, with no more than the token that asks for it has.
Result<ApiReply> issueToken(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QString names = in.text("scopes"_L1);
    const QString label = in.text("label"_L1);
    const int days = TRY(in.finish(in.smallInteger("days"_L1)));
    const core::Scopes scopes = TRY(core::scopesFromText(names));
    if (!request.who->scopes.contains(scopes))
        return problem(403, "forbidden", u"a token gives no more than it has"_s);
    const auto issued = TRY(context.engine.accounts().issue(
        {.account = *request.who->account, .scopes = scopes, .lifetime = std::chrono::days(days), .label = label},
        request.who->account));
    QJsonObject object = core::toJson(issued.token);
    object.insert("secret"_L1, issued.secret);
    return jsonReply(object, 201);
}

Result<ApiReply> revokeToken(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::TokenId>("token"));
    bool isOwn = request.who->scopes.contains(Scope::AccountsWrite);
    for (const core::Token &token : TRY(context.engine.store().tokensOf(*request.who->account)))
        isOwn = isOwn || token.id == id;
    if (!isOwn || !TRY(context.engine.accounts().revoke(id, request.who->account)))
        return fail(Errc::NotFound, id.toText());
    return HttpResponse{.status = 204, .headers = {}, .body = {}, .stream = {}};
}

Result<ApiReply> listAudit(ApiContext &context, const ApiRequest &request)
{
    QJsonArray entries;
    for (const core::AuditEntry &entry :
         TRY(context.engine.store().audit(TRY(request.number(u"limit"_s, 100, 1, 1000)))))
        entries.append(core::toJson(entry));
    return jsonReply(QJsonObject{{"entries"_L1, entries}});
}

constexpr ApiRoute kRoutes[] = {
    {"GET", "/api/v1/engine", "getEngine", "Languages and sandbox", ApiAccess::candidatesOr(Scope::EngineRead),
     getEngine},
    {"GET", "/api/v1/queue{?limit}", "getQueue", "What is judged and what waits", ApiAccess::with(Scope::EngineRead),
     getQueue},
    {"PUT", "/api/v1/queue/rules", "setQueueRules", "How many at once, how many may wait, how often each may come",
     ApiAccess::with(Scope::EngineWrite), setRules, "QueueRules"},
    {"POST", "/api/v1/queue:pause", "pauseLane", "Nothing of a lane is begun any more",
     ApiAccess::with(Scope::EngineWrite), setPaused<true>, "Lane"},
    {"POST", "/api/v1/queue:resume", "resumeLane", "A lane goes on", ApiAccess::with(Scope::EngineWrite),
     setPaused<false>, "Lane"},
    {"GET", "/api/v1/operations{?limit}", "listOperations", "What takes longer, newest first",
     ApiAccess::with(Scope::EngineRead), listOperations},
    {"GET", "/api/v1/operations/{operation}", "getOperation", "An operation", ApiAccess::with(Scope::EngineRead),
     getOperation},
    {"GET", "/api/v1/operations/{operation}/log{?first}", "getOperationLog", "Its log, from that line on",
     ApiAccess::with(Scope::EngineRead), getOperationLog},
    {"POST", "/api/v1/operations/{operation}:cancel", "cancelOperation", "Asks it to stop",
     ApiAccess::with(Scope::EngineWrite), cancelOperation},
    {"GET", "/api/v1/tokens", "listTokens", "Tokens of one's own account", ApiAccess::with(Scope::TokensWrite),
     listTokens},
    {"POST", "/api/v1/tokens", "issueToken", "A token for a program", ApiAccess::with(Scope::TokensWrite), issueToken,
     "TokenDraft"},
    {"DELETE", "/api/v1/tokens/{token}", "revokeToken", "Makes a token good for nothing",
     ApiAccess::with(Scope::TokensWrite), revokeToken},
    {"GET", "/api/v1/audit{?limit}", "listAudit", "Who did and opened what", ApiAccess::with(Scope::AuditRead),
     listAudit},
};

} // namespace

std::span<const ApiRoute> engineRoutes()
{
    return kRoutes;
}

} // namespace assay::server
