// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemLibrary: the problems that are open in this engine, from their packages.
#include "core/problems/problem_library.h"

#include "core/problems/conversation_html.h"
#include "core/problems/package_source.h"
#include "core/problems/package_tree.h"
#include "core/problems/statement_html.h"

#include <algorithm>

namespace assay::core {

namespace {

/// Larger samples are no samples: they go to every candidate's screen.
constexpr Bytes kLargestSample = 16_MiB;
constexpr Bytes kLargestPdf = 32_MiB;

Result<QByteArray> readSample(const std::filesystem::path &shown, const std::filesystem::path &judged)
{
    const std::filesystem::path &path = shown.empty() ? judged : shown;
    return readPackageFile({.path = path.filename().string(), .resolved = path, .size = {}}, kLargestSample);
}

/// In that language, else in English, else any: a PDF, or what can be shown as text.
const Statement *findStatement(const Problem &problem, const QString &language, bool pdf)
{
    for (const auto &wanted : {language, QStringLiteral("en"), QString()}) {
        for (const Statement &statement : problem.statements) {
            if ((statement.format == StatementFormat::Pdf) == pdf && (wanted.isNull() || statement.language == wanted))
                return &statement;
        }
    }
    return nullptr;
}

const Statement *chooseStatement(const Problem &problem, const QString &language)
{
    const Statement *text = findStatement(problem, language, false);
    return text != nullptr ? text : findStatement(problem, language, true);
}

/// The limit that its authors' submissions led to before, where the package gives none.
void applyInferredLimit(Problem &problem, const ProblemRecord &record)
{
    if (problem.timeLimitSource != TimeLimitSource::Assumed || !record.inferredTimeLimit)
        return;
    problem.limits.cpu = *record.inferredTimeLimit;
    problem.timeLimitSource = TimeLimitSource::Inferred;
}

} // namespace

ProblemLibrary::ProblemLibrary(Store &store, const std::filesystem::path &unpacked)
    : m_store(store)
{
    if (unpacked.empty())
        return;
    // As the roots of problems are, so that they can be compared.
    std::error_code error;
    m_unpacked = std::filesystem::weakly_canonical(unpacked, error);
    removeUnused();
}

void ProblemLibrary::removeUnused() const
{
    const auto records = m_store.problems();
    if (!records)
        return; // Whoever opens a problem next is told why.
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator{m_unpacked, error}) {
        const auto isBelow = [&](const ProblemRecord &record) {
            const auto [at, rest] = std::ranges::mismatch(entry.path(), record.root);
            return at == entry.path().end();
        };
        if (std::ranges::none_of(*records, isBelow))
            std::filesystem::remove_all(entry.path(), error);
    }
}

Result<PackageRead> ProblemLibrary::read(const std::filesystem::path &path) const
{
    if (!isPackageArchive(path))
        return readPackage(packageFolder(path));
    if (m_unpacked.empty())
        return fail(Errc::Unsupported, path.string() + ": there is no folder to unpack archives into");
    const std::filesystem::path folder = TRY(unpackOnce(path, m_unpacked));
    auto package = readPackage(folder);
    // Not of one that was opened before: its content was read without an error then.
    if (!package) {
        std::error_code error;
        const std::filesystem::path kept = folder.lexically_relative(m_unpacked);
        std::filesystem::remove_all(m_unpacked / *kept.begin(), error);
    }
    return package;
}

Result<PackageRead> ProblemLibrary::open(const std::filesystem::path &path)
{
    PackageRead read = TRY(this->read(path));
    read.problem.id = TRY(m_store.addProblem(read.problem));
    applyInferredLimit(read.problem, TRY(recordOf(read.problem.id)));
    keep(read.problem.id, read.problem);
    return read;
}

Result<ProblemRecord> ProblemLibrary::recordOf(ProblemId id) const
{
    const QList<ProblemRecord> records = TRY(m_store.problems());
    const auto record = std::ranges::find(records, id, &ProblemRecord::id);
    if (record == records.end())
        return fail(Errc::NotFound, "problem " + id.toText());
    return *record;
}

Result<std::shared_ptr<const Problem>> ProblemLibrary::find(ProblemId id)
{
    const std::shared_ptr<const Problem> known = inMemory(id);
    if (known && known->timeLimitSource != TimeLimitSource::Assumed)
        return known;
    if (known) { // its limit may have been found since, by another engine as well
        const auto record = recordOf(id);
        if (!record || !record->inferredTimeLimit) // also one that the list has dropped
            return known;
        Problem found = *known;
        applyInferredLimit(found, *record);
        return keep(id, std::move(found));
    }
    // Reading may take long; whoever comes last fills the memory, and both give the same problem.
    const ProblemRecord record = TRY(recordOf(id));
    auto read = readPackage(record.root);
    if (!read && read.error().code == Errc::NotFound)
        return fail(Errc::InvalidPackage, record.root.string() + ": the package is gone");
    PackageRead package = TRY(std::move(read));
    if (package.problem.contentHash != record.contentHash)
        return fail(Errc::InvalidPackage, record.root.string() + ": the package has changed since it was opened");
    package.problem.id = id;
    applyInferredLimit(package.problem, record);
    return keep(id, std::move(package.problem));
}

