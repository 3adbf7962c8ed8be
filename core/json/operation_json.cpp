// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of operations and their logs.
#include "core/json/operation_json.h"

#include "core/json/json_reader.h"
#include "core/json/json_values.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

QJsonObject lineToJson(const OperationLine &line)
{
    return {
        {"time"_L1, timeToText(line.time)}, {"level"_L1, textOf(kLogLevelNames, line.level)}, {"text"_L1, line.text}};
}

Result<OperationLine> lineFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(OperationLine{
        .time = in.time("time"_L1), .level = in.enumValue("level"_L1, kLogLevelNames), .text = in.text("text"_L1)});
}

} // namespace

QJsonObject toJson(const Operation &operation)
{
    return {
        {"id"_L1, textOf(operation.id)},
        {"type"_L1, textOf(kOperationTypeNames, operation.type)},
        {"session_id"_L1, operation.session ? QJsonValue(textOf(*operation.session)) : QJsonValue()},
        {"subject"_L1, operation.subject},
        {"result"_L1, operation.result},
        {"state"_L1, textOf(kOperationStateNames, operation.state)},
        {"step"_L1, operation.step},
        {"steps"_L1, operation.steps},
        {"doing"_L1, operation.doing},
        {"failure"_L1, operation.failure},
        {"created"_L1, timeToText(operation.created)},
        {"started"_L1, timeToJson(operation.started)},
        {"ended"_L1, timeToJson(operation.ended)},
    };
}

Result<Operation> operationFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(Operation{
        .id = in.id<OperationId>("id"_L1),
        .type = in.enumValue("type"_L1, kOperationTypeNames),
        .session = in.optional("session_id"_L1, [&in](auto key) { return in.id<SessionId>(key); }),
        .subject = in.has("subject"_L1) ? in.text("subject"_L1) : QString(), // events of earlier versions have none
        .result = in.has("result"_L1) ? in.text("result"_L1) : QString(),
        .state = in.enumValue("state"_L1, kOperationStateNames),
        .step = in.smallInteger("step"_L1),
        .steps = in.smallInteger("steps"_L1),
        .doing = in.text("doing"_L1),
        .failure = in.text("failure"_L1),
        .created = in.time("created"_L1),
        .started = in.optional("started"_L1, [&in](auto key) { return in.time(key); }),
        .ended = in.optional("ended"_L1, [&in](auto key) { return in.time(key); }),
    });
}

QJsonObject toJson(const OperationLog &log)
{
    QJsonArray lines;
    for (const OperationLine &line : log.lines)
        lines.append(lineToJson(line));
    return {{"operation_id"_L1, textOf(log.operation)}, {"first"_L1, log.first}, {"lines"_L1, lines}};
}

Result<OperationLog> operationLogFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(OperationLog{.operation = in.id<OperationId>("operation_id"_L1),
                                  .first = in.smallInteger("first"_L1),
                                  .lines = in.list("lines"_L1, lineFromJson)});
}

} // namespace assay::core
