// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a judgement, its compile result and its cases.
#include "core/json/judgement_json.h"

#include "core/json/json_reader.h"
#include "core/json/limits_json.h"

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

QJsonValue numberToJson(const std::optional<double> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

template <typename Id>
QJsonValue idToJson(const std::optional<Id> &id)
{
    return id ? QJsonValue(textOf(*id)) : QJsonValue();
}

/// Judgements of before there were rejudgings have no such key.
template <typename Id>
std::optional<Id> idFromJson(JsonReader &in, QLatin1StringView key)
{
    return in.has(key) ? in.optional(key, [&in](auto inner) { return in.template id<Id>(inner); }) : std::nullopt;
}

/// Judgements of before there were points have no such key.
std::optional<double> numberFromJson(JsonReader &in, QLatin1StringView key)
{
    return in.has(key) ? in.optional(key, [&in](auto inner) { return in.number(inner); }) : std::nullopt;
}

/// What came into the format later than a judgement may be old.
QString laterText(JsonReader &in, QLatin1StringView key)
{
    return in.has(key) ? in.text(key) : QString();
}

QJsonObject toJson(const GroupResult &group)
{
    return {
        {"name"_L1, group.name},
        {"verdict"_L1, verdictToJson(group.verdict)},
        {"score"_L1, group.score},
        {"max_score"_L1, numberToJson(group.maxScore)},
    };
}

Result<GroupResult> groupResultFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(GroupResult{
        .name = in.text("name"_L1),
        .verdict = in.optional("verdict"_L1, [&](auto key) { return in.enumValue(key, kVerdictIds); }),
        .score = in.number("score"_L1),
        .maxScore = numberFromJson(in, "max_score"_L1),
    });
}

} // namespace

QJsonValue verdictToJson(const std::optional<Verdict> &verdict)
{
    return verdict ? QJsonValue(textOf(kVerdictIds, *verdict)) : QJsonValue();
}

QJsonObject toJson(const CaseRun &run)
{
    return {
        {"ordinal"_L1, run.ordinal},
        {"name"_L1, run.name},
        {"secret"_L1, run.secret},
        {"state"_L1, textOf(kCaseStateNames, run.state)},
        {"verdict"_L1, verdictToJson(run.verdict)},
        {"cpu_us"_L1, qint64{run.cpu.count()}},
        {"wall_us"_L1, qint64{run.wall.count()}},
        {"memory_bytes"_L1, qint64{run.memory.count}},
        {"first_cpu_us"_L1, run.firstCpu ? QJsonValue(qint64{run.firstCpu->count()}) : QJsonValue()},
        {"reason"_L1, run.reason},
        {"score"_L1, numberToJson(run.score)},
        {"exit_code"_L1, run.exitCode},
        {"signal"_L1, run.signal},
        {"output"_L1, bytesToJson(run.output)},
        {"error_output"_L1, bytesToJson(run.errorOutput)},
        {"output_cut"_L1, run.outputCut},
        {"killed_by"_L1, run.killedBy},
        {"out_of_memory"_L1, run.outOfMemory},
        {"cpu_source"_L1, run.cpuSource},
        {"memory_source"_L1, run.memorySource},
    };
}

Result<CaseRun> caseRunFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(CaseRun{
        .ordinal = in.smallInteger("ordinal"_L1),
        .name = in.text("name"_L1),
        .secret = in.boolean("secret"_L1),
        .state = in.enumValue("state"_L1, kCaseStateNames),
        .verdict = in.optional("verdict"_L1, [&](auto key) { return in.enumValue(key, kVerdictIds); }),
        .cpu = Microseconds{in.integer("cpu_us"_L1)},
        .wall = Microseconds{in.integer("wall_us"_L1)},
        .memory = Bytes{in.integer("memory_bytes"_L1)},
        .firstCpu = in.has("first_cpu_us"_L1)
                        ? in.optional("first_cpu_us"_L1, [&](auto key) { return Microseconds{in.integer(key)}; })
                        : std::nullopt,
        .reason = in.text("reason"_L1),
        .score = numberFromJson(in, "score"_L1),
        .exitCode = in.smallInteger("exit_code"_L1),
        .signal = in.smallInteger("signal"_L1),
        .output = in.bytes("output"_L1),
        .errorOutput = in.bytes("error_output"_L1),
        .outputCut = in.boolean("output_cut"_L1),
        .killedBy = laterText(in, "killed_by"_L1),
        .outOfMemory = in.has("out_of_memory"_L1) && in.boolean("out_of_memory"_L1),
        .cpuSource = laterText(in, "cpu_source"_L1),
        .memorySource = laterText(in, "memory_source"_L1),
    });
}

