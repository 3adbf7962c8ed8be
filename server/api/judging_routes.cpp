// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about what is run and submitted, and the events of it.
#include "core/json/candidate_json.h"
#include "core/json/json_reader.h"
#include "core/json/judgement_json.h"
#include "core/json/submission_json.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/api_socket.h"
#include "server/api/candidate_rights.h"
#include "server/api/event_stream.h"
#include "server/api/metrics.h"
#include "server/api/route_table.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;

constexpr int kMostWait = 30; ///< Seconds.
constexpr qsizetype kLongestKey = 255;
constexpr qint64 kMostSubmission = 10 * 1024 * 1024;

Result<core::SourceFile> sourceFromJson(const QJsonObject &object, const QString &path)
{
    core::JsonReader in(object, path);
    return in.finish(core::SourceFile{.name = in.text("name"_L1), .content = in.bytes("content"_L1)});
}

Result<core::RunInput> inputFromJson(const QJsonObject &object, const QString &path)
{
    core::JsonReader in(object, path);
    core::RunInput input{.name = in.has("name"_L1) ? in.text("name"_L1) : u"custom"_s,
                         .input = in.bytes("input"_L1),
                         .expected = std::nullopt};
    if (in.has("expected"_L1))
        input.expected = in.optional("expected"_L1, [&in](auto key) { return in.bytes(key); });
    return in.finish(input);
}

/// One sender's keys are not another's. Errors: InvalidArgument.
Result<QString> requestKeyOf(const ApiRequest &request)
{
    const auto key = request.http.header("idempotency-key");
    if (!key)
        return QString();
    if (key->isEmpty() || key->size() > kLongestKey)
        return fail(Errc::InvalidArgument, "an Idempotency-Key has 1 to 255 characters");
    const QString sender =
        request.who->participant ? core::textOf(*request.who->participant) : core::textOf(*request.who->account);
    return QString(sender + u' ' + QString::fromLatin1(*key));
}

Result<core::SubmissionDraft> draftFrom(const ApiRequest &request, core::Purpose purpose)
{
    core::JsonReader in(TRY(request.json()));
    core::SubmissionDraft draft{.problem = in.id<core::ProblemId>("problem_id"_L1),
                                .language = in.text("language"_L1),
                                .sources = in.list<core::SourceFile>("sources"_L1, sourceFromJson),
                                .purpose = purpose};
    if (in.has("entry_point"_L1))
        draft.entryPoint = in.text("entry_point"_L1);
    if (purpose == core::Purpose::Run)
        draft.inputs = in.list<core::RunInput>("inputs"_L1, inputFromJson);
    if (request.isCandidate())
        draft.participant = *request.who->participant;
    draft.requestKey = TRY(requestKeyOf(request));
    return in.finish(draft);
}

QJsonObject placeToJson(core::QueueService &queue, core::SubmissionId id)
{
    const auto place = queue.placeOf(id);
    if (!place || !*place)
        return {};
    QJsonObject object{{"position"_L1, (*place)->position}};
    if ((*place)->wait) {
        object.insert("p50_ms"_L1, qint64{(*place)->wait->p50.count()});
        object.insert("p90_ms"_L1, qint64{(*place)->wait->p90.count()});
    }
    return object;
}

Result<ApiReply> handIn(ApiContext &context, const ApiRequest &request, core::Purpose purpose)
{
    const core::SubmissionId id = TRY(context.engine.submissions().submit(TRY(draftFrom(request, purpose))));
    const QString self = u"/api/v1/submissions/"_s + core::textOf(id);
    HttpResponse response = jsonReply(QJsonObject{{"id"_L1, core::textOf(id)},
                                                  {"state"_L1, u"queued"_s},
                                                  {"queue"_L1, placeToJson(context.engine.queue(), id)},
                                                  {"links"_L1, QJsonObject{{"self"_L1, self}}}},
                                      202);
    return std::move(response.with("Location", self.toLatin1()));
}

Result<ApiReply> run(ApiContext &context, const ApiRequest &request)
{
    return handIn(context, request, core::Purpose::Run);
}

Result<ApiReply> submit(ApiContext &context, const ApiRequest &request)
{
    return handIn(context, request, core::Purpose::Submit);
}

/// As whoever asks may see it.
Result<QJsonObject> submissionToJson(core::Store &store, const ApiRequest &request, const core::Submission &submission,
                                     const core::Judgement &judgement)
{
    if (!request.isCandidate())
        return QJsonObject{{"submission"_L1, core::outlineToJson(submission)},
                           {"judgement"_L1, core::toJson(judgement)}};
    return QJsonObject{
        {"submission"_L1, core::toJson(core::candidateView(submission))},
        {"judgement"_L1, core::toJson(core::candidateView(judgement, TRY(tellingOf(store, submission))))}};
}

/// Errors: NotFound also for what is not the candidate's who asks.
Result<core::Submission> visibleSubmission(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::SubmissionId>("submission"));
    if (request.isCandidate())
        return submissionOfCandidate(context.engine.store(), *request.who->participant, id);
    return context.engine.store().submission(id);
}

Result<ApiReply> getSubmission(ApiContext &context, const ApiRequest &request)
{
    const core::Submission submission = TRY(visibleSubmission(context, request));
    const core::Judgement judgement = TRY(context.engine.store().currentJudgement(submission.id));
    const int seconds = TRY(request.number(u"wait"_s, 0, 0, kMostWait));
    ApiReply reply(jsonReply(TRY(submissionToJson(context.engine.store(), request, submission, judgement))));
    if (seconds > 0 && !core::isFinal(judgement.state)) {
        reply.waitFor = submission.id;
        reply.wait = std::chrono::seconds(seconds);
    }
    return reply;
}

