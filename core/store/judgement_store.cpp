// SPDX-License-Identifier: GPL-3.0-or-later
// Judgements and their cases in the database.
#include "core/store/judgement_store.h"

#include "core/json/limits_json.h"
#include "core/store/submission_store.h"

namespace assay::core {

namespace {

#define CASE_COLUMNS                                                                                                   \
    "ordinal, name, secret, state, verdict, cpu_us, wall_us, memory_bytes, reason, exit_code, signal, output_cut, "    \
    "score, killed_by, out_of_memory, cpu_source, memory_source, first_cpu_us"
#define CASE_OUTPUT_COLUMNS "output, output_blob, error_output, error_output_blob"
#define CASE_VALUES                                                                                                    \
    " (judgement, " CASE_COLUMNS ", " CASE_OUTPUT_COLUMNS ") "                                                         \
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

constexpr int kOutputColumn = 18;
constexpr int kErrorOutputColumn = 20;

std::optional<QString> verdictText(const std::optional<Verdict> &verdict)
{
    return verdict.transform([](Verdict value) { return textOf(kVerdictIds, value); });
}

Result<std::optional<Verdict>> readVerdict(const Rows &row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return TRY(row.enumValue(column, kVerdictIds));
}

Result<Priority> readPriority(const Rows &row, int column)
{
    const int number = row.smallInteger(column);
    if (number < static_cast<int>(Priority::Low) || number > static_cast<int>(Priority::High))
        return fail(Errc::InvalidData, "unknown priority in the database: " + std::to_string(number));
    return static_cast<Priority>(number);
}

Result<CaseRun> readCase(const Rows &row)
{
    return CaseRun{
        .ordinal = row.smallInteger(0),
        .name = row.text(1),
        .secret = row.boolean(2),
        .state = TRY(row.enumValue(3, kCaseStateNames)),
        .verdict = TRY(readVerdict(row, 4)),
        .cpu = Microseconds{row.integer(5)},
        .wall = Microseconds{row.integer(6)},
        .memory = Bytes{row.integer(7)},
        .firstCpu = row.optional(17, [&](int column) { return Microseconds{row.integer(column)}; }),
        .reason = row.text(8),
        .score = row.optional(12, [&](int column) { return row.number(column); }),
        .exitCode = row.smallInteger(9),
        .signal = row.smallInteger(10),
        .output = {},
        .errorOutput = {},
        .outputCut = row.boolean(11),
        .killedBy = row.text(13),
        .outOfMemory = row.boolean(14),
        .cpuSource = row.text(15),
        .memorySource = row.text(16),
    };
}

Result<void> writeCase(Database &database, Sql sql, JudgementId judgement, const StoredCase &stored)
{
    const CaseRun &run = stored.run;
    return database.run(sql, judgement, run.ordinal, run.name, run.secret, textOf(kCaseStateNames, run.state),
                        verdictText(run.verdict), run.cpu, run.wall, run.memory, run.reason, run.exitCode, run.signal,
                        run.outputCut, run.score, run.killedBy, run.outOfMemory, run.cpuSource, run.memorySource,
                        run.firstCpu, stored.output.inlined, stored.output.blob, stored.errorOutput.inlined,
                        stored.errorOutput.blob);
}

} // namespace

Result<Judgement> readJudgement(const Rows &row)
{
    return Judgement{
        .id = TRY(row.id<JudgementId>(0)),
        .submission = TRY(row.id<SubmissionId>(1)),
        .state = TRY(row.enumValue(2, kJudgementStateNames)),
        .verdict = TRY(readVerdict(row, 3)),
        .score = row.number(4),
        .maxScore = row.optional(17, [&](int column) { return row.number(column); }),
        .attempt = row.smallInteger(5),
        .priority = TRY(readPriority(row, 23)),
        .lastFailure = row.text(24),
        .lostGraders = row.smallInteger(25),
        .grader = row.text(6),
        .compile = row.optional(7,
                                [&](int column) {
                                    return CompileResult{
                                        .ok = row.boolean(column),
                                        .cached = row.boolean(8),
                                        .duration = Milliseconds{row.integer(9)},
                                        .output = row.text(10),
                                        .killedBy = row.text(19),
                                    };
                                }),
        .cases = {},
        .groups = {},
        .reason = row.text(11),
        .sandboxTier = row.text(12),
        .toolchain = row.text(13),
        .limits = TRY(limitsFromText(row.text(18))),
        .queued = row.time(14),
        .started = row.optional(15, [&](int column) { return row.time(column); }),
        .ended = row.optional(16, [&](int column) { return row.time(column); }),
        .current = row.boolean(20),
        .rejudging = row.isNull(21) ? std::nullopt : std::optional(TRY(row.id<RejudgingId>(21))),
        .problem = row.isNull(22) ? std::nullopt : std::optional(TRY(row.id<ProblemId>(22))),
    };
}

Result<QByteArray> readContent(const Rows &row, int column, const BlobStore &blobs)
{
    if (row.isNull(column + 1))
        return row.bytes(column);
    return blobs.get(row.text(column + 1));
}

namespace {

/// Fair queueing: those who wait take turns, from the turn that is now on. Who has something waiting gets the turn after
/// its last one, who has nothing joins the present one.
Result<std::int64_t> nextTurn(Database &database, const QString &lane, const QString &participant, Priority priority)
{
    auto rows = TRY(database.query(
        "SELECT coalesce((SELECT min(turn) FROM judgement WHERE state = 'queued' AND lane = ? AND priority = ?), 0), "
        "coalesce((SELECT max(turn) + 1 FROM judgement WHERE state = 'queued' AND lane = ? AND participant = ? AND "
        "priority = ?), 0)",
        lane, static_cast<int>(priority), lane, participant, static_cast<int>(priority)));
    TRY(rows.next());
    return std::max(rows.integer(0), rows.integer(1));
}

} // namespace

Result<void> insertJudgement(Database &database, const Judgement &judgement, const Submission &submission)
{
    const QString lane = textOf(kPurposeNames, submission.purpose);
    const QString participant = textOrEmpty(submission.participant);
    const std::int64_t turn = TRY(nextTurn(database, lane, participant, judgement.priority));
    return database.run(
        "INSERT INTO judgement (id, submission, lane, state, score, attempt, grader, reason, "
        "sandbox_tier, toolchain, queued, is_current, rejudging, problem, participant, priority, "
        "turn, last_failure, lost_graders) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        judgement.id, judgement.submission, lane, textOf(kJudgementStateNames, judgement.state), judgement.score,
        judgement.attempt, judgement.grader, judgement.reason, judgement.sandboxTier, judgement.toolchain,
        judgement.queued, judgement.current, judgement.rejudging, judgement.problem, participant,
        static_cast<int>(judgement.priority), turn, judgement.lastFailure, judgement.lostGraders);
}

namespace {

Result<void> storeGroups(Database &database, const Judgement &judgement)
{
    TRY(database.run("DELETE FROM group_result WHERE judgement = ?", judgement.id));
    for (int i = 0; i < judgement.groups.size(); ++i) {
        const GroupResult &group = judgement.groups.at(i);
        TRY(database.run("INSERT INTO group_result (judgement, ordinal, name, verdict, score, max_score) "
                         "VALUES (?, ?, ?, ?, ?, ?)",
                         judgement.id, i, group.name, verdictText(group.verdict), group.score, group.maxScore));
    }
    return {};
}

} // namespace

Result<void> storeJudgement(Database &database, const Judgement &judgement)
{
    if (!judgement.groups.isEmpty())
        TRY(storeGroups(database, judgement));
    const auto &compile = judgement.compile;
    const auto ofCompile = [&compile](auto member) {
        return compile.transform([member](const CompileResult &result) { return result.*member; });
    };
    const bool leased = !isFinal(judgement.state) && judgement.state != JudgementState::Queued;
    return database.run(
        "UPDATE judgement SET state = ?, verdict = ?, score = ?, attempt = ?, grader = ?, compile_ok = ?, "
        "compile_cached = ?, compile_ms = ?, compile_output = ?, reason = ?, sandbox_tier = ?, toolchain = ?, "
        "queued = ?, started = ?, ended = ?, max_score = ?, limits = ?, compile_killed_by = ?, last_failure = ?, "
        "lost_graders = ?, lease_expires = CASE WHEN ? = 1 THEN "
        "lease_expires END WHERE id = ?",
        textOf(kJudgementStateNames, judgement.state), verdictText(judgement.verdict), judgement.score,
        judgement.attempt, judgement.grader, ofCompile(&CompileResult::ok), ofCompile(&CompileResult::cached),
        ofCompile(&CompileResult::duration), ofCompile(&CompileResult::output), judgement.reason, judgement.sandboxTier,
        judgement.toolchain, judgement.queued, judgement.started, judgement.ended, judgement.maxScore,
        limitsToText(judgement.limits), ofCompile(&CompileResult::killedBy), judgement.lastFailure,
        judgement.lostGraders, leased, judgement.id);
}

Result<Judgement> loadJudgement(Database &database, JudgementId id)
{
    auto rows = TRY(database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return readJudgement(rows);
}

Result<Judgement> loadCurrentJudgement(Database &database, SubmissionId submission)
{
    auto rows = TRY(database.query(
        "SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE submission = ? AND is_current = 1", submission));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, submission.toText());
    return readJudgement(rows);
}

Result<QList<Judgement>> loadJudgements(Database &database, SubmissionId submission)
{
    auto rows = TRY(
        database.query("SELECT " JUDGEMENT_COLUMNS " FROM judgement WHERE submission = ? ORDER BY number", submission));
    QList<Judgement> judgements;
    while (TRY(rows.next()))
        judgements.append(TRY(readJudgement(rows)));
    return judgements;
}

Result<StoredCase> keepCase(const CaseRun &run, const BlobStore &blobs)
{
    return StoredCase{
        .run = run,
        .output = TRY(blobs.keep(run.output)),
        .errorOutput = TRY(blobs.keep(run.errorOutput)),
    };
}

Result<void> storeCase(Database &database, JudgementId judgement, const StoredCase &stored)
{
    TRY(database.run("DELETE FROM case_run WHERE judgement = ? AND ordinal = ?", judgement, stored.run.ordinal));
    return writeCase(database, "INSERT INTO case_run" CASE_VALUES, judgement, stored);
}

Result<void> storeMissingCase(Database &database, JudgementId judgement, const StoredCase &stored)
{
    return writeCase(database, "INSERT INTO case_run" CASE_VALUES " ON CONFLICT DO NOTHING", judgement, stored);
}

Result<void> forgetCases(Database &database, JudgementId judgement)
{
    return database.run("DELETE FROM case_run WHERE judgement = ?", judgement);
}

Result<QList<GroupResult>> loadGroups(Database &database, JudgementId judgement)
{
    auto rows = TRY(database.query(
        "SELECT name, verdict, score, max_score FROM group_result WHERE judgement = ? ORDER BY ordinal", judgement));
    QList<GroupResult> groups;
    while (TRY(rows.next()))
        groups.append({.name = rows.text(0),
                       .verdict = TRY(readVerdict(rows, 1)),
                       .score = rows.number(2),
                       .maxScore = rows.optional(3, [&](int column) { return rows.number(column); })});
    return groups;
}

Result<QList<CaseRun>> loadCases(Database &database, JudgementId judgement)
{
    auto rows =
        TRY(database.query("SELECT " CASE_COLUMNS " FROM case_run WHERE judgement = ? ORDER BY ordinal", judgement));
    QList<CaseRun> cases;
    while (TRY(rows.next()))
        cases.append(TRY(readCase(rows)));
    return cases;
}

Result<QList<CaseRun>> loadCases(Database &database, JudgementId judgement, const BlobStore &blobs)
{
    auto rows = TRY(database.query("SELECT " CASE_COLUMNS ", " CASE_OUTPUT_COLUMNS
                                   " FROM case_run WHERE judgement = ? ORDER BY ordinal",
                                   judgement));
    QList<CaseRun> cases;
    while (TRY(rows.next())) {
        CaseRun run = TRY(readCase(rows));
        run.output = TRY(readContent(rows, kOutputColumn, blobs));
        run.errorOutput = TRY(readContent(rows, kErrorOutputColumn, blobs));
        cases.append(std::move(run));
    }
    return cases;
}

} // namespace assay::core