QJsonObject toJson(const CompileResult &compile)
{
    return {
        {"ok"_L1, compile.ok},
        {"cached"_L1, compile.cached},
        {"duration_ms"_L1, qint64{compile.duration.count()}},
        {"output"_L1, compile.output},
        {"killed_by"_L1, compile.killedBy},
    };
}

Result<CompileResult> compileResultFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    return in.finish(CompileResult{
        .ok = in.boolean("ok"_L1),
        .cached = in.boolean("cached"_L1),
        .duration = Milliseconds{in.integer("duration_ms"_L1)},
        .output = in.text("output"_L1),
        .killedBy = laterText(in, "killed_by"_L1),
    });
}

QJsonObject toJson(const Judgement &judgement)
{
    QJsonArray cases;
    for (const auto &run : judgement.cases)
        cases.append(toJson(run));
    QJsonArray groups;
    for (const auto &group : judgement.groups)
        groups.append(toJson(group));
    return {
        {"id"_L1, textOf(judgement.id)},
        {"submission_id"_L1, textOf(judgement.submission)},
        {"state"_L1, textOf(kJudgementStateNames, judgement.state)},
        {"verdict"_L1, verdictToJson(judgement.verdict)},
        {"score"_L1, judgement.score},
        {"max_score"_L1, numberToJson(judgement.maxScore)},
        {"attempt"_L1, judgement.attempt},
        {"priority"_L1, textOf(kPriorityNames, judgement.priority)},
        {"last_failure"_L1, judgement.lastFailure},
        {"lost_graders"_L1, judgement.lostGraders},
        {"grader"_L1, judgement.grader},
        {"compile"_L1, judgement.compile ? QJsonValue(toJson(*judgement.compile)) : QJsonValue()},
        {"cases"_L1, cases},
        {"groups"_L1, groups},
        {"reason"_L1, judgement.reason},
        {"sandbox_tier"_L1, judgement.sandboxTier},
        {"toolchain"_L1, judgement.toolchain},
        {"limits"_L1, toJson(judgement.limits)},
        {"queued"_L1, timeToText(judgement.queued)},
        {"started"_L1, timeToJson(judgement.started)},
        {"ended"_L1, timeToJson(judgement.ended)},
        {"current"_L1, judgement.current},
        {"rejudging_id"_L1, idToJson(judgement.rejudging)},
        {"problem_id"_L1, idToJson(judgement.problem)},
    };
}

Result<Judgement> judgementFromJson(const QJsonObject &object, const QString &path)
{
    JsonReader in(object, path);
    const auto time = [&in](auto key) { return in.time(key); };
    return in.finish(Judgement{
        .id = in.id<JudgementId>("id"_L1),
        .submission = in.id<SubmissionId>("submission_id"_L1),
        .state = in.enumValue("state"_L1, kJudgementStateNames),
        .verdict = in.optional("verdict"_L1, [&](auto key) { return in.enumValue(key, kVerdictIds); }),
        .score = in.number("score"_L1),
        .maxScore = numberFromJson(in, "max_score"_L1),
        .attempt = in.smallInteger("attempt"_L1),
        .priority = in.has("priority"_L1) ? in.enumValue("priority"_L1, kPriorityNames) : Priority::Normal,
        .lastFailure = laterText(in, "last_failure"_L1),
        .lostGraders = in.has("lost_graders"_L1) ? in.smallInteger("lost_graders"_L1) : 0,
        .grader = in.text("grader"_L1),
        .compile = in.optional("compile"_L1, [&](auto key) { return in.object(key, compileResultFromJson); }),
        .cases = in.list("cases"_L1, caseRunFromJson),
        .groups = in.has("groups"_L1) ? in.list("groups"_L1, groupResultFromJson) : QList<GroupResult>(),
        .reason = in.text("reason"_L1),
        .sandboxTier = in.text("sandbox_tier"_L1),
        .toolchain = in.text("toolchain"_L1),
        .limits = in.has("limits"_L1) ? in.object("limits"_L1, enforcedLimitsFromJson) : QList<EnforcedLimit>(),
        .queued = in.time("queued"_L1),
        .started = in.optional("started"_L1, time),
        .ended = in.optional("ended"_L1, time),
        .current = !in.has("current"_L1) || in.boolean("current"_L1),
        .rejudging = idFromJson<RejudgingId>(in, "rejudging_id"_L1),
        .problem = idFromJson<ProblemId>(in, "problem_id"_L1),
    });
}

} // namespace assay::core
