// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that is the queue: what comes in, who has it, what becomes of it.
#include "core/store/lease_store.h"
#include "core/store/queue_store.h"
#include "core/store/session_store.h"
#include "core/store/store_private.h"
#include "core/store/submission_store.h"

#include <algorithm>

namespace assay::core {

Result<SubmissionId> Store::addSubmission(const Submission &submission, const Judgement &judgement,
                                          const Admission &admission)
{
    if (judgement.submission != submission.id || judgement.state != JudgementState::Queued)
        return fail(Errc::InvalidArgument, "the first judgement of a submission is queued and its own");
    // Prepared here: it runs on as many threads as there are callers, the writer is one.
    const StoredFiles files = TRY(keepFiles(submission, d->blobs));
    auto created = TRY(draftEvent(EventType::SubmissionCreated, submission, d->blobs));
    auto queued = TRY(draftEvent(EventType::JudgementQueued, judgement, d->blobs));

    const int most = TRY(d->rules()).of(submission.purpose).maxWaiting;
    const SubmissionId stored = TRY(d->write([&](Transaction &transaction) -> Result<SubmissionId> {
        Database &database = transaction.database();
        if (const auto earlier = TRY(loadRequested(database, admission)))
            return *earlier;
        if (!TRY(areThere(files, d->blobs)))
            return fail(Errc::Io, "a file of the submission was purged with an equal one: hand it in again");
        if (admission.inLiveSession)
            TRY(requireLive(database, submission.participant, transaction.time()));
        if (admission.supersedes) {
            for (const Judgement &older : TRY(loadWaitingFor(database, submission)))
                TRY(d->cancel(transaction, older.id));
        }
        if (most > 0 && !TRY(hasRoom(database, submission.purpose, most)))
            return fail(Errc::QueueFull, std::to_string(most) + " are waiting");
        TRY(insertSubmission(database, submission, files));
        TRY(storeRequest(database, submission.id, admission));
        TRY(insertJudgement(database, judgement, submission));
        TRY(transaction.append(std::move(created)));
        TRY(transaction.append(std::move(queued)));
        return submission.id;
    }));
    if (stored == submission.id)
        d->signal.announce(submission.purpose);
    return stored;
}

Result<std::optional<ClaimedTask>> Store::claimNext(Purpose lane, const QString &grader)
{
    const std::uint64_t seen = d->signal.announced(lane);
    // The look keeps idle workers away from the writer.
    std::optional<Claim> claim;
    if (TRY(d->read([&](Database &database) { return hasWork(database, lane); }))) {
        claim = TRY(d->write([&](Transaction &transaction) -> Result<std::optional<Claim>> {
            Database &database = transaction.database();
            auto claimed = TRY(claimFirst(database, lane, grader, transaction.time()));
            if (!claimed)
                return claimed;
            TRY(leaseJudgement(database, claimed->judgement.id, d->engine, TRY(d->leaseEnd(transaction))));
            TRY(transaction.append(TRY(draftEvent(EventType::JudgementStarted, claimed->judgement, d->blobs))));
            return claimed;
        }));
    }
    if (!claim) {
        d->signal.nothingFound(lane, seen);
        return std::nullopt;
    }
    return ClaimedTask{
        .submission = TRY(submission(claim->judgement.submission)),
        .judgement = std::move(claim->judgement),
        .epoch = claim->epoch,
    };
}

void Store::waitForWork(Purpose lane, Milliseconds wait)
{
    d->signal.wait(lane, wait);
}

void Store::wakeAll()
{
    d->signal.wakeAll();
}

Result<std::optional<int>> Store::queuePosition(JudgementId id) const
{
    return d->read([&](Database &database) { return loadQueuePosition(database, id); });
}

Result<QueueStanding> Store::queueStanding(SubmissionId id) const
{
    return d->read([&](Database &database) { return loadQueueStanding(database, id); });
}

Result<QueueDepth> Store::queueDepth() const
{
    return d->read(loadQueueDepth);
}

Result<void> Store::updateJudgement(const Judgement &judgement, std::int64_t epoch)
{
    auto draft = TRY(draftEvent(stateEvent(judgement.state), judgement, d->blobs));
    return d->write([&](Transaction &transaction) -> Result<void> {
        TRY(checkLease(transaction.database(), judgement.id, epoch));
        TRY(storeJudgement(transaction.database(), judgement));
        return transaction.append(std::move(draft));
    });
}

Result<void> Store::recordCase(JudgementId id, const CaseRun &run, std::int64_t epoch)
{
    const StoredCase stored = TRY(keepCase(run, d->blobs));
    const auto judgement = TRY(d->read([&](Database &database) { return loadJudgement(database, id); }));
    CaseDone done{.judgement = id, .submission = judgement.submission, .run = run};
    auto draft = TRY(draftEvent(EventType::CaseDone, std::move(done), d->blobs));
    return d->write([&](Transaction &transaction) -> Result<void> {
        TRY(checkLease(transaction.database(), id, epoch));
        if (!TRY(d->blobs.holds(stored.output)) || !TRY(d->blobs.holds(stored.errorOutput)))
            return fail(Errc::Io, "an output was purged with an equal one");
        TRY(storeCase(transaction.database(), id, stored));
        return transaction.append(std::move(draft));
    });
}

Result<void> Store::finishJudgement(const Judgement &judgement, std::int64_t epoch)
{
    if (!isFinal(judgement.state))
        return fail(Errc::InvalidArgument, "a judgement finishes in a final state");
    auto draft = TRY(draftEvent(stateEvent(judgement.state), judgement, d->blobs));
    QList<StoredCase> cases;
    for (const auto &run : judgement.cases)
        cases.append(TRY(keepCase(run, d->blobs)));
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        TRY(checkLease(database, judgement.id, epoch));
        for (const auto &stored : cases)
            TRY(storeMissingCase(database, judgement.id, stored));
        TRY(storeJudgement(database, judgement));
        return transaction.append(std::move(draft));
    });
}

