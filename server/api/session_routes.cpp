// SPDX-License-Identifier: GPL-3.0-or-later
// Operations of the API about sessions.
#include "core/json/candidate_json.h"
#include "core/json/json_reader.h"
#include "core/json/judgement_json.h"
#include "core/json/operation_json.h"
#include "core/json/queue_json.h"
#include "core/json/session_json.h"
#include "core/json/submission_json.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"
#include "server/api/route_table.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

using core::Scope;
using core::SessionAction;

Result<ApiReply> listSessions(ApiContext &context, const ApiRequest & /*request*/)
{
    QJsonArray sessions;
    for (const core::Session &session : TRY(context.engine.store().sessions()))
        sessions.append(core::toJson(session));
    return jsonReply(QJsonObject{{"sessions"_L1, sessions}});
}

Result<core::ParticipantDraft> participantFromJson(const QJsonObject &object, const QString &path)
{
    core::JsonReader in(object, path);
    core::ParticipantDraft draft{.id = {}, .name = in.text("name"_L1)};
    if (in.has("role"_L1))
        draft.role = in.enumValue("role"_L1, core::kParticipantRoleNames);
    if (in.has("extra_percent"_L1))
        draft.extraPercent = in.smallInteger("extra_percent"_L1);
    return in.finish(draft);
}

Result<core::SessionDraft> draftFrom(const QJsonObject &object)
{
    core::JsonReader in(object);
    const auto time = [&in](auto key) { return in.time(key); };
    const auto minutes = [&in](auto key) { return Milliseconds{std::chrono::minutes(in.smallInteger(key))}; };
    core::SessionDraft draft{.title = in.text("title"_L1),
                             .participants = in.list<core::ParticipantDraft>("participants"_L1, participantFromJson)};
    if (in.has("starts_at"_L1))
        draft.startsAt = in.optional("starts_at"_L1, time);
    if (in.has("closes_at"_L1))
        draft.closesAt = in.optional("closes_at"_L1, time);
    if (in.has("purge_at"_L1))
        draft.purgeAt = in.optional("purge_at"_L1, time);
    if (in.has("length_minutes"_L1))
        draft.length = in.optional("length_minutes"_L1, minutes);
    if (in.has("own_minutes"_L1))
        draft.ownLength = in.optional("own_minutes"_L1, minutes);
    if (in.has("feedback"_L1))
        draft.rules.feedback = in.enumValue("feedback"_L1, core::kFeedbackNames);
    if (in.has("languages"_L1))
        draft.rules.languages = in.texts("languages"_L1);
    const QStringList problems = in.has("problem_ids"_L1) ? in.texts("problem_ids"_L1) : QStringList();
    for (const QString &id : problems)
        draft.rules.problems.append(TRY(core::idFrom<core::ProblemId>(id)));
    return in.finish(draft);
}

Result<ApiReply> createSession(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(context.engine.sessions().create(TRY(draftFrom(TRY(request.json())))));
    HttpResponse response = jsonReply(core::toJson(TRY(context.engine.store().session(id))), 201);
    return std::move(response.with("Location", "/api/v1/sessions/" + QByteArray::fromStdString(id.toText())));
}

Result<ApiReply> getSession(ApiContext &context, const ApiRequest &request)
{
    return jsonReply(core::toJson(TRY(context.engine.store().session(TRY(request.id<core::SessionId>("session"))))));
}

/// What a client needs to go on from: the events behind `seq` tell the rest.
Result<ApiReply> getState(ApiContext &context, const ApiRequest &request)
{
    constexpr int kMost = 1000;
    if (!request.who->scopes.contains({Scope::SessionsRead, Scope::SubmissionsRead, Scope::EngineRead}))
        return problem(403, "forbidden", u"it takes sessions:read, submissions:read and engine:read"_s);
    core::Store &store = context.engine.store();
    const std::int64_t seq = TRY(store.lastSeq()); // first: what happens meanwhile is told again, and not missed
    const core::Session session = TRY(store.session(TRY(request.id<core::SessionId>("session"))));
    QJsonArray submissions;
    for (const core::Participant &participant : session.participants) {
        const core::SubmissionFilter theirs{
            .problem = {}, .participant = participant.id, .purpose = {}, .limit = kMost};
        for (const core::SubmissionRow &row : TRY(store.submissions(theirs)))
            submissions.append(QJsonObject{{"submission"_L1, core::outlineToJson(row.submission)},
                                           {"judgement"_L1, core::toJson(row.judgement)}});
    }
    QJsonArray operations;
    for (const core::Operation &operation : TRY(store.operations(kMost))) {
        if (operation.session == session.id)
            operations.append(core::toJson(operation));
    }
    return jsonReply(QJsonObject{{"seq"_L1, qint64{seq}},
                                 {"session"_L1, core::toJson(session)},
                                 {"submissions"_L1, submissions},
                                 {"operations"_L1, operations},
                                 {"queue"_L1, core::toJson(TRY(context.engine.queue().rules()))}});
}

template <SessionAction Action>
Result<ApiReply> act(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::SessionId>("session"));
    return jsonReply(core::toJson(TRY(context.engine.sessions().act(id, Action))));
}

