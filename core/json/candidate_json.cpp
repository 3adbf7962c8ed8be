// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of what candidates see, outwards: of types that cannot hold a hidden test.
#include "core/json/candidate_json.h"

#include "core/json/document_json.h"
#include "core/json/json_values.h"
#include "core/json/judgement_json.h"
#include "core/json/session_json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

QJsonValue pointsToJson(const std::optional<Points> &points)
{
    if (!points)
        return {};
    return QJsonObject{{"earned"_L1, points->earned},
                       {"most"_L1, points->most ? QJsonValue(*points->most) : QJsonValue()}};
}

QJsonObject toJson(const CandidateCompanion &companion)
{
    return {{"name"_L1, companion.name},
            {"role"_L1, textOf(kParticipantRoleNames, companion.role)},
            {"joined"_L1, companion.joined}};
}

} // namespace

QJsonObject toJson(const CandidateCase &run)
{
    return {
        {"ordinal"_L1, run.ordinal},
        {"name"_L1, run.name},
        {"state"_L1, textOf(kCaseStateNames, run.state)},
        {"verdict"_L1, verdictToJson(run.verdict)},
        {"cpu_us"_L1, qint64{run.cpu.count()}},
        {"wall_us"_L1, qint64{run.wall.count()}},
        {"memory_bytes"_L1, qint64{run.memory.count}},
        {"reason"_L1, run.reason},
        {"exit_code"_L1, run.exitCode},
        {"signal"_L1, run.signal},
        {"output"_L1, bytesToJson(run.output)},
        {"error_output"_L1, bytesToJson(run.errorOutput)},
        {"output_cut"_L1, run.outputCut},
    };
}

QJsonObject toJson(const CandidateJudgement &judgement)
{
    QJsonArray cases;
    for (const CandidateCase &run : judgement.cases)
        cases.append(toJson(run));
    return {
        {"id"_L1, textOf(judgement.id)},
        {"submission_id"_L1, textOf(judgement.submission)},
        {"state"_L1, textOf(kJudgementStateNames, judgement.state)},
        {"verdict"_L1, verdictToJson(judgement.verdict)},
        {"points"_L1, pointsToJson(judgement.points)},
        {"compile"_L1, judgement.compile ? QJsonValue(toJson(*judgement.compile)) : QJsonValue()},
        {"cases"_L1, cases},
        {"sandbox_tier"_L1, judgement.sandboxTier},
        {"queued"_L1, timeToText(judgement.queued)},
        {"started"_L1, timeToJson(judgement.started)},
        {"ended"_L1, timeToJson(judgement.ended)},
    };
}

QJsonObject toJson(const CandidateSubmission &submission)
{
    return {
        {"id"_L1, textOf(submission.id)},
        {"problem_id"_L1, idToJson(submission.problem)},
        {"language"_L1, submission.language},
        {"entry_point"_L1, submission.entryPoint},
        {"purpose"_L1, textOf(kPurposeNames, submission.purpose)},
        {"created"_L1, timeToText(submission.created)},
    };
}

QJsonObject toJson(const CandidateSession &session)
{
    QJsonArray companions;
    for (const CandidateCompanion &companion : session.companions)
        companions.append(toJson(companion));
    return {
        {"id"_L1, textOf(session.id)},
        {"participant_id"_L1, textOf(session.participant)},
        {"name"_L1, session.name},
        {"title"_L1, session.title},
        {"state"_L1, textOf(kSessionStateNames, session.state)},
        {"starts_at"_L1, timeToJson(session.startsAt)},
        {"ends_at"_L1, timeToJson(session.endsAt)},
        {"own_length_ms"_L1, session.ownLength ? QJsonValue(qint64{session.ownLength->count()}) : QJsonValue()},
        {"began"_L1, timeToJson(session.began)},
        {"over"_L1, session.over},
        {"purge_at"_L1, timeToJson(session.purgeAt)},
        {"consented"_L1, session.consented},
        {"rules"_L1, rulesToJson(session.rules)},
        {"companions"_L1, companions},
    };
}

QJsonObject toJson(const CandidateCaseDone &done)
{
    return {{"judgement_id"_L1, textOf(done.judgement)},
            {"submission_id"_L1, textOf(done.submission)},
            {"run"_L1, toJson(done.run)}};
}

QJsonObject toJson(const CandidateEvent &event)
{
    return {
        {"seq"_L1, qint64{event.seq}},
        {"time"_L1, timeToText(event.time)},
        {"type"_L1, textOf(kEventTypeNames, event.type)},
        {"data"_L1, std::visit([](const auto &data) { return toJson(data); }, event.data)},
    };
}

} // namespace assay::core
