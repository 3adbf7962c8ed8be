// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions in the database: sources and inputs inline or as blobs.
#pragma once

#include "core/store/blob_store.h"
#include "core/store/database.h"
#include "core/store/store.h"

namespace assay::core {

/// The contents of a submission's files as their rows hold them, in the order of its lists.
struct StoredFiles {
    struct Input {
        StoredContent input;
        std::optional<StoredContent> expected;
    };
    QList<StoredContent> sources;
    QList<Input> inputs;
};

/// How the database writes a participant: empty for whoever sits at this computer.
[[nodiscard]] QString textOrEmpty(ParticipantId id);

/// Writes what is too large for a row; on the caller's thread, so that the writer never waits for it. Errors: Io.
[[nodiscard]] Result<StoredFiles> keepFiles(const Submission &submission, const BlobStore &blobs);
/// Whether no blob of it was removed since.
[[nodiscard]] Result<bool> areThere(const StoredFiles &files, const BlobStore &blobs);

/// Errors: Store, also for a problem that the store does not know.
[[nodiscard]] Result<void> insertSubmission(Database &database, const Submission &submission, const StoredFiles &files);

/// The submission that came with the same request's key; nothing: none did, or this has none. Errors: InvalidArgument when
/// something else was in that request, Store.
[[nodiscard]] Result<std::optional<SubmissionId>> loadRequested(Database &database, const Admission &admission);
[[nodiscard]] Result<void> storeRequest(Database &database, SubmissionId id, const Admission &admission);

/// Whole. Errors: NotFound, Io, Store.
[[nodiscard]] Result<Submission> loadSubmission(Database &database, const BlobStore &blobs, SubmissionId id);

/// Without the contents of its files. Errors: NotFound, Store.
[[nodiscard]] Result<Submission> loadSubmissionHead(Database &database, SubmissionId id);

/// Newest first, with current judgements; cases come without their outputs.
[[nodiscard]] Result<QList<SubmissionRow>> loadSubmissionRows(Database &database, const SubmissionFilter &filter);

} // namespace assay::core
