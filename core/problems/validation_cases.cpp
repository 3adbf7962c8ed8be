// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test data that only validators see: data/invalid_input, data/invalid_output, data/valid_output.
#include "core/problems/validation_cases.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
using Kind = ValidationCase::Kind;

struct FolderRow {
    std::string_view folder;
    Kind kind;
    std::string_view name; ///< By which the format knows it.
};
constexpr std::array<FolderRow, 7> kFolders = {{
    {"invalid_input", Kind::InvalidInput, "invalid_input"},
    {"invalid_inputs", Kind::InvalidInput, "invalid_input"},
    {"bad", Kind::InvalidInput, "invalid_input"},
    {"invalid_output", Kind::InvalidOutput, "invalid_output"},
    {"invalid_outputs", Kind::InvalidOutput, "invalid_output"},
    {"valid_output", Kind::ValidOutput, "valid_output"},
    {"valid_outputs", Kind::ValidOutput, "valid_output"},
}};
/// Of other tools, or read elsewhere.
constexpr std::array<std::string_view, 4> kKnownFolders = {"sample", "secret", "invalid_answer", "invalid_answers"};

class ValidationReader
{
public:
    ValidationReader(const ValidationSource &source, Problem &problem, PackageFindings &findings)
        : m_source(source)
        , m_problem(problem)
        , m_findings(findings)
    {
    }

    void read()
    {
        for (const FolderRow &row : kFolders) {
            const auto folder = m_source.data.folders.find(row.folder);
            if (folder == m_source.data.folders.end())
                continue;
            const std::string path = "data/" + std::string{row.folder};
            if (row.folder != row.name && m_problem.format == PackageFormat::Version2025)
                m_findings.warn(path, {}, u"is called data/%1 in this version"_s.arg(QLatin1StringView{row.name}));
            m_kind = row.kind;
            readFolder(folder->second, path, std::string{row.name}, m_source.above);
        }
        tellOfOthers();
    }

private:
    void readFolder(const DataFolder &folder, const std::string &path, const std::string &name,
                    const DataSettings &above)
    {
        const DataSettings settings = m_source.settingsOf(path, above);
        for (const auto &[base, files] : casesIn(folder, m_findings))
            addCase(path + "/" + base, name + "/" + base, files, settings);
        for (const auto &[base, subfolder] : folder.folders) {
            if (splitCaseName(base).extension != ".files")
                readFolder(subfolder, path + "/" + base, name + "/" + base, settings);
        }
    }

    void addCase(const std::string &path, const std::string &name, const CaseFiles &files, const DataSettings &above)
    {
        const bool inputOnly = m_kind == Kind::InvalidInput;
        // An answer beside it: it is the answer that is bad, which only some tools look at.
        if (inputOnly && path.starts_with("data/bad/") && files.contains(".ans"))
            return;
        static constexpr std::array<std::string_view, 3> needed = {".in", ".ans", ".out"};
        for (const std::string_view extension : std::span{needed}.first(inputOnly ? 1 : 3)) {
            if (!files.contains(extension))
                return m_findings.warn(path, {}, u"is ignored: there is no %1"_s.arg(QLatin1StringView{extension}));
        }
        const DataSettings settings = caseSettings(files, above, m_problem, m_source.reader, m_findings);
        ValidationCase one{
            .kind = m_kind,
            .name = QString::fromStdString(name),
            .input = fileOf(files, ".in"),
            .answer = inputOnly ? std::filesystem::path{} : fileOf(files, ".ans"),
            .output = inputOnly ? std::filesystem::path{} : fileOf(files, ".out"),
            .arguments = settings.arguments,
            .compare = settings.compare,
            .validatorFlags = m_problem.outputValidators.isEmpty() ? QStringList{} : settings.validatorFlags,
            .inputValidatorFlags = settings.inputValidatorFlags,
            .description = settings.description,
        };
        m_problem.validationCases.append(std::move(one));
    }

    void tellOfOthers()
    {
        for (const auto &[name, folder] : m_source.data.folders) {
            if (!std::ranges::contains(kFolders, std::string_view{name}, &FolderRow::folder) &&
                !std::ranges::contains(kKnownFolders, std::string_view{name}))
                m_findings.warn("data/" + name, {}, u"is no folder of the format and is ignored"_s);
        }
        for (const auto &[name, files] : casesIn(m_source.data, m_findings)) {
            if (files.contains(".in"))
                m_findings.warn("data/" + name, {}, u"lies in neither sample nor secret: it is not judged"_s);
        }
    }

    const ValidationSource &m_source;
    Problem &m_problem;
    PackageFindings &m_findings;
    Kind m_kind = Kind::InvalidInput;
};

} // namespace

void readValidationCases(const ValidationSource &source, Problem &problem, PackageFindings &findings)
{
    ValidationReader{source, problem, findings}.read();
}

} // namespace assay::core
