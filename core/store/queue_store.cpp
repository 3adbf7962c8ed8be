// SPDX-License-Identifier: GPL-3.0-or-later
// The queue in the database: what waits, who has what, and which writes are too late.
#include "core/store/queue_store.h"

#include "core/store/judgement_store.h"

namespace assay::core {

namespace {

// As the partial index judgement_active has it, so that SQLite can use it.
#define IS_ACTIVE "state IN ('leased', 'compiling', 'running', 'finalizing')"

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

} // namespace

Result<bool> hasRoom(Database &database, Purpose lane, std::size_t most)
{
    const int waiting =
        TRY(count(database.query("SELECT count(*) FROM (SELECT 1 FROM judgement WHERE state = 'queued' AND lane = ? "
                                 "AND rejudging IS NULL LIMIT ?)",
                                 laneText(lane), static_cast<std::int64_t>(most))));
    return static_cast<std::size_t>(waiting) < most;
}

Result<bool> hasWork(Database &database, Purpose lane)
{
    return TRY(count(database.query("SELECT EXISTS (SELECT 1 FROM judgement WHERE state = 'queued' AND lane = ?)",
                                    laneText(lane)))) > 0;
}

Result<std::optional<Claim>> claimOldest(Database &database, Purpose lane, const QString &grader, Timestamp now)
{
    auto rows = TRY(database.query(
        "UPDATE judgement SET state = 'leased', grader = ?, epoch = epoch + 1, started = ? WHERE number = "
        "(SELECT number FROM judgement WHERE state = 'queued' AND lane = ? "
        "ORDER BY rejudging IS NOT NULL, number LIMIT 1) "
        "RETURNING " JUDGEMENT_COLUMNS ", epoch",
        grader, now, laneText(lane)));
    if (!TRY(rows.next()))
        return std::nullopt;
    return Claim{.judgement = TRY(readJudgement(rows)), .epoch = rows.integer(kJudgementColumnCount)};
}

Result<void> checkLease(Database &database, JudgementId id, std::int64_t epoch)
{
    auto rows = TRY(database.query("SELECT epoch, " IS_ACTIVE " FROM judgement WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    if (rows.integer(0) != epoch || !rows.boolean(1))
        return fail(Errc::Cancelled, id.toText() + " is no longer leased under epoch " + std::to_string(epoch));
    return {};
}

Result<std::optional<int>> loadQueuePosition(Database &database, JudgementId id)
{
    auto rows = TRY(
        database.query("SELECT lane, number, state = 'queued', rejudging IS NOT NULL FROM judgement WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    if (!rows.boolean(2))
        return std::nullopt;
    return TRY(count(database.query("SELECT count(*) FROM judgement WHERE state = 'queued' AND lane = ? "
                                    "AND (rejudging IS NOT NULL, number) < (?, ?)",
                                    rows.text(0), rows.integer(3), rows.integer(1))));
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
        .active = TRY(count(database.query("SELECT count(*) FROM judgement WHERE " IS_ACTIVE))),
    };
}

Result<QList<Judgement>> requeueActive(Database &database)
{
    QList<Judgement> judgements;
    {
        auto rows =
            TRY(database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE " IS_ACTIVE " ORDER BY number"));
        while (TRY(rows.next()))
            judgements.append(TRY(readJudgement(rows)));
    }
    for (auto &judgement : judgements) {
        Judgement again;
        again.id = judgement.id;
        again.submission = judgement.submission;
        again.attempt = judgement.attempt + 1;
        again.queued = judgement.queued;
        again.current = judgement.current;
        again.rejudging = judgement.rejudging;
        again.problem = judgement.problem;
        judgement = std::move(again);
        TRY(storeJudgement(database, judgement));
        TRY(forgetCases(database, judgement.id));
    }
    return judgements;
}

} // namespace assay::core