std::shared_ptr<const Problem> ProblemLibrary::inMemory(ProblemId id)
{
    const std::scoped_lock lock{m_mutex};
    const auto found = m_problems.find(id);
    return found == m_problems.end() ? nullptr : found->second;
}

std::shared_ptr<const Problem> ProblemLibrary::keep(ProblemId id, Problem problem)
{
    const std::scoped_lock lock{m_mutex};
    return m_problems.insert_or_assign(id, std::make_shared<const Problem>(std::move(problem))).first->second;
}

Result<std::shared_ptr<const Problem>> ProblemLibrary::setTimeLimit(ProblemId id, Milliseconds limit,
                                                                    TimeLimitSource source)
{
    Problem changed = *TRY(find(id));
    changed.limits.cpu = limit;
    changed.timeLimitSource = source;
    if (source == TimeLimitSource::Inferred)
        TRY(m_store.setInferredTimeLimit(id, limit));
    return keep(id, std::move(changed));
}

Result<QList<ProblemRecord>> ProblemLibrary::list() const
{
    QList<ProblemRecord> records = TRY(m_store.problems());
    std::ranges::stable_sort(records, [](const ProblemRecord &a, const ProblemRecord &b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    return records;
}

Result<void> ProblemLibrary::remove(ProblemId id)
{
    TRY(m_store.removeProblem(id));
    const std::scoped_lock lock{m_mutex};
    m_problems.erase(id);
    return {};
}

Result<CandidateProblem> ProblemLibrary::candidateProblem(ProblemId id)
{
    const std::shared_ptr<const Problem> problem = TRY(find(id));
    CandidateProblem view;
    view.id = id;
    view.shortName = problem->shortName;
    view.title = problem->title();
    view.limits = problem->limits;
    for (const Statement &statement : problem->statements) {
        if (!view.statementLanguages.contains(statement.language))
            view.statementLanguages.append(statement.language);
    }
    for (const TestCase &testCase : problem->cases) {
        if (testCase.kind == CaseKind::Secret) {
            ++view.secretCaseCount;
            continue;
        }
        if (problem->types.interactive || problem->types.multiPass)
            continue; // its files are the validator's: people see the conversation, below the statement
        view.samples.append({.name = testCase.name,
                             .input = TRY(readSample(testCase.shownInput, testCase.input)),
                             .answer = TRY(readSample(testCase.shownAnswer, testCase.answer))});
    }
    return view;
}

Result<QString> ProblemLibrary::statement(ProblemId id, const QString &language)
{
    const std::shared_ptr<const Problem> problem = TRY(find(id));
    const Statement *statement = chooseStatement(*problem, language);
    if (!statement)
        return fail(Errc::NotFound, problem->root.string() + ": there is no statement");
    return TRY(statementHtml(*problem, *statement)) + conversationsHtml(*problem);
}

Result<QByteArray> ProblemLibrary::statementPdf(ProblemId id, const QString &language)
{
    const std::shared_ptr<const Problem> problem = TRY(find(id));
    const Statement *statement = findStatement(*problem, language, true);
    if (!statement)
        return fail(Errc::NotFound, problem->root.string() + ": its statement is no PDF");
    const std::string name = statement->file.filename().string();
    return readPackageFile({.path = name, .resolved = statement->file, .size = {}}, kLargestPdf);
}

Result<QByteArray> ProblemLibrary::picture(ProblemId id, const QString &language, const QString &name)
{
    using namespace assay::literals;
    const std::shared_ptr<const Problem> problem = TRY(find(id));
    const Statement *statement = chooseStatement(*problem, language);
    // Only what it shows: other files may lie in its folder, tests as well.
    const QString shown = QStringLiteral("<img src=\"%1\"").arg(name.toHtmlEscaped());
    if (!statement || !TRY(statementHtml(*problem, *statement)).contains(shown))
        return fail(Errc::NotFound, name.toStdString());
    const std::filesystem::path file = statement->file.parent_path() / name.toStdString();
    return readPackageFile({.path = name.toStdString(), .resolved = file, .size = {}}, 16_MiB);
}

} // namespace assay::core
