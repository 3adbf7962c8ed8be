// SPDX-License-Identifier: GPL-3.0-or-later
// Where a package of a version has its programs, statements and other files.
#include "core/problems/package_layout.h"

#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

std::string relativeTo(const fs::path &path, const fs::path &root)
{
    return path.lexically_relative(root).generic_string();
}

/// A program that has a folder for itself and others of its kind beside it.
void addAmongOthers(PackageDraft &draft, const std::string &folder, const PackageProgram &program)
{
    // A file is called by its name without the ending, and a folder by its own.
    if (program.files.size() == 1 && program.kind != ProgramKind::BuildScript &&
        program.files.front().parent_path() == program.root && program.root.filename() != program.name.toStdString() &&
        program.files.front().stem() == program.name.toStdString()) {
        const std::string path = folder + "/" + program.files.front().filename().string();
        if (!draft.contains(path))
            return draft.addCopy(path, program.files.front());
    }
    std::string name = folder + "/" + program.name.toStdString();
    while (draft.hasFolder(name) || draft.contains(name))
        name += "_";
    for (const fs::path &file : program.files)
        draft.addCopy(name + "/" + relativeTo(file, program.root), file);
}

/// A program that is the folder.
void addAlone(PackageDraft &draft, const std::string &folder, const PackageProgram &program)
{
    for (const fs::path &file : program.files)
        draft.addCopy(folder + "/" + relativeTo(file, program.root), file);
}

void addStatements(const Problem &problem, const PackageTarget &target, PackageDraft &draft)
{
    for (const Statement &statement : problem.statements) {
        const char *ending = ".pdf";
        if (statement.format == StatementFormat::Markdown)
            ending = ".md";
        else if (statement.format == StatementFormat::Latex)
            ending = ".tex";
        draft.addCopy(std::string{target.statementFolder()} + "/problem." + statement.language.toStdString() + ending,
                      statement.file);
    }
}

void addPrograms(const Problem &problem, const PackageTarget &target, PackageDraft &draft)
{
    if (target.isLegacy()) {
        for (const PackageProgram &program : problem.outputValidators)
            addAmongOthers(draft, "output_validators", program);
    } else if (!problem.outputValidators.isEmpty()) {
        addAlone(draft, "output_validator", problem.outputValidators.front());
    }
    for (const PackageProgram &program : problem.inputValidators)
        addAmongOthers(draft, "input_validators", program);
    if (problem.grader && hasGrader(target))
        addAmongOthers(draft, "graders", *problem.grader);
    if (hasNewerPrograms(target)) {
        for (const auto &[folder, program] : {std::pair{"static_validator", &problem.staticValidator},
                                              std::pair{"input_visualizer", &problem.inputVisualizer},
                                              std::pair{"output_visualizer", &problem.outputVisualizer}}) {
            if (*program)
                addAlone(draft, folder, **program);
        }
    }
    for (auto at = problem.included.begin(); at != problem.included.end(); ++at) {
        if (!hasIncludedFiles(target, at.key()))
            continue;
        for (const fs::path &file : at->files)
            draft.addCopy("include/" + at.key().toStdString() + "/" + relativeTo(file, at->root), file);
    }
}

/// The folder that statements were found in; pictures lie beside them.
std::string statementFolderOf(const Problem &problem)
{
    if (problem.statements.isEmpty())
        return isLegacy(problem.format) ? "problem_statement" : "statement";
    const std::string path = relativeTo(problem.statements.front().file, problem.root);
    return path.substr(0, path.find('/'));
}

std::string placeOfOther(const std::string &path, const Problem &problem, const PackageTarget &target)
{
    const auto slash = path.find('/');
    if (slash == std::string::npos)
        return path;
    const std::string folder = path.substr(0, slash);
    std::string place = folder;
    if (folder == statementFolderOf(problem))
        place = target.statementFolder();
    else if (folder == "output_validator" && target.isLegacy())
        place = "output_validators";
    else if (folder == "output_validators" && !target.isLegacy())
        place = "output_validator";
    else if (folder == "input_format_validators" || folder == "input_validator")
        place = "input_validators";
    return place + path.substr(slash);
}

} // namespace

bool hasNewerPrograms(const PackageTarget &target)
{
    return !target.isLegacy() || target.same;
}

bool hasGrader(const PackageTarget &target)
{
    return target.same || (target.style == GroupStyle::Legacy && target.hasScoring());
}

bool hasIncludedFiles(const PackageTarget &target, const QString &language)
{
    return target.same || !target.isLegacy() || (target.hasScoring() && language != "default"_L1);
}

bool wouldBeMisread(const fs::path &file, const Problem &problem, const PackageTarget &target)
{
    if (target.same)
        return false;
    const std::string path = relativeTo(file, problem.root);
    const std::string folder = path.substr(0, path.find('/'));
    if (folder.size() == path.size())
        return false;
    // A second folder of statements, which is not looked at beside the first, may be the first one there.
    if ((folder == "statement" || folder == "problem_statement") && folder != statementFolderOf(problem))
        return true;
    // A validator that legacy does not use, since problem.yaml does not ask for it, would be used.
    if ((folder == "output_validators" || folder == "output_validator") && problem.outputValidators.isEmpty())
        return true;
    // A configuration that is not read in legacy would be.
    return folder == "data" && path.ends_with(".yaml");
}

void writeLayout(const Problem &problem, const PackageTarget &target, PackageDraft &draft)
{
    addStatements(problem, target, draft);
    addPrograms(problem, target, draft);
    for (const fs::path &file : problem.attachments)
        draft.addCopy(relativeTo(file, problem.root), file);
    for (const fs::path &file : problem.otherFiles) {
        if (!wouldBeMisread(file, problem, target))
            draft.addCopy(placeOfOther(relativeTo(file, problem.root), problem, target), file);
    }
}

} // namespace assay::core
