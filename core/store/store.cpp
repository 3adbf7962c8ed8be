// SPDX-License-Identifier: GPL-3.0-or-later
// Store: everything the engine keeps. Reads on the caller's thread, writes through one writer thread.
#include "core/store/store.h"

#include "core/store/database_blobs.h"
#include "core/store/engine_identity.h"
#include "core/store/file_blobs.h"
#include "core/store/problem_store.h"
#include "core/store/store_private.h"
#include "core/store/submission_store.h"

namespace assay::core {

namespace {

constexpr int kForgottenAtOnce = 2000; ///< Events: some milliseconds, for nobody is to wait for it.

} // namespace

Store::Store(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreOptions &options, EventBus &bus, const Clock &clock)
{
    return std::unique_ptr<Store>(new Store(TRY(Private::open(options, bus, clock))));
}

Result<std::unique_ptr<Store::Private>> Store::Private::open(const StoreOptions &options, EventBus &bus,
                                                             const Clock &clock)
{
    const bool shared = !options.database.isEmpty();
    const auto address = shared ? TRY(DatabaseAddress::ofUrl(options.database))
                                : DatabaseAddress::ofFile(options.folder / "assay.sqlite");
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        return fail(Errc::Io, options.folder.native(), error.value());
    auto lock = TRY(FolderLock::take(options.folder));
    const EngineId engine = TRY(engineIdentity(options.folder));
    std::unique_ptr<BlobStore> files = shared ? nullptr : TRY(FileBlobs::open(options.folder / "blobs"));

    std::unique_ptr<Private> d(new Private(std::move(lock), engine, address, options, std::move(files)));
    EventPublisher publisher(bus, d->blobs, [&signal = d->signal](const Event &) { signal.announceAll(); });
    d->writer = TRY(Writer::start(address, engine, std::move(publisher), clock));
    if (shared)
        d->listener = std::make_unique<ChangeListener>(address, engine, [&writer = *d->writer] { writer.catchUp(); });
    d->rulesChanges = bus.subscribe([data = d.get()](const Event &event) {
        if (const auto *rules = std::get_if<QueueRules>(&event.data))
            data->setRules(*rules);
    });
    return d;
}

Store::Private::Private(FolderLock folderLock, EngineId id, const DatabaseAddress &address, const StoreOptions &options,
                        std::unique_ptr<BlobStore> files)
    : lock(std::move(folderLock))
    , engine(id)
    , leaseTime(options.leaseTime)
    , readers(address)
    , ownedBlobs(files ? std::move(files) : std::make_unique<DatabaseBlobs>(readers))
    , blobs(*ownedBlobs)
    , queueRules(options.queueRules)
{
}

/// The writer goes last of all connections to SQLite: the last one brings the write-ahead log home.
Store::Private::~Private()
{
    listener.reset();
    readers.closeOfThisThread();
    writer.reset();
}

bool Store::isShared() const
{
    return d->listener != nullptr;
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

Result<void> Store::setVerification(ProblemId id, const ProblemVerification &verification)
{
    return d->write(
        [&](Transaction &transaction) { return keepVerification(transaction.database(), id, verification); });
}

Result<QList<ProblemRecord>> Store::problems() const
{
    return d->read(loadProblems);
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

Result<QList<Event>> Store::eventsAfter(std::int64_t seq, int limit) const
{
    return d->read([&](Database &database) -> Result<QList<Event>> {
        if (const std::int64_t horizon = TRY(loadEventHorizon(database)); seq < horizon)
            return fail(Errc::NotFound, "events up to " + std::to_string(horizon) + " are no longer kept");
        return loadEventsAfter(database, d->blobs, seq, limit);
    });
}

Result<int> Store::forgetEvents(Timestamp before)
{
    int all = 0;
    for (int some = kForgottenAtOnce; some == kForgottenAtOnce; all += some)
        some = TRY(d->write(
            [&](Transaction &transaction) { return deleteEvents(transaction.database(), before, kForgottenAtOnce); }));
    if (all > 0)
        TRY(removeDoomedBlobs());
    return all;
}

Result<std::int64_t> Store::lastSeq() const
{
    return d->read(loadLastSeq);
}

} // namespace assay::core
