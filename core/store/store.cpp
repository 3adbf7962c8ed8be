// SPDX-License-Identifier: GPL-3.0-or-later
// Store: everything the engine keeps. Reads on the caller's thread, writes through one writer thread.
#include "core/store/store.h"

#include "core/store/blob_store.h"
#include "core/store/folder_lock.h"
#include "core/store/judgement_store.h"
#include "core/store/problem_store.h"
#include "core/store/queue_store.h"
#include "core/store/read_connections.h"
#include "core/store/rejudging_store.h"
#include "core/store/submission_store.h"
#include "core/store/work_signal.h"
#include "core/store/writer.h"

#include <cassert>

namespace assay::core {

class Store::Private
{
public:
    Private(FolderLock folderLock, std::unique_ptr<BlobStore> blobStore, std::unique_ptr<Writer> databaseWriter,
            const std::filesystem::path &file, std::size_t maxWaitingPerLane)
        : lock(std::move(folderLock))
        , ownedBlobs(std::move(blobStore))
        , blobs(*ownedBlobs)
        , maxWaiting(maxWaitingPerLane)
        , writer(std::move(databaseWriter))
        , readers(file)
    {
    }

    /// Runs `work(transaction)` on the writer thread; gives what it gives, once that is durable.
    template <typename WorkFunction>
    [[nodiscard]] auto write(WorkFunction work) -> std::invoke_result_t<WorkFunction, Transaction &>
    {
        std::invoke_result_t<WorkFunction, Transaction &> outcome;
        TRY(writer->write([&](Transaction &transaction) -> Result<void> {
            outcome = work(transaction);
            return outcome ? Result<void>{} : std::unexpected(outcome.error());
        }));
        return outcome;
    }

    /// Runs `read(database)` on one state of the database.
    template <typename ReadFunction>
    [[nodiscard]] auto read(ReadFunction read) const -> std::invoke_result_t<ReadFunction, Database &>
    {
        Database &database = *TRY(readers.ofThisThread());
        const ReadSnapshot snapshot = TRY(ReadSnapshot::begin(database));
        return read(database);
    }

    [[nodiscard]] Result<Judgement> withCases(Database &database, Result<Judgement> found) const
    {
        Judgement judgement = TRY(std::move(found));
        judgement.cases = TRY(loadCases(database, judgement.id, blobs));
        judgement.groups = TRY(loadGroups(database, judgement.id));
        return judgement;
    }

    /// Errors: InvalidArgument when it has been decided about; NotFound, Store.
    [[nodiscard]] static Result<Rejudging> openRejudging(Database &database, RejudgingId id)
    {
        Rejudging rejudging = TRY(loadRejudging(database, id));
        if (rejudging.state != RejudgingState::Open)
            return fail(Errc::InvalidArgument,
                        id.toText() + " was " + std::string{kRejudgingStateNames.text(rejudging.state)} + " already");
        return rejudging;
    }

    /// False when it was final already.
    [[nodiscard]] Result<bool> cancel(Transaction &transaction, JudgementId id) const
    {
        Judgement judgement = TRY(withCases(transaction.database(), loadJudgement(transaction.database(), id)));
        if (isFinal(judgement.state))
            return false;
        judgement.state = JudgementState::Cancelled;
        judgement.ended = transaction.time();
        TRY(storeJudgement(transaction.database(), judgement));
        TRY(transaction.append(TRY(draftEvent(EventType::JudgementCancelled, std::move(judgement), blobs))));
        return true;
    }

    FolderLock lock; ///< First: the folder is let go of last.
    std::unique_ptr<BlobStore> ownedBlobs;
    const BlobStore &blobs;
    WorkSignal signal;
    std::size_t maxWaiting;
    std::unique_ptr<Writer> writer;
    ReadConnections readers; ///< Behind the writer: whose connection closes last brings the write-ahead log home.
};

namespace {

EventType eventFor(JudgementState state)
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

} // namespace

Store::Store(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreOptions &options, EventBus &bus, const Clock &clock)
{
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        return fail(Errc::Io, options.folder.native(), error.value());
    auto lock = TRY(FolderLock::take(options.folder));
    const std::filesystem::path file = options.folder / "assay.sqlite";
    auto writer = TRY(Writer::start(file, bus, clock));
    auto blobs = TRY(BlobStore::open(options.folder / "blobs"));
    return std::unique_ptr<Store>(new Store(std::make_unique<Private>(
        std::move(lock), std::move(blobs), std::move(writer), file, options.maxWaitingPerLane)));
}

Result<ProblemId> Store::addProblem(const Problem &problem)
{
    return d->write([&](Transaction &transaction) -> Result<ProblemId> {
        const auto kept = TRY(keepProblem(transaction.database(), problem, transaction.time()));
        if (kept.isNew) {
            ProblemAdded added{.id = kept.id,
                               .shortName = problem.shortName,
                               .title = problem.title(),
                               .contentHash = problem.contentHash};
            TRY(transaction.append(TRY(draftEvent(EventType::ProblemAdded, std::move(added), d->blobs))));
        }
        return kept.id;
    });
}

Result<void> Store::removeProblem(ProblemId id)
{
    return d->write([&](Transaction &transaction) { return unlistProblem(transaction.database(), id); });
}

Result<void> Store::setInferredTimeLimit(ProblemId id, Milliseconds limit)
{
    return d->write([&](Transaction &transaction) { return keepTimeLimit(transaction.database(), id, limit); });
}

Result<QList<ProblemRecord>> Store::problems() const
{
    return d->read(loadProblems);
}

Result<void> Store::addSubmission(const Submission &submission, const Judgement &judgement)
{
    if (judgement.submission != submission.id || judgement.state != JudgementState::Queued)
        return fail(Errc::InvalidArgument, "the first judgement of a submission is queued and its own");
    // Prepared here: it runs on as many threads as there are callers, the writer is one.
    const StoredFiles files = TRY(keepFiles(submission, d->blobs));
    auto created = TRY(draftEvent(EventType::SubmissionCreated, submission, d->blobs));
    auto queued = TRY(draftEvent(EventType::JudgementQueued, judgement, d->blobs));

    TRY(d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        if (d->maxWaiting > 0 && !TRY(hasRoom(database, submission.purpose, d->maxWaiting)))
            return fail(Errc::QueueFull, std::to_string(d->maxWaiting) + " are waiting");
        TRY(insertSubmission(database, submission, files));
        TRY(insertJudgement(database, judgement, submission.purpose));
        TRY(transaction.append(std::move(created)));
        return transaction.append(std::move(queued));
    }));
    d->signal.announce(submission.purpose);
    return {};
}

