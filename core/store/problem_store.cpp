// SPDX-License-Identifier: GPL-3.0-or-later
// The problems that were opened, in the database.
#include "core/store/problem_store.h"

namespace assay::core {

namespace {

struct Known {
    ProblemId id;
    bool listed = false;
};

Result<std::optional<Known>> findByHash(Database &database, const QString &contentHash)
{
    auto rows = TRY(database.query("SELECT id, listed FROM problem WHERE content_hash = ?", contentHash));
    if (!TRY(rows.next()))
        return std::nullopt;
    return Known{.id = TRY(rows.id<ProblemId>(0)), .listed = rows.boolean(1)};
}

ProblemVerification readVerification(const Rows &row, int column)
{
    return {.when = row.time(column),
            .failingLanguages = row.text(column + 1).split(QLatin1Char(' '), Qt::SkipEmptyParts),
            .dataAsMeant = row.boolean(column + 2)};
}

} // namespace

Result<KeptProblem> keepProblem(Database &database, const Problem &problem, Timestamp opened)
{
    if (const auto known = TRY(findByHash(database, problem.contentHash))) {
        TRY(database.run("UPDATE problem SET short_name = ?, title = ?, root = ?, opened = ?, listed = 1 WHERE id = ?",
                         problem.shortName, problem.title(), problem.root, opened, known->id));
        return KeptProblem{.id = known->id, .isNew = !known->listed};
    }
    TRY(database.run(
        "INSERT INTO problem (id, short_name, title, content_hash, root, opened) VALUES (?, ?, ?, ?, ?, ?)", problem.id,
        problem.shortName, problem.title(), problem.contentHash, problem.root, opened));
    return KeptProblem{.id = problem.id, .isNew = true};
}

Result<void> unlistProblem(Database &database, ProblemId id)
{
    auto rows = TRY(database.query("UPDATE problem SET listed = 0 WHERE id = ? AND listed = 1 RETURNING id", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return {};
}

Result<void> keepTimeLimit(Database &database, ProblemId id, Milliseconds limit)
{
    auto rows = TRY(database.query("UPDATE problem SET inferred_cpu_ms = ? WHERE id = ? RETURNING id", limit, id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return {};
}

Result<void> keepVerification(Database &database, ProblemId id, const ProblemVerification &verification)
{
    auto rows = TRY(database.query(
        "UPDATE problem SET verified = ?, failing_languages = ?, data_as_meant = ? WHERE id = ? "
        "RETURNING id",
        verification.when, verification.failingLanguages.join(QLatin1Char(' ')), verification.dataAsMeant, id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return {};
}

Result<QList<ProblemRecord>> loadProblems(Database &database)
{
    auto rows =
        TRY(database.query("SELECT id, short_name, title, content_hash, root, opened, inferred_cpu_ms, verified, "
                           "failing_languages, data_as_meant FROM problem "
                           "WHERE listed = 1 ORDER BY lower(title), id"));
    QList<ProblemRecord> problems;
    while (TRY(rows.next()))
        problems.append(ProblemRecord{
            .id = TRY(rows.id<ProblemId>(0)),
            .shortName = rows.text(1),
            .title = rows.text(2),
            .contentHash = rows.text(3),
            .root = rows.path(4),
            .opened = rows.time(5),
            .inferredTimeLimit = rows.optional(6, [&](int column) { return Milliseconds{rows.integer(column)}; }),
            .verification = rows.optional(7, [&](int column) { return readVerification(rows, column); }),
        });
    return problems;
}

} // namespace assay::core