Result<ApiReply> listSubmissions(ApiContext &context, const ApiRequest &request)
{
    core::SubmissionFilter filter{.problem = {}, .participant = {}, .purpose = {}, .limit = 100};
    filter.limit = TRY(request.number(u"limit"_s, 100, 1, 1000));
    if (request.query.hasQueryItem(u"problem"_s))
        filter.problem = TRY(core::idFrom<core::ProblemId>(request.query.queryItemValue(u"problem"_s)));
    if (request.query.hasQueryItem(u"participant"_s))
        filter.participant = TRY(core::idFrom<core::ParticipantId>(request.query.queryItemValue(u"participant"_s)));
    if (request.isCandidate())
        filter.participant = request.who->participant;
    QJsonArray submissions;
    for (const core::SubmissionRow &row : TRY(context.engine.store().submissions(filter)))
        submissions.append(TRY(submissionToJson(context.engine.store(), request, row.submission, row.judgement)));
    return jsonReply(QJsonObject{{"submissions"_L1, submissions}});
}

/// That somebody opened another's is written down.
Result<ApiReply> getSource(ApiContext &context, const ApiRequest &request)
{
    const core::Submission submission =
        request.isCandidate() ? TRY(visibleSubmission(context, request))
                              : TRY(context.engine.reads().submission(TRY(request.id<core::SubmissionId>("submission")),
                                                                      request.who->account))
                                    .submission;
    QJsonArray files;
    for (const core::SourceFile &file : submission.sources)
        files.append(QJsonObject{{"name"_L1, file.name}, {"content"_L1, core::bytesToJson(file.content)}});
    return jsonReply(QJsonObject{{"sources"_L1, files}, {"entry_point"_L1, submission.entryPoint}});
}

Result<ApiReply> cancel(ApiContext &context, const ApiRequest &request)
{
    const core::Submission submission = TRY(visibleSubmission(context, request));
    if (!TRY(context.engine.submissions().cancel(submission.id)))
        return problem(409, "has-ended", u"it had been judged already"_s);
    return HttpResponse{.status = 204, .headers = {}, .body = {}, .stream = {}};
}

Result<std::int64_t> streamStart(ApiContext &context, const ApiRequest &request)
{
    QByteArray after = request.http.header("last-event-id").value_or(QByteArray());
    if (after.isEmpty())
        after = request.query.queryItemValue(u"after"_s).toLatin1();
    if (after.isEmpty())
        return context.engine.store().lastSeq();
    bool understood = false;
    const qlonglong seq = after.toLongLong(&understood);
    if (!understood || seq < 0)
        return fail(Errc::InvalidArgument, "after which event? A number, as `id:` has it");
    return std::int64_t{seq};
}

/// Where a stream of events begins. That an account listens is written down.
Result<std::int64_t> beginStream(ApiContext &context, const ApiRequest &request)
{
    const std::int64_t after = TRY(streamStart(context, request));
    if (request.who->account)
        TRY(context.engine.reads().events(request.who->account));
    if (after < TRY(context.engine.store().lastSeq()))
        context.metrics.countReplay();
    return after;
}

Result<ApiReply> events(ApiContext &context, const ApiRequest &request)
{
    const std::int64_t after = TRY(beginStream(context, request));
    const bool lines = request.http.header("accept").value_or(QByteArray()).contains("application/x-ndjson");
    HttpResponse response;
    response.with("Content-Type", lines ? "application/x-ndjson" : "text/event-stream").with("X-Accel-Buffering", "no");
    response.stream = std::make_shared<EventStream>(
        context, request, lines ? StreamFormat::JsonLines : StreamFormat::ServerSentEvents, after);
    return response;
}

Result<ApiReply> socket(ApiContext &context, const ApiRequest &request)
{
    return openSocket(context, request, TRY(beginStream(context, request)));
}

constexpr ApiRoute kRoutes[] = {
    {"POST", "/api/v1/runs", "run", "Runs a program on inputs of one's own",
     ApiAccess::candidatesOr(Scope::SubmissionsWrite), run, "Run", kMostSubmission},
    {"POST", "/api/v1/submissions", "submit", "Hands in a program, to be judged",
     ApiAccess::candidatesOr(Scope::SubmissionsWrite), submit, "Submission", kMostSubmission},
    {"GET", "/api/v1/submissions{?problem,participant,limit}", "listSubmissions", "Runs and submissions, newest first",
     ApiAccess::candidatesOr(Scope::SubmissionsRead), listSubmissions},
    {"GET", "/api/v1/submissions/{submission}{?wait}", "getSubmission",
     "A run or submission with its judgement; waits so many seconds for the end of that",
     ApiAccess::candidatesOr(Scope::SubmissionsRead), getSubmission},
    {"GET", "/api/v1/submissions/{submission}/source", "getSource", "Its files",
     ApiAccess::candidatesOr(Scope::SubmissionsRead), getSource},
    {"DELETE", "/api/v1/submissions/{submission}", "cancelSubmission", "Stops its judging",
     ApiAccess::candidatesOr(Scope::SubmissionsWrite), cancel},
    {"GET", "/api/v1/events{?after,ticket}", "streamEvents",
     "Server-sent events, or lines of JSON (Accept: application/x-ndjson), from Last-Event-ID or `after` on",
     ApiAccess::candidatesOr(Scope::SubmissionsRead).alsoByTicket(), events},
    {"GET", "/api/v1/socket{?after,ticket}", "openSocket",
     "A WebSocket: events as messages, and requests to the other operations",
     ApiAccess::candidatesOr(Scope::SubmissionsRead).alsoByTicket(), socket, nullptr, 0, nullptr, false, true},
};

} // namespace

std::span<const ApiRoute> judgingRoutes()
{
    return kRoutes;
}

} // namespace assay::server