Result<Submission> Store::submission(SubmissionId id) const
{
    return d->read([&](Database &database) { return loadSubmission(database, d->blobs, id); });
}

Result<QList<SubmissionRow>> Store::submissions(const SubmissionFilter &filter) const
{
    return d->read([&](Database &database) { return loadSubmissionRows(database, filter); });
}

Result<Judgement> Store::judgement(JudgementId id) const
{
    return d->read([&](Database &database) { return d->withCases(database, loadJudgement(database, id)); });
}

Result<Judgement> Store::currentJudgement(SubmissionId id) const
{
    return d->read([&](Database &database) { return d->withCases(database, loadCurrentJudgement(database, id)); });
}

Result<QList<Judgement>> Store::judgements(SubmissionId id) const
{
    return d->read([&](Database &database) { return loadJudgements(database, id); });
}

Result<void> Store::addRejudging(const RejudgingDraft &draft)
{
    if (draft.entries.isEmpty())
        return fail(Errc::InvalidArgument, "there is nothing to judge again");
    TRY(d->write([&](Transaction &transaction) -> Result<void> {
        for (const auto &judgement : TRY(insertRejudging(transaction.database(), draft, transaction.time())))
            TRY(transaction.append(TRY(draftEvent(EventType::JudgementQueued, judgement, d->blobs))));
        return {};
    }));
    d->signal.announce(Purpose::Submit);
    return {};
}

Result<Rejudging> Store::rejudging(RejudgingId id) const
{
    return d->read([&](Database &database) { return loadRejudging(database, id); });
}

Result<QList<Rejudging>> Store::rejudgings() const
{
    return d->read(loadRejudgings);
}

Result<void> Store::applyRejudging(RejudgingId id)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const Rejudging rejudging = TRY(d->openRejudging(database, id));
        if (!rejudging.isFinished())
            return fail(Errc::InvalidArgument, id.toText() + " is still being judged");
        for (auto &judgement : TRY(makeCurrent(database, rejudging))) {
            judgement = TRY(d->withCases(database, std::move(judgement)));
            TRY(transaction.append(TRY(draftEvent(EventType::JudgementDone, std::move(judgement), d->blobs))));
        }
        return endRejudging(database, id, RejudgingState::Applied, transaction.time());
    });
}

Result<void> Store::discardRejudging(RejudgingId id)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        const Rejudging rejudging = TRY(d->openRejudging(transaction.database(), id));
        for (const auto &one : rejudging.submissions)
            TRY(d->cancel(transaction, one.after.id));
        return endRejudging(transaction.database(), id, RejudgingState::Discarded, transaction.time());
    });
}

Result<std::optional<ClaimedTask>> Store::claimNext(Purpose lane, const QString &grader)
{
    const std::uint64_t seen = d->signal.announced(lane);
    // The look keeps idle workers away from the writer.
    std::optional<Claim> claim;
    if (TRY(d->read([&](Database &database) { return hasWork(database, lane); }))) {
        claim = TRY(d->write([&](Transaction &transaction) -> Result<std::optional<Claim>> {
            auto claimed = TRY(claimOldest(transaction.database(), lane, grader, transaction.time()));
            if (claimed)
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

Result<QueueDepth> Store::queueDepth() const
{
    return d->read(loadQueueDepth);
}

Result<void> Store::updateJudgement(const Judgement &judgement, std::int64_t epoch)
{
    auto draft = TRY(draftEvent(eventFor(judgement.state), judgement, d->blobs));
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
        TRY(storeCase(transaction.database(), id, stored));
        return transaction.append(std::move(draft));
    });
}

Result<void> Store::finishJudgement(const Judgement &judgement, std::int64_t epoch)
{
    if (!isFinal(judgement.state))
        return fail(Errc::InvalidArgument, "a judgement finishes in a final state");
    auto draft = TRY(draftEvent(eventFor(judgement.state), judgement, d->blobs));
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

Result<bool> Store::cancelJudgement(JudgementId id)
{
    return d->write([&](Transaction &transaction) { return d->cancel(transaction, id); });
}

Result<int> Store::requeueInterrupted()
{
    const int count = TRY(d->write([&](Transaction &transaction) -> Result<int> {
        const auto judgements = TRY(requeueActive(transaction.database()));
        for (const auto &judgement : judgements)
            TRY(transaction.append(TRY(draftEvent(EventType::JudgementUpdated, judgement, d->blobs))));
        return static_cast<int>(judgements.size());
    }));
    for (const auto &[lane, name] : kPurposeNames.rows())
        d->signal.announce(lane);
    return count;
}

Result<QList<Event>> Store::eventsAfter(std::int64_t seq, int limit) const
{
    return d->read([&](Database &database) { return loadEventsAfter(database, d->blobs, seq, limit); });
}

Result<std::int64_t> Store::lastSeq() const
{
    return d->read(loadLastSeq);
}

} // namespace assay::core
