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
QList<Verdict> annotation(const Program &program)
{
    for (const PackageFile *file : program.files) {
        const auto source = readPackageFile(*file, kLargestSource);
        if (!source)
            continue;
        if (const auto verdicts = annotatedVerdicts(*source); !verdicts.isEmpty())
            return verdicts;
    }
    return {};
}

/// An annotation speaks of the final verdict, beside any rule that submissions.yaml has.
Expectation expectationOf(const Program &program, const SubmissionsYaml *yaml, PackageFormat format)
{
    const QString name = QString::fromStdString(program.name);
    const QString folder = name.section(u'/', 0, 0);
    auto fromYaml = yaml ? yaml->find(name, format) : std::nullopt;
    if (isOfficialFolder(folder))
        return fromYaml ? *fromYaml : expectationOfFolder(folder, format).value_or(Expectation{});
    const QList<Verdict> annotated = annotation(program);
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

QList<JurySubmission> readJurySubmissions(const PackageTree &tree, PackageFormat format, PackageFindings &findings)
{
    std::optional<SubmissionsYaml> yaml;
    if (const PackageFile *file = tree.find("submissions/submissions.yaml")) {
        if (const auto values = findings.keep(readYaml(*file)))
            yaml = SubmissionsYaml::fromYaml(*values, format, findings);
    }

    QList<JurySubmission> submissions;
    for (const Program &program : findPrograms(tree)) {
        Expectation expectation = expectationOf(program, yaml ? &*yaml : nullptr, format);
        const std::filesystem::path place = tree.root() / "submissions" / program.name;
        JurySubmission submission{
            .name = QString::fromStdString(program.name),
            .files = {},
            .root = program.isFolder ? place : place.parent_path(),
            .language = expectation.language,
            .entryPoint = expectation.entryPoint,
            .authors = std::move(expectation.authors),
            .modelSolution = expectation.modelSolution,
            .partialScore = isLegacy(format) && program.name.starts_with("partially_accepted/"),
            .expected = std::move(expectation.expected),
            .rules = std::move(expectation.rules),
            .mode = expectation.mode,
        };
        // Not the resolved paths: a program's files keep the names that they have in the package.
        for (const PackageFile *file : program.files)
            submission.files.push_back(tree.root() / file->path);
        submissions.append(std::move(submission));
    }
    warnOfFolders(submissions, findings);
    return submissions;
}

} // namespace assay::core