/// So that whoever writes a client need not wait for something to happen.
Result<ApiReply> tell(ApiContext &context, const ApiRequest &request)
{
    if (!context.dev)
        return fail(Errc::NotFound, "there is no such operation without --dev");
    const auto id = TRY(request.id<core::SessionId>("session"));
    TRY(context.engine.store().tellSession(id));
    return getSession(context, request);
}

Result<ApiReply> extend(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::SessionId>("session"));
    core::JsonReader in(TRY(request.json()));
    const Milliseconds by = std::chrono::seconds(TRY(in.finish(in.smallInteger("seconds"_L1))));
    return jsonReply(core::toJson(TRY(context.engine.sessions().extend(id, by))));
}

Result<ApiReply> makeCode(ApiContext &context, const ApiRequest &request)
{
    const auto id = TRY(request.id<core::SessionId>("session"));
    const auto participant = TRY(request.id<core::ParticipantId>("participant"));
    return jsonReply(QJsonObject{{"code"_L1, TRY(context.engine.sessions().makeCode(id, participant))}}, 201);
}

/// That of the candidate who asks.
Result<ApiReply> ownSession(ApiContext &context, const ApiRequest &request)
{
    if (!request.isCandidate())
        return fail(Errc::NotFound, "an account has no session of its own");
    core::Store &store = context.engine.store();
    const core::ParticipantId who = *request.who->participant;
    const auto view = core::candidateView(TRY(store.session(TRY(store.sessionOf(who)))), who, SystemClock().now());
    if (!view)
        return fail(Errc::NotFound, "it is gone");
    return jsonReply(core::toJson(*view));
}

template <Result<void> (core::SessionService::*Say)(core::SessionId, core::ParticipantId)>
Result<ApiReply> say(ApiContext &context, const ApiRequest &request)
{
    if (!request.isCandidate())
        return fail(Errc::NotFound, "an account has no session of its own");
    const core::ParticipantId who = *request.who->participant;
    TRY((context.engine.sessions().*Say)(TRY(context.engine.store().sessionOf(who)), who));
    return ownSession(context, request);
}

constexpr ApiRoute kRoutes[] = {
    {"GET", "/api/v1/session", "getOwnSession", "The session of the candidate who asks",
     ApiAccess::candidatesOr(Scope::SessionsRead), ownSession},
    {"POST", "/api/v1/session:consent", "consent", "The candidate agrees to what is recorded",
     ApiAccess::candidatesOr(Scope::SessionsRead), say<&core::SessionService::consent>},
    {"POST", "/api/v1/session:begin", "begin", "The candidate's own time begins, where each has one",
     ApiAccess::candidatesOr(Scope::SessionsRead), say<&core::SessionService::begin>},
    {"GET", "/api/v1/sessions", "listSessions", "All sessions, newest first", ApiAccess::with(Scope::SessionsRead),
     listSessions},
    {"POST", "/api/v1/sessions", "createSession", "Drafts a session", ApiAccess::with(Scope::SessionsWrite),
     createSession, "SessionDraft"},
    {"GET", "/api/v1/sessions/{session}", "getSession", "A session", ApiAccess::with(Scope::SessionsRead), getSession},
    {"GET", "/api/v1/sessions/{session}/state", "getSessionState",
     "Everything of it at one moment: go on with the events behind its `seq`", ApiAccess::with(Scope::SessionsRead),
     getState},
    {"POST", "/api/v1/sessions/{session}:arm", "armSession", "It takes place as planned",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Arm>},
    {"POST", "/api/v1/sessions/{session}:prepare", "prepareSession", "It is made ready now",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Prepare>},
    {"POST", "/api/v1/sessions/{session}:start", "startSession", "It begins now", ApiAccess::with(Scope::SessionsWrite),
     act<SessionAction::Start>},
    {"POST", "/api/v1/sessions/{session}:pause", "pauseSession", "Its time stands still",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Pause>},
    {"POST", "/api/v1/sessions/{session}:resume", "resumeSession", "Its time goes on",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Resume>},
    {"POST", "/api/v1/sessions/{session}:extend", "extendSession", "It ends later",
     ApiAccess::with(Scope::SessionsWrite), extend, "Extend"},
    {"POST", "/api/v1/sessions/{session}:close", "closeSession", "Nothing more is taken in",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Close>},
    {"POST", "/api/v1/sessions/{session}:review", "reviewSession", "Its review begins",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Review>},
    {"POST", "/api/v1/sessions/{session}:finalize", "finalizeSession", "Its review is over",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Finalize>},
    {"POST", "/api/v1/sessions/{session}:cancel", "cancelSession", "It does not take place",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Cancel>},
    {"POST", "/api/v1/sessions/{session}:purge", "purgeSession", "Everything of it is removed",
     ApiAccess::with(Scope::SessionsWrite), act<SessionAction::Purge>},
    {"POST", "/api/v1/sessions/{session}:tell", "tellSession", "With --dev alone: an event that says how it is",
     ApiAccess::with(Scope::SessionsWrite), tell},
    {"POST", "/api/v1/sessions/{session}/participants/{participant}:code", "makeJoinCode",
     "A code by which the participant comes in, once", ApiAccess::with(Scope::SessionsWrite), makeCode},
};

} // namespace

std::span<const ApiRoute> sessionRoutes()
{
    return kRoutes;
}

} // namespace assay::server
