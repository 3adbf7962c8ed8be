// SPDX-License-Identifier: GPL-3.0-or-later
// The queue in the database: what waits, who has what, and which writes are too late.
#include "core/store/queue_store.h"

#include "core/store/judgement_store.h"
#include "core/store/submission_store.h"

#include <algorithm>

namespace assay::core {

namespace {

Result<int> count(Result<Rows> counted)
{
    auto rows = TRY(std::move(counted));
    TRY(rows.next());
    return rows.smallInteger(0);
}

QString laneText(Purpose lane)
{
    return textOf(kPurposeNames, lane);
}

/// The columns that the functions below read of a judgement.
#define STANDING_COLUMNS "lane, state = 'queued', priority, turn, number"

Result<QueueStanding> standingOf(Database &database, Result<Rows> found, const std::string &name)
{
    Rows rows = TRY(std::move(found));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, name);
    QueueStanding standing{.lane = TRY(rows.enumValue(0, kPurposeNames)), .position = std::nullopt};
    if (rows.boolean(1))
        standing.position = TRY(
            count(database.query("SELECT count(*) FROM (SELECT 1 FROM judgement WHERE state = 'queued' AND lane = ? "
                                 "AND (-priority, turn, number) < (?, ?, ?) LIMIT ?) AS before",
                                 rows.text(0), -rows.integer(2), rows.integer(3), rows.integer(4), kFarthestPosition)));
    return standing;
}

} // namespace

EventType stateEvent(JudgementState state)
{
    switch (state) {
    case JudgementState::Queued:
    case JudgementState::Leased:
    case JudgementState::Compiling:
    case JudgementState::Running:
    case JudgementState::Finalizing:
        return EventType::JudgementUpdated;
    case JudgementState::Done:
        return EventType::JudgementDone;
    case JudgementState::Cancelled:
        return EventType::JudgementCancelled;
    }
    return EventType::JudgementUpdated;
}

Result<bool> hasRoom(Database &database, Purpose lane, int most)
{
    const int waiting =
        TRY(count(database.query("SELECT count(*) FROM (SELECT 1 FROM judgement WHERE state = 'queued' AND lane = ? "
                                 "AND rejudging IS NULL LIMIT ?)",
                                 laneText(lane), most)));
    return waiting < most;
}

Result<bool> hasWork(Database &database, Purpose lane)
{
    return TRY(count(database.query("SELECT EXISTS (SELECT 1 FROM judgement WHERE state = 'queued' AND lane = ?) "
                                    "AND NOT EXISTS (SELECT 1 FROM lane WHERE name = ? AND paused = 1)",
                                    laneText(lane), laneText(lane)))) > 0;
}

Result<std::optional<Claim>> claimFirst(Database &database, Purpose lane, const QString &grader, Timestamp now)
{
    auto rows = TRY(database.query(
        "UPDATE judgement SET state = 'leased', grader = ?, epoch = epoch + 1, started = ? WHERE number = "
        "(SELECT number FROM judgement WHERE state = 'queued' AND lane = ? AND not_before <= ? "
        "AND NOT EXISTS (SELECT 1 FROM lane WHERE name = ? AND paused = 1) "
        "ORDER BY priority DESC, turn, number LIMIT 1) "
        "RETURNING " JUDGEMENT_COLUMNS ", epoch",
        grader, now, laneText(lane), now, laneText(lane)));
    if (!TRY(rows.next()))
        return std::nullopt;
    return Claim{.judgement = TRY(readJudgement(rows)), .epoch = rows.integer(kJudgementColumnCount)};
}

