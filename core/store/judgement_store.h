// SPDX-License-Identifier: GPL-3.0-or-later
// Judgements and their cases in the database.
#pragma once

#include "core/model/judgement.h"
#include "core/model/submission.h"
#include "core/store/blob_store.h"
#include "core/store/database.h"

#include <algorithm>
#include <string_view>

namespace assay::core {

/// A judgement's columns in the order in which readJudgement takes them.
#define JUDGEMENT_COLUMNS                                                                                              \
    "id, submission, state, verdict, score, attempt, grader, compile_ok, compile_cached, compile_ms, "                 \
    "compile_output, reason, sandbox_tier, toolchain, queued, started, ended, max_score, "                             \
    "limits, compile_killed_by, is_current, rejudging, problem, priority, last_failure, lost_graders"

/// As the partial index judgement_active has it, so that databases can use that.
#define JUDGEMENT_IS_ACTIVE "state IN ('leased', 'compiling', 'running', 'finalizing')"

inline constexpr int kJudgementColumnCount =
    1 + static_cast<int>(std::ranges::count(std::string_view(JUDGEMENT_COLUMNS), ','));

/// From columns 0 on, without cases and groups. Errors: InvalidData.
[[nodiscard]] Result<Judgement> readJudgement(const Rows &row);

/// From a content column and the blob column behind it. Errors: those of BlobStore::get.
[[nodiscard]] Result<QByteArray> readContent(const Rows &row, int column, const BlobStore &blobs);

/// A new judgement, behind what its participant has waiting already, beside what others have. Errors: Store, also for a
/// second current one of a submission.
[[nodiscard]] Result<void> insertJudgement(Database &database, const Judgement &judgement,
                                           const Submission &submission);
/// Everything but the cases; groups when there are some. A state outside the leased ones ends the lease. Errors: Store.
[[nodiscard]] Result<void> storeJudgement(Database &database, const Judgement &judgement);

/// Without cases and groups. Errors: NotFound, Store.
[[nodiscard]] Result<Judgement> loadJudgement(Database &database, JudgementId id);
[[nodiscard]] Result<Judgement> loadCurrentJudgement(Database &database, SubmissionId submission);
/// All of a submission, oldest first, without cases and groups.
[[nodiscard]] Result<QList<Judgement>> loadJudgements(Database &database, SubmissionId submission);

/// A case with its outputs as rows hold them.
struct StoredCase {
    CaseRun run; ///< Its outputs do not count.
    StoredContent output;
    StoredContent errorOutput;
};

/// Writes what is too large for a row; on the caller's thread. Errors: Io.
[[nodiscard]] Result<StoredCase> keepCase(const CaseRun &run, const BlobStore &blobs);
/// Replaces a case with the same ordinal. Errors: Store.
[[nodiscard]] Result<void> storeCase(Database &database, JudgementId judgement, const StoredCase &stored);
/// Leaves a case that is stored already as it is. Errors: Store.
[[nodiscard]] Result<void> storeMissingCase(Database &database, JudgementId judgement, const StoredCase &stored);
[[nodiscard]] Result<void> forgetCases(Database &database, JudgementId judgement);
[[nodiscard]] Result<QList<GroupResult>> loadGroups(Database &database, JudgementId judgement);
/// In their order, without outputs.
[[nodiscard]] Result<QList<CaseRun>> loadCases(Database &database, JudgementId judgement);
/// In their order, whole.
[[nodiscard]] Result<QList<CaseRun>> loadCases(Database &database, JudgementId judgement, const BlobStore &blobs);

} // namespace assay::core
