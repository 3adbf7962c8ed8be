// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of Store share.
#pragma once

#include "core/store/blob_store.h"
#include "core/store/change_listener.h"
#include "core/store/folder_lock.h"
#include "core/store/judgement_store.h"
#include "core/store/lease_store.h"
#include "core/store/queue_store.h"
#include "core/store/read_connections.h"
#include "core/store/rejudging_store.h"
#include "core/store/store.h"
#include "core/store/work_signal.h"
#include "core/store/writer.h"

#include <mutex>
#include <optional>
#include <type_traits>

namespace assay::core {

class Store::Private
{
public:
    /// Errors: those of Store::open.
    [[nodiscard]] static Result<std::unique_ptr<Private>> open(const StoreOptions &options, EventBus &bus,
                                                               const Clock &clock);

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

    /// Runs `read(database)` on one state of the database; once more where the connection turns out to be lost.
    template <typename ReadFunction>
    [[nodiscard]] auto read(ReadFunction read) const -> std::invoke_result_t<ReadFunction, Database &>
    {
        auto outcome = readOnce(read);
        if (!outcome && outcome.error().code == Errc::Store && readers.isLost())
            return readOnce(read);
        return outcome;
    }

    template <typename ReadFunction>
    [[nodiscard]] auto readOnce(ReadFunction &read) const -> std::invoke_result_t<ReadFunction, Database &>
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

    /// Known after the first question, until somebody sets others.
    [[nodiscard]] Result<QueueRules> rules() const
    {
        const std::scoped_lock guard(rulesMutex);
        if (!knownRules)
            knownRules = TRY(read([this](Database &database) { return loadQueueRules(database, queueRules); }));
        return *knownRules;
    }
    void setRules(const QueueRules &rules)
    {
        const std::scoped_lock guard(rulesMutex);
        knownRules = rules;
    }

    /// When a lease ends that begins, or is renewed, now. Errors: Store.
    [[nodiscard]] Result<Timestamp> leaseEnd(Transaction &transaction) const
    {
        return TRY(leaseClock(transaction.database(), transaction.time())) + leaseTime;
    }
    ~Private();
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    FolderLock lock; ///< First: the folder is let go of last.
    EngineId engine;
    Milliseconds leaseTime{0};
    ReadConnections readers;
    std::unique_ptr<BlobStore> ownedBlobs;
    const BlobStore &blobs;
    WorkSignal signal;
    QueueRules queueRules; ///< Where the database has none.
    mutable std::mutex rulesMutex;
    mutable std::optional<QueueRules> knownRules;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<ChangeListener> listener; ///< Null where nobody shares the database.
    Subscription rulesChanges;

private:
    Private(FolderLock folderLock, EngineId id, const DatabaseAddress &address, const StoreOptions &options,
            std::unique_ptr<BlobStore> files);
};

} // namespace assay::core
