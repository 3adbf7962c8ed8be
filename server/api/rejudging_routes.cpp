// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about judging again.
#include "core/json/json_reader.h"
#include "core/json/rejudging_json.h"
#include "server/api/api_context.h"
#include "server/api/route_table.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

Result<ApiReply> startRejudging(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const QStringList texts = in.texts("submission_ids"_L1);
    const QString reason = TRY(in.finish(in.has("reason"_L1) ? in.text("reason"_L1) : QString()));
    QList<core::SubmissionId> ids;
    for (const QString &text : texts)
        ids.append(TRY(core::idFrom<core::SubmissionId>(text)));
    const core::RejudgingId id = TRY(context.engine.rejudgings().start(ids, reason));
    HttpResponse response = jsonReply(core::toJson(TRY(context.engine.rejudgings().find(id))), 201);
    return std::move(response.with("Location", "/api/v1/rejudgings/" + QByteArray::fromStdString(id.toText())));
}

Result<ApiReply> listRejudgings(ApiContext &context, const ApiRequest & /*request*/)
{
    QJsonArray rejudgings;
    for (const core::Rejudging &rejudging : TRY(context.engine.store().rejudgings())) {
        QJsonObject object = core::toJson(rejudging);
        object.remove("submissions"_L1); // what is asked for one by one
        object.remove("finished"_L1);
        rejudgings.append(object);
    }
    return jsonReply(QJsonObject{{"rejudgings"_L1, rejudgings}});
}

Result<ApiReply> getRejudging(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::RejudgingId>("rejudging"));
    return jsonReply(core::toJson(TRY(context.engine.rejudgings().find(id))));
}

template <Result<void> (core::RejudgingService::*Decide)(core::RejudgingId)>
Result<ApiReply> decide(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::RejudgingId>("rejudging"));
    TRY((context.engine.rejudgings().*Decide)(id));
    return jsonReply(core::toJson(TRY(context.engine.rejudgings().find(id))));
}

constexpr ApiRoute kRoutes[] = {
    {"POST", "/api/v1/rejudgings", "startRejudging",
     "Judges submissions again, with their problems as they are now; nothing that counts changes",
     ApiAccess::with(Scope::SubmissionsWrite), startRejudging, "RejudgingDraft"},
    {"GET", "/api/v1/rejudgings", "listRejudgings", "All, newest first", ApiAccess::with(Scope::SubmissionsRead),
     listRejudgings},
    {"GET", "/api/v1/rejudgings/{rejudging}", "getRejudging", "What was and what would be",
     ApiAccess::with(Scope::SubmissionsRead), getRejudging},
    {"POST", "/api/v1/rejudgings/{rejudging}:apply", "applyRejudging", "The new judgements count from now on",
     ApiAccess::with(Scope::SubmissionsWrite), decide<&core::RejudgingService::apply>},
    {"POST", "/api/v1/rejudgings/{rejudging}:discard", "discardRejudging", "Nothing of it counts",
     ApiAccess::with(Scope::SubmissionsWrite), decide<&core::RejudgingService::discard>},
};

} // namespace

std::span<const ApiRoute> rejudgingRoutes()
{
    return kRoutes;
}

} // namespace assay::server