Result<Judgement> Store::giveBack(const Judgement &judgement, std::int64_t epoch, const QString &cause,
                                  Milliseconds pause)
{
    Judgement waiting = TRY(d->write([&](Transaction &transaction) -> Result<Judgement> {
        Database &database = transaction.database();
        TRY(checkLease(database, judgement.id, epoch));
        const Requeue why{.cause = cause, .notBefore = transaction.time() + pause};
        Judgement again = TRY(putBack(database, judgement, why));
        TRY(transaction.append(TRY(draftEvent(EventType::JudgementUpdated, again, d->blobs))));
        return again;
    }));
    d->signal.announceAll();
    return waiting;
}

Result<bool> Store::cancelJudgement(JudgementId id)
{
    return d->write([&](Transaction &transaction) { return d->cancel(transaction, id); });
}

Result<QueueRules> Store::queueRules() const
{
    return d->rules();
}

Result<void> Store::setQueueRules(const QueueRules &rules)
{
    TRY(d->write([&](Transaction &transaction) -> Result<void> {
        TRY(storeQueueRules(transaction.database(), rules));
        return transaction.append(TRY(draftEvent(EventType::QueueChanged, rules, d->blobs)));
    }));
    d->signal.announceAll();
    return {};
}

Result<QList<QueueEntry>> Store::queueEntries(int limitPerLane) const
{
    return d->read([&](Database &database) -> Result<QList<QueueEntry>> {
        QList<QueueEntry> entries;
        const auto add = [&](const Judgement &judgement, std::optional<int> position) -> Result<void> {
            entries.append({.submission = TRY(loadSubmissionHead(database, judgement.submission)),
                            .judgement = judgement,
                            .position = position,
                            .wait = std::nullopt});
            return {};
        };
        for (const Judgement &judgement : TRY(loadActive(database)))
            TRY(add(judgement, std::nullopt));
        for (const auto &[lane, name] : kPurposeNames.rows()) {
            int position = 0;
            for (const Judgement &judgement : TRY(loadWaiting(database, lane, limitPerLane)))
                TRY(add(judgement, position++));
        }
        return entries;
    });
}

Result<QList<Milliseconds>> Store::judgingDurations(Purpose lane, int limit) const
{
    return d->read([&](Database &database) { return loadDurations(database, lane, limit); });
}

} // namespace assay::core
