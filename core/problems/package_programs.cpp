// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the programs of a package beside submissions, the files that go with submissions, and attachments.
#include "core/problems/package_programs.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// The last extension with its dot, in lower case; of "README" nothing.
std::string extensionOf(std::string_view name)
{
    const auto dot = name.rfind('.');
    std::string extension{dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot)};
    std::ranges::transform(extension, extension.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    return extension;
}

/// What lies beside programs without being one.
bool isNoProgram(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> extensions = {".md",  ".txt", ".yaml", ".yml", ".json", ".in",
                                                                    ".ans", ".tex", ".pdf",  ".png", ".log",  ".bak"};
    static constexpr std::array<std::string_view, 4> names = {"README", "Makefile", "makefile", "LICENSE"};
    return std::ranges::contains(names, name) || std::ranges::contains(extensions, extensionOf(name));
}

bool isHeader(std::string_view name)
{
    static constexpr std::array<std::string_view, 5> extensions = {".h", ".hh", ".hpp", ".hxx", ".inc"};
    return std::ranges::contains(extensions, extensionOf(name));
}

ProgramKind kindOfFile(std::string_view name)
{
    const std::string extension = extensionOf(name);
    if (extension == ".ctd")
        return ProgramKind::Checktestdata;
    return extension == ".viva" ? ProgramKind::Viva : ProgramKind::Source;
}

class ProgramReader
{
public:
    ProgramReader(const PackageTree &tree, PackageFindings &findings)
        : m_tree(tree)
        , m_findings(findings)
    {
    }

    /// A folder with one program for each entry. Headers beside single files go with each of them.
    QList<PackageProgram> severalIn(const std::string &folder)
    {
        QList<PackageProgram> programs;
        for (const auto &[name, isFolder] : m_tree.entries(folder)) {
            if (isFolder)
                addUnique(programs, folderProgram(folder + "/" + name, name));
            else if (!isHeader(name) && !isNoProgram(name))
                addUnique(programs, fileProgram(folder, name));
        }
        return programs;
    }

    /// A folder that is itself one program, or has one below it. Source: 2025-09, "Programs".
    std::optional<PackageProgram> oneIn(const std::string &folder)
    {
        QStringList files;
        std::vector<std::string> folders;
        for (const auto &[name, isFolder] : m_tree.entries(folder)) {
            if (isFolder)
                folders.push_back(name);
            else if (!isNoProgram(name) || name == "build" || name == "run")
                files.append(QString::fromStdString(name));
        }
        if (files.isEmpty() && folders.empty())
            return std::nullopt;
        if (!files.isEmpty()) {
            PackageProgram program = folderProgram(folder, folder);
            if (files.size() == 1 && folders.empty() && program.kind == ProgramKind::Source) {
                program.name = baseName(files[0].toStdString());
                program.files = {m_tree.root() / folder / files[0].toStdString()};
            }
            return program;
        }
        if (folders.size() > 1)
            m_findings.warn(folder, {}, u"has several programs; %1 is used"_s.arg(QString::fromStdString(folders[0])));
        return folderProgram(folder + "/" + folders[0], folders[0]);
    }

private:
    static QString baseName(std::string_view file)
    {
        const auto dot = file.rfind('.');
        return QString::fromStdString(std::string{file.substr(0, dot == 0 ? std::string_view::npos : dot)});
    }

    PackageProgram folderProgram(const std::string &folder, const std::string &name) const
    {
        PackageProgram program{.name = QString::fromStdString(name),
                               .kind = ProgramKind::Source,
                               .files = {},
                               .root = m_tree.root() / folder};
        for (const PackageFile &file : m_tree.below(folder)) {
            program.files.push_back(m_tree.root() / file.path);
            if (file.path == folder + "/build" || file.path == folder + "/run")
                program.kind = ProgramKind::BuildScript;
        }
        return program;
    }

