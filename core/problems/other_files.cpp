// SPDX-License-Identifier: GPL-3.0-or-later
// Finds what belongs to a package without having a part in judging: pictures, solutions, generators.
#include "core/problems/other_files.h"

#include "core/problems/data_folder.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace assay::core {

namespace {

constexpr std::array<std::string_view, 4> kReadFiles = {"problem.yaml", "domjudge-problem.ini", ".timelimit",
                                                        "submissions/submissions.yaml"};

class NamedFiles
{
public:
    explicit NamedFiles(const Problem &problem)
    {
        addPrograms(problem);
        addCases(problem);
        for (const Statement &statement : problem.statements)
            add(statement.file);
        for (const auto &file : problem.attachments)
            add(file);
        for (const IncludedFiles &included : problem.included)
            addAll(included.files);
        for (const JurySubmission &submission : problem.jurySubmissions)
            addAll(submission.files);
    }

    bool contains(const std::filesystem::path &path) const { return m_paths.contains(path.native()); }

private:
    void add(const std::filesystem::path &path)
    {
        if (!path.empty())
            m_paths.insert(path.native());
    }

    void addAll(const std::vector<std::filesystem::path> &paths)
    {
        for (const auto &path : paths)
            add(path);
    }

    void addPrograms(const Problem &problem)
    {
        for (const auto *programs : {&problem.outputValidators, &problem.inputValidators}) {
            for (const PackageProgram &program : *programs)
                addAll(program.files);
        }
        for (const auto *program :
             {&problem.staticValidator, &problem.grader, &problem.inputVisualizer, &problem.outputVisualizer}) {
            if (*program)
                addAll((*program)->files);
        }
    }

    void addCases(const Problem &problem)
    {
        for (const TestCase &one : problem.cases) {
            for (const auto &path : {one.input, one.answer, one.illustration, one.shownInput, one.shownAnswer,
                                     one.interaction, one.downloadInput, one.downloadAnswer, one.exampleOutput})
                add(path);
        }
        for (const SampleInteraction &one : problem.interactions)
            add(one.file);
        for (const ValidationCase &one : problem.validationCases) {
            add(one.input);
            add(one.answer);
            add(one.output);
        }
    }

    std::unordered_set<std::string> m_paths;
};

/// Below data/, what was read as text: configuration, arguments, hints; and the folders of cases.
bool isReadData(std::string_view path)
{
    if (!path.starts_with("data/"))
        return false;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (isGroupFile(name) || path.find(".files/") != std::string_view::npos)
        return true;
    const std::string_view extension = splitCaseName(name).extension;
    return extension == ".yaml" || extension == ".args" || extension == ".hint" || extension == ".desc";
}

} // namespace

std::vector<std::filesystem::path> findOtherFiles(const PackageTree &tree, const Problem &problem)
{
    const NamedFiles named{problem};
    std::vector<std::filesystem::path> others;
    for (const PackageFile &file : tree.files()) {
        if (std::ranges::contains(kReadFiles, std::string_view{file.path}) || isReadData(file.path))
            continue;
        std::filesystem::path path = tree.root() / file.path;
        if (!named.contains(path) && !named.contains(file.resolved))
            others.push_back(std::move(path));
    }
    return others;
}

} // namespace assay::core
