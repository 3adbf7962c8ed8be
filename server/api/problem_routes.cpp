// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about problems.
#include "core/json/candidate_json.h"
#include "core/json/json_reader.h"
#include "core/json/json_values.h"
#include "core/json/operation_json.h"
#include "server/api/api_context.h"
#include "server/api/candidate_rights.h"
#include "server/api/route_table.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

QJsonObject sampleToJson(const core::Sample &sample)
{
    return {{"name"_L1, sample.name},
            {"input"_L1, core::bytesToJson(sample.input)},
            {"answer"_L1, core::bytesToJson(sample.answer)}};
}

/// Null where nobody has verified it here.
QJsonValue verificationToJson(const std::optional<core::ProblemVerification> &verification)
{
    if (!verification)
        return {};
    return QJsonObject{{"when"_L1, core::timeToText(verification->when)},
                       {"failing_languages"_L1, QJsonArray::fromStringList(verification->failingLanguages)},
                       {"data_as_meant"_L1, verification->dataAsMeant}};
}

/// What candidates and accounts see of a problem: nothing of hidden tests but how many there are. Of those in `records` what came
/// of verifying them as well.
QJsonObject problemToJson(const core::CandidateProblem &problem, const QList<core::ProblemRecord> &records)
{
    QJsonArray samples;
    for (const core::Sample &sample : problem.samples)
        samples.append(sampleToJson(sample));
    QJsonObject object{{"id"_L1, core::textOf(problem.id)},
                       {"short_name"_L1, problem.shortName},
                       {"title"_L1, problem.title},
                       {"cpu_limit_ms"_L1, qint64{problem.limits.cpu.count()}},
                       {"memory_limit_bytes"_L1, qint64{problem.limits.memory.count}},
                       {"code_limit_bytes"_L1, qint64{problem.limits.code.count}},
                       {"statement_languages"_L1, QJsonArray::fromStringList(problem.statementLanguages)},
                       {"samples"_L1, samples},
                       {"secret_case_count"_L1, problem.secretCaseCount}};
    const auto record = std::ranges::find(records, problem.id, &core::ProblemRecord::id);
    if (record != records.end())
        object.insert("verification"_L1, verificationToJson(record->verification));
    return object;
}

/// Candidates are told nothing of it.
Result<QList<core::ProblemRecord>> recordsFor(ApiContext &context, const ApiRequest &request)
{
    if (request.isCandidate())
        return QList<core::ProblemRecord>();
    return context.engine.problems().list();
}

Result<QList<core::ProblemId>> visibleProblems(ApiContext &context, const ApiRequest &request)
{
    if (request.isCandidate())
        return problemsOfCandidate(context.engine.store(), *request.who->participant);
    QList<core::ProblemId> ids;
    for (const core::ProblemRecord &record : TRY(context.engine.problems().list()))
        ids.append(record.id);
    return ids;
}

Result<core::ProblemId> visibleProblem(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::ProblemId>("problem"));
    if (!TRY(visibleProblems(context, request)).contains(id))
        return fail(Errc::NotFound, id.toText());
    return id;
}

Result<ApiReply> listProblems(ApiContext &context, const ApiRequest &request)
{
    const auto records = TRY(recordsFor(context, request));
    QJsonArray problems;
    for (const core::ProblemId id : TRY(visibleProblems(context, request))) {
        const auto problem = context.engine.problems().candidateProblem(id);
        if (problem) // else its package is gone or has changed
            problems.append(problemToJson(*problem, records));
    }
    return jsonReply(QJsonObject{{"problems"_L1, problems}});
}

Result<ApiReply> getProblem(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(visibleProblem(context, request));
    const auto problem = TRY(context.engine.problems().candidateProblem(id));
    return jsonReply(problemToJson(problem, TRY(recordsFor(context, request))));
}

Result<ApiReply> getStatement(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(visibleProblem(context, request));
    const QString language = request.query.queryItemValue(u"language"_s);
    const QString html = TRY(context.engine.problems().statement(id, language.isEmpty() ? u"en"_s : language));
    return jsonReply(QJsonObject{{"html"_L1, html}});
}

/// To be kept and opened elsewhere: what a package's author put into it is not to run beside what this server serves.
Result<ApiReply> getStatementPdf(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(visibleProblem(context, request));
    const QString language = request.query.queryItemValue(u"language"_s);
    HttpResponse response;
    response.body = TRY(context.engine.problems().statementPdf(id, language.isEmpty() ? u"en"_s : language));
    return std::move(response.with("Content-Type", "application/pdf")
                         .with("Content-Disposition", "attachment; filename=\"statement.pdf\""));
}

