// SPDX-License-Identifier: GPL-3.0-or-later
// Submissions in the database: sources and inputs inline or as blobs.
#include "core/store/submission_store.h"

#include "core/store/judgement_store.h"

namespace assay::core {

namespace {

#define SUBMISSION_COLUMNS                                                                                             \
    "id, problem, language, entry_point, purpose, policy, cpu_limit_ms, memory_limit_bytes, label, created, "          \
    "participant"

Result<ParticipantId> readParticipant(const Rows &row, int column)
{
    if (row.text(column).isEmpty())
        return ParticipantId{};
    return row.id<ParticipantId>(column);
}

Result<Submission> readSubmission(const Rows &row)
{
    return Submission{
        .id = TRY(row.id<SubmissionId>(0)),
        .participant = TRY(readParticipant(row, 10)),
        .problem = row.isNull(1) ? ProblemId{} : TRY(row.id<ProblemId>(1)),
        .language = row.text(2),
        .sources = {},
        .entryPoint = row.text(3),
        .purpose = TRY(row.enumValue(4, kPurposeNames)),
        .policy = TRY(row.enumValue(5, kCasePolicyNames)),
        .inputs = {},
        .cpuLimit = row.optional(6, [&](int column) { return Milliseconds{row.integer(column)}; }),
        .memoryLimit = row.optional(7, [&](int column) { return Bytes{row.integer(column)}; }),
        .label = row.text(8),
        .created = row.time(9),
    };
}

Result<QList<SourceFile>> loadSources(Database &database, const BlobStore &blobs, SubmissionId id)
{
    auto rows = TRY(database.query(
        "SELECT name, content, content_blob FROM source_file WHERE submission = ? ORDER BY ordinal", id));
    QList<SourceFile> sources;
    while (TRY(rows.next()))
        sources.append({.name = rows.text(0), .content = TRY(readContent(rows, 1, blobs))});
    return sources;
}

Result<QList<RunInput>> loadInputs(Database &database, const BlobStore &blobs, SubmissionId id)
{
    auto rows = TRY(database.query("SELECT name, input, input_blob, expected, expected_blob FROM run_input "
                                   "WHERE submission = ? ORDER BY ordinal",
                                   id));
    QList<RunInput> inputs;
    while (TRY(rows.next())) {
        RunInput input{.name = rows.text(0), .input = TRY(readContent(rows, 1, blobs)), .expected = std::nullopt};
        if (!rows.isNull(3) || !rows.isNull(4))
            input.expected = TRY(readContent(rows, 3, blobs));
        inputs.append(std::move(input));
    }
    return inputs;
}

/// An id for the database: NULL for none, which a foreign key lets pass.
std::optional<ProblemId> orNothing(ProblemId id)
{
    return id.isNull() ? std::nullopt : std::optional(id);
}

Result<QList<Submission>> loadHeads(Database &database, const SubmissionFilter &filter)
{
    const std::optional<QString> purpose =
        filter.purpose.transform([](Purpose value) { return textOf(kPurposeNames, value); });
    const auto text = [](const auto &id) { return id.transform([](auto value) { return textOf(value); }); };
    auto rows =
        filter.participant ? TRY(database.query("SELECT " SUBMISSION_COLUMNS " FROM submission WHERE participant = ? "
                                                "AND problem = coalesce(?, problem) AND purpose = coalesce(?, "
                                                "purpose) ORDER BY number DESC LIMIT ?",
                                                *filter.participant, text(filter.problem), purpose, filter.limit))
        : filter.problem   ? TRY(database.query("SELECT " SUBMISSION_COLUMNS " FROM submission WHERE problem = ? "
                                                  "AND purpose = coalesce(?, purpose) ORDER BY number DESC LIMIT ?",
                                                *filter.problem, purpose, filter.limit))
                           : TRY(database.query("SELECT " SUBMISSION_COLUMNS " FROM submission "
                                                  "WHERE purpose = coalesce(?, purpose) ORDER BY number DESC LIMIT ?",
                                                purpose, filter.limit));
    QList<Submission> submissions;
    while (TRY(rows.next()))
        submissions.append(TRY(readSubmission(rows)));
    return submissions;
}

} // namespace

QString textOrEmpty(ParticipantId id)
{
    return id.isNull() ? QString() : textOf(id);
}

Result<StoredFiles> keepFiles(const Submission &submission, const BlobStore &blobs)
{
    StoredFiles files;
    for (const auto &source : submission.sources)
        files.sources.append(TRY(blobs.keep(source.content)));
    for (const auto &input : submission.inputs) {
        StoredFiles::Input kept{.input = TRY(blobs.keep(input.input)), .expected = std::nullopt};
        if (input.expected)
            kept.expected = TRY(blobs.keep(*input.expected));
        files.inputs.append(std::move(kept));
    }
    return files;
}

Result<bool> areThere(const StoredFiles &files, const BlobStore &blobs)
{
    for (const auto &source : files.sources) {
        if (!TRY(blobs.holds(source)))
            return false;
    }
    for (const auto &[input, expected] : files.inputs) {
        if (!TRY(blobs.holds(input)) || (expected && !TRY(blobs.holds(*expected))))
            return false;
    }
    return true;
}

Result<void> insertSubmission(Database &database, const Submission &submission, const StoredFiles &files)
{
    TRY(database.run("INSERT INTO submission (" SUBMISSION_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     submission.id, orNothing(submission.problem), submission.language, submission.entryPoint,
                     textOf(kPurposeNames, submission.purpose), textOf(kCasePolicyNames, submission.policy),
                     submission.cpuLimit, submission.memoryLimit, submission.label, submission.created,
                     textOrEmpty(submission.participant)));
    for (int i = 0; i < files.sources.size(); ++i)
        TRY(database.run(
            "INSERT INTO source_file (submission, ordinal, name, content, content_blob) VALUES (?, ?, ?, ?, ?)",
            submission.id, i, submission.sources.at(i).name, files.sources.at(i).inlined, files.sources.at(i).blob));
    for (int i = 0; i < files.inputs.size(); ++i) {
        const auto &[input, expected] = files.inputs.at(i);
        TRY(database.run(
            "INSERT INTO run_input (submission, ordinal, name, input, input_blob, expected, expected_blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            submission.id, i, submission.inputs.at(i).name, input.inlined, input.blob,
            expected ? expected->inlined : std::nullopt, expected ? expected->blob : std::nullopt));
    }
    return {};
}

Result<std::optional<SubmissionId>> loadRequested(Database &database, const Admission &admission)
{
    if (admission.requestKey.isEmpty())
        return std::nullopt;
    auto rows =
        TRY(database.query("SELECT id, request_hash FROM submission WHERE request_key = ?", admission.requestKey));
    if (!TRY(rows.next()))
        return std::nullopt;
    if (rows.text(1) != admission.requestHash)
        return fail(Errc::InvalidArgument, "something else came with that key before");
    return TRY(rows.id<SubmissionId>(0));
}

Result<void> storeRequest(Database &database, SubmissionId id, const Admission &admission)
{
    if (admission.requestKey.isEmpty())
        return {};
    return database.run("UPDATE submission SET request_key = ?, request_hash = ? WHERE id = ?", admission.requestKey,
                        admission.requestHash, id);
}

Result<Submission> loadSubmissionHead(Database &database, SubmissionId id)
{
    auto rows = TRY(database.query("SELECT " SUBMISSION_COLUMNS " FROM submission WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return readSubmission(rows);
}

Result<Submission> loadSubmission(Database &database, const BlobStore &blobs, SubmissionId id)
{
    Submission submission = TRY(loadSubmissionHead(database, id));
    submission.sources = TRY(loadSources(database, blobs, id));
    submission.inputs = TRY(loadInputs(database, blobs, id));
    return submission;
}

Result<QList<SubmissionRow>> loadSubmissionRows(Database &database, const SubmissionFilter &filter)
{
    QList<SubmissionRow> rows;
    for (auto &submission : TRY(loadHeads(database, filter))) {
        Judgement judgement = TRY(loadCurrentJudgement(database, submission.id));
        judgement.cases = TRY(loadCases(database, judgement.id));
        judgement.groups = TRY(loadGroups(database, judgement.id));
        rows.append({.submission = std::move(submission), .judgement = std::move(judgement)});
    }
    return rows;
}

} // namespace assay::core
