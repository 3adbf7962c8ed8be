// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingService: submissions judged anew against their problems as they are now; looked at, then applied or discarded.
#pragma once

#include "core/operations/operation_service.h"
#include "core/store/store.h"

namespace assay::core {

class ProblemLibrary;

/// Thread-safe. Blocks until the write is durable, and while packages are read.
class RejudgingService
{
public:
    /// All are borrowed.
    RejudgingService(Store &store, ProblemLibrary &problems, OperationService &operations);

    /// Reads each submission's problem again from where its package lies, so that mended tests count, and queues a new
    /// judgement for each submission: nothing that counts changes. An operation tells how far that is; to cancel it is to
    /// discard the rejudging. Errors: those of Store::addRejudging and of
    /// ProblemLibrary::open; NotFound for a problem that is no longer listed.
    [[nodiscard]] Result<RejudgingId> start(const QList<SubmissionId> &submissions, const QString &reason);
    /// Errors of these three: those of the store's.
    [[nodiscard]] Result<Rejudging> find(RejudgingId id) const;
    [[nodiscard]] Result<void> apply(RejudgingId id);
    [[nodiscard]] Result<void> discard(RejudgingId id);
    /// Goes on telling how far one is. Errors: why it cannot.
    [[nodiscard]] Result<void> resume(const Operation &interrupted);
    /// The newest that is open; nothing when none is.
    [[nodiscard]] Result<std::optional<RejudgingId>> newestOpen() const;

private:
    [[nodiscard]] Result<void> follow(RejudgingId id);
    [[nodiscard]] Result<void> tellHowFar(RejudgingId id, OperationRun &run);

    Store &m_store;
    ProblemLibrary &m_problems;
    OperationService &m_operations;
};

} // namespace assay::core
