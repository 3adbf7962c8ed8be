// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about what participants type.
#include "core/json/document_json.h"
#include "core/json/json_reader.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/route_table.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

constexpr qint64 kMostEdits = 2 * 1024 * 1024; ///< Bytes: a document of the longest, written anew.

/// That somebody opened another's is written down. Errors: NotFound also for what is not the candidate's who asks.
Result<core::Document> visibleDocument(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::DocumentId>("document"));
    if (!request.isCandidate())
        return context.engine.reads().document(id, request.who->account);
    core::Document document = TRY(context.engine.store().document(id));
    if (document.participant != *request.who->participant)
        return fail(Errc::NotFound, id.toText());
    return document;
}

Result<core::ParticipantId> candidateOf(const ApiRequest &request)
{
    if (!request.isCandidate())
        return fail(Errc::Permission, "documents are candidates': a host reads them");
    return *request.who->participant;
}

Result<ApiReply> openDocument(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const auto problem = in.id<core::ProblemId>("problem_id"_L1);
    const QString language = TRY(in.finish(in.text("language"_L1)));
    return jsonReply(core::toJson(TRY(context.engine.documents().open(TRY(candidateOf(request)), problem, language))));
}

Result<ApiReply> editDocument(ApiContext &context, const ApiRequest &request)
{
    core::JsonReader in(TRY(request.json()));
    const int version = in.smallInteger("version"_L1);
    const auto edits = TRY(in.finish(in.list<core::DocumentEditDraft>("edits"_L1, core::editDraftFromJson)));
    const auto id = TRY(request.id<core::DocumentId>("document"));
    const auto outcome = TRY(context.engine.documents().edit(TRY(candidateOf(request)), id, version, edits));
    if (!outcome.taken)
        return problem(
            409, "version-conflict",
            u"the document is at version %1: read the edits since yours, and send again"_s.arg(outcome.version));
    return jsonReply(QJsonObject{{"version"_L1, outcome.version}});
}

Result<ApiReply> getDocument(ApiContext &context, const ApiRequest &request)
{
    return jsonReply(core::toJson(TRY(visibleDocument(context, request))));
}

Result<ApiReply> listEdits(ApiContext &context, const ApiRequest &request)
{
    const core::Document document = TRY(visibleDocument(context, request));
    const int after = TRY(request.number(u"after"_s, 0, 0, std::numeric_limits<int>::max()));
    const int limit = TRY(request.number(u"limit"_s, 1000, 1, 1000));
    QJsonArray edits;
    for (const core::DocumentEdit &edit : TRY(context.engine.store().documentEdits(document.id, after, limit)))
        edits.append(core::toJson(edit));
    return jsonReply(QJsonObject{{"version"_L1, document.version}, {"edits"_L1, edits}});
}

Result<ApiReply> listDocuments(ApiContext &context, const ApiRequest &request)
{
    const auto session = TRY(request.id<core::SessionId>("session"));
    QJsonArray documents;
    for (const core::Document &document : TRY(context.engine.reads().documents(session, request.who->account)))
        documents.append(core::toJson(document));
    return jsonReply(QJsonObject{{"documents"_L1, documents}});
}

constexpr ApiRoute kRoutes[] = {
    {"POST", "/api/v1/documents", "openDocument", "What the candidate has typed for a problem in a language, so far",
     ApiAccess::candidatesOr(Scope::SubmissionsWrite), openDocument, "DocumentPlace"},
    {"GET", "/api/v1/documents/{document}", "getDocument", "A document as it is now",
     ApiAccess::candidatesOr(Scope::SubmissionsRead), getDocument},
    {"GET", "/api/v1/documents/{document}/edits{?after,limit}", "listEdits", "Its edits behind a version, oldest first",
     ApiAccess::candidatesOr(Scope::SubmissionsRead), listEdits},
    {"POST", "/api/v1/documents/{document}/edits", "editDocument", "Changes it, if nobody else has meanwhile",
     ApiAccess::candidatesOr(Scope::SubmissionsWrite), editDocument, "Edits", kMostEdits},
    {"GET", "/api/v1/sessions/{session}/documents", "listDocuments", "What its candidates have typed, newest first",
     ApiAccess::with(Scope::SubmissionsRead), listDocuments},
};

} // namespace

std::span<const ApiRoute> documentRoutes()
{
    return kRoutes;
}

} // namespace assay::server
