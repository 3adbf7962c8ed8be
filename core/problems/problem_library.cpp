// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemLibrary: the problems that are open in this engine, from their packages.
#include "core/problems/problem_library.h"

#include "core/problems/package_tree.h"
#include "core/problems/statement_html.h"

#include <algorithm>

namespace assay::core {

namespace {

/// Larger samples are no samples: they go to every candidate's screen.
constexpr Bytes kLargestSample = 16_MiB;

Result<QByteArray> readSample(const std::filesystem::path &shown, const std::filesystem::path &judged)
{
    const std::filesystem::path &path = shown.empty() ? judged : shown;
    return readPackageFile({.path = path.filename().string(), .resolved = path, .size = {}}, kLargestSample);
}

/// The statement in that language, else in English, else any; one that can be shown as text before a PDF.
const Statement *chooseStatement(const Problem &problem, const QString &language)
{
    for (const bool pdf : {false, true}) {
        for (const auto &wanted : {language, QStringLiteral("en"), QString()}) {
            for (const Statement &statement : problem.statements) {
                if ((statement.format == StatementFormat::Pdf) == pdf &&
                    (wanted.isNull() || statement.language == wanted))
                    return &statement;
            }
        }
    }
    return nullptr;
}

} // namespace

ProblemLibrary::ProblemLibrary(Store &store)
    : m_store(store)
{
}

Result<PackageRead> ProblemLibrary::open(const std::filesystem::path &folder)
{
    PackageRead read = TRY(readPackage(folder));
    read.problem.id = TRY(m_store.addProblem(read.problem));
    const std::scoped_lock lock{m_mutex};
    m_problems.insert_or_assign(read.problem.id, std::make_shared<const Problem>(read.problem));
    return read;
}

Result<std::shared_ptr<const Problem>> ProblemLibrary::find(ProblemId id)
{
    {
        const std::scoped_lock lock{m_mutex};
        if (const auto found = m_problems.find(id); found != m_problems.end())
            return found->second;
    }
    // Reading may take long; whoever comes first fills the memory, and both give the same problem.
    const QList<ProblemRecord> records = TRY(m_store.problems());
    const auto record = std::ranges::find(records, id, &ProblemRecord::id);
    if (record == records.end())
        return fail(Errc::NotFound, "problem " + id.toText());
    auto read = readPackage(record->root);
    if (!read && read.error().code == Errc::NotFound)
        return fail(Errc::InvalidPackage, record->root.string() + ": the package is gone");
    PackageRead package = TRY(std::move(read));
    if (package.problem.contentHash != record->contentHash)
        return fail(Errc::InvalidPackage, record->root.string() + ": the package has changed since it was opened");
    package.problem.id = id;
    const std::scoped_lock lock{m_mutex};
    return m_problems.try_emplace(id, std::make_shared<const Problem>(std::move(package.problem))).first->second;
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
    return statementHtml(*problem, *statement);
}

} // namespace assay::core
