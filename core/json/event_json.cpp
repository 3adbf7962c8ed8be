// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of an event and of what events carry.
#include "core/json/event_json.h"

#include "core/json/document_json.h"
#include "core/json/json_reader.h"
#include "core/json/judgement_json.h"
#include "core/json/operation_json.h"
#include "core/json/queue_json.h"
#include "core/json/session_json.h"
#include "core/json/submission_json.h"
#include "core/json/webhook_json.h"

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

constexpr auto kAsEventData = [](auto data) { return EventData{std::move(data)}; };

QJsonObject dataToJson(const ProblemAdded &problem)
{
    return toJson(problem);
}
QJsonObject dataToJson(const Submission &submission)
{
    return outlineToJson(submission);
}
QJsonObject dataToJson(const Judgement &judgement)
{
    return toJson(judgement);
}
QJsonObject dataToJson(const CaseDone &done)
{
    return toJson(done);
}

QJsonObject dataToJson(const Session &session)
{
    return toJson(session);
}
QJsonObject dataToJson(const QueueRules &rules)
{
    return toJson(rules);
}
QJsonObject dataToJson(const Operation &operation)
{
    return toJson(operation);
}
QJsonObject dataToJson(const OperationLog &log)
{
    return toJson(log);
}
QJsonObject dataToJson(const DocumentEdit &edit)
{
    return toJson(edit);
}
QJsonObject dataToJson(const WebhookDelivery &delivery)
{
    return toJson(delivery);
}

} // namespace

QJsonObject toJson(const ProblemAdded &problem)
{
    return {
        {"id"_L1, textOf(problem.id)},
        {"short_name"_L1, problem.shortName},
        {"title"_L1, problem.title},
        {"content_hash"_L1, problem.contentHash},
    };
}

Result<ProblemAdded> problemAddedFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(ProblemAdded{
        .id = in.id<ProblemId>("id"_L1),
        .shortName = in.text("short_name"_L1),
        .title = in.text("title"_L1),
        .contentHash = in.text("content_hash"_L1),
    });
}

QJsonObject toJson(const CaseDone &done)
{
    return {
        {"judgement_id"_L1, textOf(done.judgement)},
        {"submission_id"_L1, textOf(done.submission)},
        {"run"_L1, toJson(done.run)},
    };
}

Result<CaseDone> caseDoneFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(CaseDone{
        .judgement = in.id<JudgementId>("judgement_id"_L1),
        .submission = in.id<SubmissionId>("submission_id"_L1),
        .run = in.object("run"_L1, caseRunFromJson),
    });
}

QJsonObject toJson(const EventData &data)
{
    return std::visit([](const auto &held) { return dataToJson(held); }, data);
}

Result<EventData> eventDataFromJson(EventType type, const QJsonObject &object, const QString &path)
{
    switch (type) {
    case EventType::ProblemAdded:
        return problemAddedFromJson(object, path).transform(kAsEventData);
    case EventType::SubmissionCreated:
        return submissionFromOutline(object, path).transform(kAsEventData);
    case EventType::JudgementQueued:
    case EventType::JudgementStarted:
    case EventType::JudgementUpdated:
    case EventType::JudgementDone:
    case EventType::JudgementCancelled:
        return judgementFromJson(object, path).transform(kAsEventData);
    case EventType::CaseDone:
        return caseDoneFromJson(object, path).transform(kAsEventData);
    case EventType::QueueChanged:
        return queueRulesFromJson(object, path).transform(kAsEventData);
    case EventType::SessionUpdated:
        return sessionFromJson(object, path).transform(kAsEventData);
    case EventType::OperationUpdated:
        return operationFromJson(object, path).transform(kAsEventData);
    case EventType::OperationLogged:
        return operationLogFromJson(object, path).transform(kAsEventData);
    case EventType::DocumentEdited:
        return documentEditFromJson(object, path).transform(kAsEventData);
    case EventType::WebhookFailed:
        return deliveryFromJson(object, path).transform(kAsEventData);
    }
    return fail(Errc::Internal, "an event type without a reader");
}

QJsonObject toJson(const Event &event)
{
    return {
        {"seq"_L1, qint64{event.seq}},
        {"time"_L1, timeToText(event.time)},
        {"type"_L1, textOf(kEventTypeNames, event.type)},
        {"data"_L1, toJson(event.data)},
    };
}

Result<Event> eventFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    Event event{
        .seq = in.integer("seq"_L1),
        .time = in.time("time"_L1),
        .type = in.enumValue("type"_L1, kEventTypeNames),
        .data = {},
    };
    TRY(in.finish(0));
    const QString dataPath = path.isEmpty() ? u"data"_s : path + u".data"_s;
    event.data = TRY(eventDataFromJson(event.type, object.value("data"_L1).toObject(), dataPath));
    return event;
}

} // namespace assay::core