    PackageProgram fileProgram(const std::string &folder, const std::string &name) const
    {
        PackageProgram program{.name = baseName(name),
                               .kind = kindOfFile(name),
                               .files = {m_tree.root() / folder / name},
                               .root = m_tree.root() / folder};
        if (program.kind != ProgramKind::Source)
            return program;
        for (const auto &[other, isFolder] : m_tree.entries(folder)) {
            if (!isFolder && isHeader(other))
                program.files.push_back(program.root / other);
        }
        return program;
    }

    void addUnique(QList<PackageProgram> &programs, PackageProgram program)
    {
        if (std::ranges::contains(programs, program.name, &PackageProgram::name))
            m_findings.warn(program.files.front().parent_path().filename().string(), {},
                            u"has two programs called %1"_s.arg(program.name));
        programs.append(std::move(program));
    }

    const PackageTree &m_tree;
    PackageFindings &m_findings;
};

void readOutputValidators(const PackageTree &tree, const ProblemYaml &yaml, ProgramReader &reader, Problem &problem,
                          PackageFindings &findings)
{
    const bool singular = !tree.below("output_validator").empty();
    const bool plural = !tree.below("output_validators").empty();
    if (isLegacy(problem.format)) {
        if (!yaml.customValidation) {
            // problemtools goes by the key and leaves the folder alone.
            if (plural)
                findings.warn("output_validators", {},
                              u"is not used: problem.yaml does not say \"validation: custom\""_s);
            return;
        }
        problem.outputValidators = reader.severalIn(plural ? "output_validators" : "output_validator");
        if (problem.outputValidators.isEmpty())
            findings.error("problem.yaml", u"validation"_s, u"is custom, but there is no output validator"_s);
        return;
    }
    if (!singular && plural && problem.format == PackageFormat::Version2025)
        findings.warn("output_validators", {}, u"is called output_validator in this version"_s);
    if (auto program = reader.oneIn(singular ? "output_validator" : "output_validators"))
        problem.outputValidators.append(std::move(*program));
    if (yaml.customValidation && problem.outputValidators.isEmpty())
        findings.error("problem.yaml", u"validation"_s, u"is custom, but there is no output validator"_s);
}

void readInputValidators(const PackageTree &tree, ProgramReader &reader, Problem &problem, PackageFindings &findings)
{
    for (const char *folder : {"input_validators", "input_format_validators", "input_validator"}) {
        if (tree.below(folder).empty())
            continue;
        if (folder != std::string_view{"input_validators"})
            findings.warn(folder, {}, u"is called input_validators"_s);
        problem.inputValidators += reader.severalIn(folder);
    }
}

void readIncluded(const PackageTree &tree, Problem &problem, PackageFindings &findings)
{
    for (const auto &[language, isFolder] : tree.entries("include")) {
        if (!isFolder) {
            findings.warn("include/" + language, {}, u"belongs to no language and is ignored"_s);
            continue;
        }
        IncludedFiles included{.root = tree.root() / "include" / language, .files = {}};
        for (const PackageFile &file : tree.below("include/" + language))
            included.files.push_back(tree.root() / file.path);
        problem.included.insert(QString::fromStdString(language), std::move(included));
    }
}

void readGrader(ProgramReader &reader, Problem &problem, PackageFindings &findings)
{
    const QList<PackageProgram> graders = reader.severalIn("graders");
    if (graders.isEmpty())
        return;
    problem.grader = graders.front();
    if (graders.size() > 1)
        findings.warn("graders", {}, u"has several programs; %1 is used"_s.arg(graders.front().name));
}

} // namespace

void readPrograms(const PackageTree &tree, const ProblemYaml &yaml, Problem &problem, PackageFindings &findings)
{
    ProgramReader reader{tree, findings};
    readOutputValidators(tree, yaml, reader, problem, findings);
    readInputValidators(tree, reader, problem, findings);
    readGrader(reader, problem, findings);
    problem.staticValidator = reader.oneIn("static_validator");
    problem.inputVisualizer = reader.oneIn("input_visualizer");
    problem.outputVisualizer = reader.oneIn("output_visualizer");
    readIncluded(tree, problem, findings);
    for (const PackageFile &file : tree.below("attachments"))
        problem.attachments.push_back(tree.root() / file.path);
}

} // namespace assay::core
