// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the submissions of a package's jury and what each is expected to get.
#include "core/problems/jury_submissions.h"

#include "core/problems/expected_verdicts.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestSource = 1_MiB;

/// A file directly in one of the folders, or a folder there with all its files.
struct Program {
    std::string name; ///< "accepted/alice.cpp"
    bool isFolder = false;
    std::vector<const PackageFile *> files;
};

std::vector<Program> findPrograms(const PackageTree &tree)
{
    std::vector<Program> programs;
    for (const PackageFile &file : tree.below("submissions")) {
        const std::string_view path = std::string_view{file.path}.substr(sizeof "submissions/" - 1);
        const auto first = path.find('/');
        if (first == std::string_view::npos)
            continue; // submissions.yaml, or a stray file.
        const auto second = path.find('/', first + 1);
        const std::string name{path.substr(0, second)};
        if (programs.empty() || programs.back().name != name)
            programs.push_back({.name = name, .isFolder = second != std::string_view::npos, .files = {}});
        programs.back().files.push_back(&file);
    }
    std::ranges::sort(programs, {}, &Program::name);
    return programs;
}

/// Of the first file that carries one; a file that is too large to be a source has none.
QList<Verdict> annotation(const std::vector<std::filesystem::path> &files)
{
    for (const auto &path : files) {
        std::error_code error;
        const PackageFile file{.path = path.string(), .resolved = std::filesystem::canonical(path, error), .size = {}};
        const auto source = error ? Result<QByteArray>{} : readPackageFile(file, kLargestSource);
        if (!source)
            continue;
        if (const auto verdicts = annotatedVerdicts(*source); !verdicts.isEmpty())
            return verdicts;
    }
    return {};
}

void warnOfFolders(const QList<JurySubmission> &submissions, PackageFindings &findings)
{
    QStringList warned;
    bool accepted = false;
    for (const JurySubmission &submission : submissions) {
        const QString folder = submission.name.section(u'/', 0, 0);
        accepted = accepted || folder == "accepted"_L1;
        if (!submission.expected.isEmpty() || !submission.rules.isEmpty() || warned.contains(folder))
            continue;
        warned.append(folder);
        findings.warn(("submissions/"_L1 + folder).toStdString(), {},
                      u"the format does not say what a submission in this folder should get"_s);
    }
    if (!accepted)
        findings.warn("submissions/accepted", {}, u"there is no accepted submission"_s);
}

} // namespace

/// An annotation speaks of the final verdict, beside any rule that submissions.yaml has.
Expectation readExpectation(const QString &name, const std::vector<std::filesystem::path> &files,
                            const SubmissionsYaml *yaml, PackageFormat format)
{
    const QString folder = name.section(u'/', 0, 0);
    auto fromYaml = yaml ? yaml->find(name, format) : std::nullopt;
    if (isOfficialFolder(folder))
        return fromYaml ? *fromYaml : expectationOfFolder(folder, format).value_or(Expectation{});
    const QList<Verdict> annotated = annotation(files);
    if (fromYaml) {
        if (!annotated.isEmpty())
            fromYaml->expected = annotated;
        return *fromYaml;
    }
    if (annotated.isEmpty())
        return expectationOfFolder(folder, format).value_or(Expectation{});
    Expectation expectation;
    expectation.expected = annotated;
    return expectation;
}

bool hasPartialScore(const QString &name, PackageFormat format)
{
    return isLegacy(format) && name.startsWith("partially_accepted/"_L1);
}

void setExpectation(JurySubmission &submission, Expectation expectation)
{
    submission.language = std::move(expectation.language);
    submission.entryPoint = std::move(expectation.entryPoint);
    submission.authors = std::move(expectation.authors);
    submission.modelSolution = expectation.modelSolution;
    submission.expected = std::move(expectation.expected);
    submission.rules = std::move(expectation.rules);
    submission.mode = expectation.mode;
}

QList<JurySubmission> readJurySubmissions(const PackageTree &tree, PackageFormat format, PackageFindings &findings)
{
    std::optional<SubmissionsYaml> yaml;
    if (const PackageFile *file = tree.find("submissions/submissions.yaml")) {
        if (const auto values = findings.keep(readYaml(*file)))
            yaml = SubmissionsYaml::fromYaml(*values, format, findings);
    }

    QList<JurySubmission> submissions;
    for (const Program &program : findPrograms(tree)) {
        const std::filesystem::path place = tree.root() / "submissions" / program.name;
        JurySubmission submission;
        submission.name = QString::fromStdString(program.name);
        submission.root = program.isFolder ? place : place.parent_path();
        // Not the resolved paths: a program's files keep the names that they have in the package.
        for (const PackageFile *file : program.files)
            submission.files.push_back(tree.root() / file->path);
        setExpectation(submission, readExpectation(submission.name, submission.files, yaml ? &*yaml : nullptr, format));
        submission.partialScore = hasPartialScore(submission.name, format);
        submissions.append(std::move(submission));
    }
    warnOfFolders(submissions, findings);
    return submissions;
}

} // namespace assay::core
