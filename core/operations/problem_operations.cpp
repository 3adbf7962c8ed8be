// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemOperations: what takes long about problems: taking a package in, and verifying one.
#include "core/operations/problem_operations.h"

#include "core/importers/import.h"
#include "core/problems/package_source.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

/// Of a package's findings, in the log of an operation.
constexpr qsizetype kMostTold = 200;
constexpr qsizetype kLongestName = 200;

/// A file's name and nothing else. Errors: InvalidArgument.
Result<QString> archiveName(const QString &name)
{
    const bool isPlain = !name.isEmpty() && name.size() <= kLongestName && !name.startsWith(u'.') &&
                         !name.contains(u'/') && !name.contains(u'\\') &&
                         std::ranges::all_of(name, [](QChar one) { return one.isPrint(); });
    if (!isPlain || !isArchiveName(name.toStdString()))
        return fail(Errc::InvalidArgument, "the name of a problem's archive ends in .zip, .kpp or .tar.gz");
    return name;
}

Result<void> writeFile(const std::filesystem::path &path, const QByteArray &content)
{
    QFile file(QString::fromStdString(path.native()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(content) != content.size() || !file.flush())
        return fail(Errc::Io, path.string() + ": " + file.errorString().toStdString());
    return {};
}

void tell(OperationRun &run, const QList<Finding> &findings)
{
    for (const Finding &finding : findings.first(std::min(findings.size(), kMostTold)))
        run.log(QString::fromStdString(finding.describe()),
                finding.severity == Severity::Error ? LogLevel::Error : LogLevel::Warning);
    if (findings.size() > kMostTold)
        run.log(u"and %1 more"_s.arg(findings.size() - kMostTold), LogLevel::Warning);
}

} // namespace

ProblemOperations::ProblemOperations(Store &store, ProblemLibrary &problems, OperationService &operations,
                                     const Clock &clock, std::filesystem::path uploads, Verify verify)
    : m_store(store)
    , m_problems(problems)
    , m_operations(operations)
    , m_clock(clock)
    , m_uploads(std::move(uploads))
    , m_verify(std::move(verify))
{
    std::error_code error;
    std::filesystem::remove_all(m_uploads, error);
}

Result<OperationId> ProblemOperations::import(const QString &given, const QByteArray &content)
{
    const QString name = TRY(archiveName(given));
    std::error_code error;
    std::filesystem::create_directories(m_uploads, error);
    auto folder = std::make_shared<PrivateFolder>(TRY(PrivateFolder::make(m_uploads)));
    const std::filesystem::path archive = folder->path() / name.toStdString();
    TRY(writeFile(archive, content));
    return m_operations.start({.type = OperationType::ImportProblem,
                               .session = {},
                               .subject = name,
                               .steps = 2,
                               .joins = false, // another archive may have the same name
                               .work = [this, folder, archive](OperationRun &run) { return takeIn(run, archive); }});
}

Result<void> ProblemOperations::takeIn(OperationRun &run, const std::filesystem::path &archive)
{
    run.step(u"reading %1"_s.arg(run.operation().subject));
    const PackageRead read = TRY(openAny(run, archive));
    run.step(u"looking at what is in it"_s);
    tell(run, read.findings);
    const Problem &problem = read.problem;
    run.log(u"%1: %2 sample(s), %3 secret case(s), %4 submission(s) of its authors"_s.arg(problem.title())
                .arg(std::ranges::count(problem.cases, CaseKind::Sample, &TestCase::kind))
                .arg(std::ranges::count(problem.cases, CaseKind::Secret, &TestCase::kind))
                .arg(problem.jurySubmissions.size()));
    run.setResult(QString::fromStdString(problem.id.toText()));
    return {};
}

/// What is no package may be what an importer knows.
Result<PackageRead> ProblemOperations::openAny(OperationRun &run, const std::filesystem::path &archive)
{
    TRY(run.mayGoOn());
    auto read = m_problems.open(archive);
    if (read || (read.error().code != Errc::InvalidPackage && read.error().code != Errc::NotFound))
        return read;
    const auto plan = ImportPlan::make(archive);
    if (!plan)
        return plan.error().code == Errc::Unsupported ? std::move(read) : std::unexpected(plan.error());
    run.log(u"it is of the format of %1"_s.arg(QString::fromUtf8(plan->format())));
    if (!plan->problem()) {
        tell(run, plan->findings());
        return fail(Errc::InvalidPackage, "it cannot be carried over: see the errors above");
    }
    TRY(run.mayGoOn());
    const QString name = plan->shortName() + u".carried-over.zip"_s;
    return m_problems.open(TRY(plan->write(archive.parent_path() / name.toStdString())));
}

Result<OperationId> ProblemOperations::verify(ProblemId id)
{
    if (!canVerify())
        return fail(Errc::Unsupported, "problems are not verified by this engine");
    TRY(m_problems.find(id));
    return m_operations.start(
        {.type = OperationType::VerifyProblem,
         .session = {},
         .subject = QString::fromStdString(id.toText()),
         .steps = 1,
         .work = [this, id](OperationRun &run) {
             return verifyIn(run, id, run.stop(),
                             [&run](int done, int all, const QString &doing) { run.advance(done, all, doing); });
         }});
}

Result<void> ProblemOperations::verifyIn(OperationRun &run, ProblemId id, const std::stop_token &stop,
                                         const Progress &progress)
{
    if (!canVerify())
        return fail(Errc::Unsupported, "problems are not verified by this engine");
    {
        std::unique_lock lock(m_mutex);
        if (!m_free.wait(lock, stop, [this] { return !m_verifying; }))
            return fail(Errc::Cancelled, "the operation was cancelled");
        m_verifying = true;
    }
    const auto leave = qScopeGuard([this] {
        const std::scoped_lock lock(m_mutex);
        m_verifying = false;
        m_free.notify_one();
    });

    const QList<ProblemRecord> records = TRY(m_problems.list());
    const auto record = std::ranges::find(records, id, &ProblemRecord::id);
    if (record == records.end())
        return fail(Errc::NotFound, id.toText());
    int submissions = 0;
    VerifiedPackage verified = TRY(m_verify(record->root,
                                            {.begun = [&](int count) { submissions = count; },
                                             .judging =
                                                 [&](int done, const QString &label) {
                                                     if (progress)
                                                         progress(done, submissions, u"judging %1"_s.arg(label));
                                                 },
                                             .log = [&](LogLevel level, const QString &text) { run.log(text, level); }},
                                            stop));
    if (verified.contentHash != record->contentHash)
        return fail(Errc::InvalidPackage, "the package has changed since it was opened");
    if (verified.inferredTimeLimit && !record->inferredTimeLimit) // else somebody may have been judged by it
        TRY(m_problems.setTimeLimit(id, *verified.inferredTimeLimit, TimeLimitSource::Inferred));
    verified.verification.when = m_clock.now();
    TRY(m_store.setVerification(id, verified.verification));
    const bool good = verified.verification.failingLanguages.isEmpty() && verified.verification.dataAsMeant;
    run.log(good ? u"%1 is as its authors mean it"_s.arg(record->title)
                 : u"%1 is not as its authors mean it"_s.arg(record->title),
            good ? LogLevel::Information : LogLevel::Error);
    return {};
}

Result<void> ProblemOperations::resume(const Operation &interrupted)
{
    TRY(verify(TRY(ProblemId::fromText(interrupted.subject.toStdString()))));
    return {};
}

} // namespace assay::core