/// Of the statement, as its HTML names it.
Result<ApiReply> getPicture(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(visibleProblem(context, request));
    const QString language = request.query.queryItemValue(u"language"_s);
    const QString name = request.query.queryItemValue(u"name"_s, QUrl::FullyDecoded);
    HttpResponse response;
    response.body = TRY(context.engine.problems().picture(id, language.isEmpty() ? u"en"_s : language, name));
    // Whoever opens it by itself opens a picture, whatever else a drawing's file may hold.
    response.with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    const bool isDrawing = name.endsWith(u".svg"_s, Qt::CaseInsensitive);
    const bool isPng = name.endsWith(u".png"_s, Qt::CaseInsensitive);
    return std::move(response.with("Content-Type", isDrawing ? "image/svg+xml" : isPng ? "image/png" : "image/jpeg"));
}

Result<ApiReply> getTest(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::ProblemId>("problem"));
    const QString name = request.query.queryItemValue(u"name"_s, QUrl::FullyDecoded);
    const core::OpenedTest test = TRY(context.engine.reads().test(id, name, request.who->account));
    return jsonReply(QJsonObject{
        {"name"_L1, name}, {"input"_L1, core::bytesToJson(test.input)}, {"answer"_L1, core::bytesToJson(test.answer)}});
}

HttpResponse begun(const core::Operation &operation)
{
    HttpResponse response = jsonReply(core::toJson(operation), 202);
    return std::move(
        response.with("Location", "/api/v1/operations/" + QByteArray::fromStdString(operation.id.toText())));
}

/// The body is the archive as it is.
Result<ApiReply> importProblem(ApiContext &context, const ApiRequest &request)
{
    const QString name = request.query.queryItemValue(u"name"_s, QUrl::FullyDecoded);
    if (request.http.body.isEmpty())
        return fail(Errc::InvalidArgument, "the archive is the request's body, and that is empty");
    const core::OperationId id = TRY(context.engine.problemOperations().import(name, request.http.body));
    return begun(TRY(context.engine.store().operation(id)));
}

Result<ApiReply> verifyProblem(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::ProblemId>("problem"));
    const core::OperationId operation = TRY(context.engine.problemOperations().verify(id));
    return begun(TRY(context.engine.store().operation(operation)));
}

constexpr qint64 kLargestArchive = 64 * 1024 * 1024;

constexpr ApiRoute kRoutes[] = {
    {"GET", "/api/v1/problems", "listProblems", "Problems, with their samples",
     ApiAccess::candidatesOr(Scope::ProblemsRead), listProblems},
    {"GET", "/api/v1/problems/{problem}", "getProblem", "A problem, with its samples",
     ApiAccess::candidatesOr(Scope::ProblemsRead), getProblem},
    {"GET", "/api/v1/problems/{problem}/statement{?language}", "getStatement", "Its statement as HTML",
     ApiAccess::candidatesOr(Scope::ProblemsRead), getStatement},
    {"GET", "/api/v1/problems/{problem}/statement.pdf{?language}", "getStatementPdf",
     "Its statement as a PDF, where it is one", ApiAccess::candidatesOr(Scope::ProblemsRead), getStatementPdf},
    {"GET", "/api/v1/problems/{problem}/picture{?name,language}", "getPicture", "A picture of its statement",
     ApiAccess::candidatesOr(Scope::ProblemsRead), getPicture},
    {"GET", "/api/v1/problems/{problem}/test{?name}", "getTest",
     "A test's contents; that it was opened is written down", ApiAccess::with(Scope::TestsRead), getTest},
    {"POST", "/api/v1/problems:import{?name}", "importProblem",
     "Takes in an archive of that name: a problem package, or what an importer knows",
     ApiAccess::with(Scope::ProblemsWrite), importProblem, nullptr, kLargestArchive, "application/octet-stream"},
    {"POST", "/api/v1/problems/{problem}:verify", "verifyProblem",
     "Judges its authors' submissions, and has its validators look at its tests", ApiAccess::with(Scope::ProblemsWrite),
     verifyProblem},
};

} // namespace

std::span<const ApiRoute> problemRoutes()
{
    return kRoutes;
}

} // namespace assay::server
