// SPDX-License-Identifier: GPL-3.0-or-later
// Rejudgings in the database.
#include "core/store/rejudging_store.h"

#include "core/store/judgement_store.h"
#include "core/store/submission_store.h"

namespace assay::core {

namespace {

Result<bool> isInOpenRejudging(Database &database, SubmissionId submission)
{
    auto rows = TRY(database.query("SELECT EXISTS (SELECT 1 FROM judgement JOIN rejudging ON judgement.rejudging = "
                                   "rejudging.id WHERE judgement.submission = ? AND rejudging.state = ?)",
                                   submission, textOf(kRejudgingStateNames, RejudgingState::Open)));
    TRY(rows.next());
    return rows.boolean(0);
}

/// Errors: those of insertRejudging.
Result<Judgement> newJudgement(Database &database, const RejudgingDraft &draft, const RejudgingDraft::Entry &entry,
                               Timestamp now)
{
    const auto refuse = [&entry](const char *why) {
        return fail(Errc::InvalidArgument, entry.submission.toText() + ": " + why);
    };
    const Submission submission = TRY(loadSubmissionHead(database, entry.submission));
    const Judgement before = TRY(loadCurrentJudgement(database, entry.submission));
    if (submission.purpose != Purpose::Submit)
        return refuse("only what was submitted is judged again, not a run");
    if (!isFinal(before.state))
        return refuse("is still being judged");
    if (TRY(isInOpenRejudging(database, entry.submission)))
        return refuse("is in an open rejudging already");
    Judgement judgement;
    judgement.id = JudgementId::make();
    judgement.submission = entry.submission;
    judgement.queued = now;
    judgement.current = false;
    judgement.rejudging = draft.id;
    judgement.problem = entry.problem;
    judgement.priority = Priority::Low;
    TRY(insertJudgement(database, judgement, submission));
    TRY(database.run("UPDATE judgement SET replaces = ? WHERE id = ?", before.id, judgement.id));
    return judgement;
}

/// From columns 0 on, without its submissions.
Result<Rejudging> readRejudging(const Rows &row)
{
    return Rejudging{
        .id = TRY(row.id<RejudgingId>(0)),
        .reason = row.text(1),
        .state = TRY(row.enumValue(2, kRejudgingStateNames)),
        .created = row.time(3),
        .ended = row.optional(4, [&](int column) { return row.time(column); }),
        .submissions = {},
    };
}

#define REJUDGING_COLUMNS "id, reason, state, created, ended"

} // namespace

Result<QList<Judgement>> insertRejudging(Database &database, const RejudgingDraft &draft, Timestamp now)
{
    TRY(database.run("INSERT INTO rejudging (id, reason, state, created) VALUES (?, ?, ?, ?)", draft.id, draft.reason,
                     textOf(kRejudgingStateNames, RejudgingState::Open), now));
    QList<Judgement> judgements;
    for (const auto &entry : draft.entries)
        judgements.append(TRY(newJudgement(database, draft, entry, now)));
    return judgements;
}

Result<Rejudging> loadRejudging(Database &database, RejudgingId id)
{
    auto found = TRY(database.query("SELECT " REJUDGING_COLUMNS " FROM rejudging WHERE id = ?", id));
    if (!TRY(found.next()))
        return fail(Errc::NotFound, id.toText());
    Rejudging rejudging = TRY(readRejudging(found));
    struct Pair {
        JudgementId before;
        JudgementId after;
    };
    QList<Pair> pairs;
    {
        auto rows = TRY(database.query("SELECT replaces, judgement.id FROM judgement JOIN submission ON "
                                       "judgement.submission = submission.id WHERE rejudging = ? "
                                       "ORDER BY submission.number",
                                       id));
        while (TRY(rows.next()))
            pairs.append({.before = TRY(rows.id<JudgementId>(0)), .after = TRY(rows.id<JudgementId>(1))});
    }
    for (const Pair &pair : std::as_const(pairs)) {
        const Judgement after = TRY(loadJudgement(database, pair.after));
        rejudging.submissions.append({.submission = TRY(loadSubmissionHead(database, after.submission)),
                                      .before = TRY(loadJudgement(database, pair.before)),
                                      .after = after});
    }
    return rejudging;
}

Result<QList<Rejudging>> loadRejudgings(Database &database)
{
    auto rows = TRY(database.query("SELECT " REJUDGING_COLUMNS " FROM rejudging ORDER BY number DESC"));
    QList<Rejudging> rejudgings;
    while (TRY(rows.next()))
        rejudgings.append(TRY(readRejudging(rows)));
    return rejudgings;
}

Result<QList<Judgement>> makeCurrent(Database &database, const Rejudging &rejudging)
{
    QList<Judgement> judgements;
    for (const RejudgedSubmission &one : rejudging.submissions) {
        if (!one.isUsable())
            continue;
        // The old one first: there is never more than one.
        TRY(database.run("UPDATE judgement SET is_current = 0 WHERE submission = ? AND is_current = 1",
                         one.submission.id));
        TRY(database.run("UPDATE judgement SET is_current = 1 WHERE id = ?", one.after.id));
        judgements.append(TRY(loadJudgement(database, one.after.id)));
    }
    return judgements;
}

Result<void> endRejudging(Database &database, RejudgingId id, RejudgingState state, Timestamp now)
{
    return database.run("UPDATE rejudging SET state = ?, ended = ? WHERE id = ?", textOf(kRejudgingStateNames, state),
                        now, id);
}

} // namespace assay::core