Result<void> checkLease(Database &database, JudgementId id, std::int64_t epoch)
{
    auto rows = TRY(database.query("SELECT epoch, " JUDGEMENT_IS_ACTIVE " FROM judgement WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    if (rows.integer(0) != epoch || !rows.boolean(1))
        return fail(Errc::Cancelled, id.toText() + " is no longer leased under epoch " + std::to_string(epoch));
    return {};
}

Result<std::optional<int>> loadQueuePosition(Database &database, JudgementId id)
{
    return standingOf(database, database.query("SELECT " STANDING_COLUMNS " FROM judgement WHERE id = ?", id),
                      id.toText())
        .transform([](const QueueStanding &standing) { return standing.position; });
}

Result<QueueStanding> loadQueueStanding(Database &database, SubmissionId id)
{
    return standingOf(database,
                      database.query("SELECT " STANDING_COLUMNS
                                     " FROM judgement WHERE submission = ? ORDER BY number DESC LIMIT 1",
                                     id),
                      id.toText());
}

Result<QueueDepth> loadQueueDepth(Database &database)
{
    const auto waiting = [&database](Purpose lane) {
        return count(
            database.query("SELECT count(*) FROM judgement WHERE state = 'queued' AND lane = ?", laneText(lane)));
    };
    return QueueDepth{
        .waitingRun = TRY(waiting(Purpose::Run)),
        .waitingSubmit = TRY(waiting(Purpose::Submit)),
        .active = TRY(count(database.query("SELECT count(*) FROM judgement WHERE " JUDGEMENT_IS_ACTIVE))),
    };
}

Result<QList<Judgement>> loadActive(Database &database)
{
    auto rows = TRY(
        database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE " JUDGEMENT_IS_ACTIVE " ORDER BY number"));
    QList<Judgement> judgements;
    while (TRY(rows.next()))
        judgements.append(TRY(readJudgement(rows)));
    return judgements;
}

Result<QList<Judgement>> loadWaiting(Database &database, Purpose lane, int limit)
{
    auto rows = TRY(database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE state = 'queued' AND lane = ? "
                                   "ORDER BY priority DESC, turn, number LIMIT ?",
                                   laneText(lane), limit));
    QList<Judgement> judgements;
    while (TRY(rows.next()))
        judgements.append(TRY(readJudgement(rows)));
    return judgements;
}

Result<QList<Judgement>> loadWaitingFor(Database &database, const Submission &submission)
{
    auto rows = TRY(database.query(
        "SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE state = 'queued' AND lane = ? "
        "AND participant = ? AND rejudging IS NULL AND (SELECT submission.problem IS NOT DISTINCT FROM ? FROM "
        "submission WHERE submission.id = judgement.submission)",
        laneText(submission.purpose), textOrEmpty(submission.participant),
        submission.problem.isNull() ? std::nullopt : std::optional(submission.problem)));
    QList<Judgement> judgements;
    while (TRY(rows.next()))
        judgements.append(TRY(readJudgement(rows)));
    return judgements;
}

Result<Judgement> putBack(Database &database, const Judgement &judgement, const Requeue &why)
{
    Judgement again;
    again.id = judgement.id;
    again.submission = judgement.submission;
    again.attempt = judgement.attempt + 1;
    again.priority = judgement.priority;
    again.lastFailure = why.cause;
    again.lostGraders = judgement.lostGraders + (why.graderLost ? 1 : 0);
    again.queued = judgement.queued;
    again.current = judgement.current;
    again.rejudging = judgement.rejudging;
    again.problem = judgement.problem;
    TRY(storeJudgement(database, again));
    TRY(forgetCases(database, again.id));
    TRY(database.run("UPDATE judgement SET not_before = ? WHERE id = ?", why.notBefore, again.id));
    return again;
}

Result<QList<Milliseconds>> loadDurations(Database &database, Purpose lane, int limit)
{
    auto rows = TRY(database.query("SELECT ended - started FROM judgement WHERE state = 'done' AND lane = ? "
                                   "AND started IS NOT NULL ORDER BY ended DESC LIMIT ?",
                                   laneText(lane), limit));
    QList<Milliseconds> durations;
    while (TRY(rows.next()))
        durations.append(std::max(Milliseconds{0}, Milliseconds{rows.integer(0)}));
    return durations;
}

Result<QueueRules> loadQueueRules(Database &database, QueueRules unset)
{
    QueueRules rules = unset;
    auto rows = TRY(database.query("SELECT name, at_once, max_waiting, per_second, paused FROM lane"));
    while (TRY(rows.next()))
        rules.of(TRY(rows.enumValue(0, kPurposeNames))) = {.atOnce = rows.smallInteger(1),
                                                           .maxWaiting = rows.smallInteger(2),
                                                           .perSecond = rows.number(3),
                                                           .paused = rows.boolean(4)};
    return rules;
}

Result<void> storeQueueRules(Database &database, const QueueRules &rules)
{
    for (const auto &[lane, name] : kPurposeNames.rows()) {
        const LaneRules &of = rules.of(lane);
        TRY(database.run("INSERT INTO lane (name, at_once, max_waiting, per_second, paused) VALUES (?, ?, ?, ?, ?) "
                         "ON CONFLICT (name) DO UPDATE SET at_once = excluded.at_once, max_waiting = "
                         "excluded.max_waiting, per_second = excluded.per_second, paused = excluded.paused",
                         laneText(lane), of.atOnce, of.maxWaiting, of.perSecond, of.paused));
    }
    return {};
}

} // namespace assay::core
