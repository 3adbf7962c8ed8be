// SPDX-License-Identifier: GPL-3.0-or-later
// Store: everything the engine keeps. Reads on the caller's thread, writes through one writer thread.
#include "core/store/store.h"

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
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        return fail(Errc::Io, options.folder.native(), error.value());
    auto lock = TRY(FolderLock::take(options.folder));
    const std::filesystem::path file = options.folder / "assay.sqlite";
    auto writer = TRY(Writer::start(file, bus, clock));
    auto blobs = TRY(BlobStore::open(options.folder / "blobs"));
    return std::unique_ptr<Store>(new Store(
        std::make_unique<Private>(std::move(lock), std::move(blobs), std::move(writer), file, options.queueRules)));
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
