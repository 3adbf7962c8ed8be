// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test cases of a package.
#include "core/problems/test_data.h"

#include "core/problems/compare_flags.h"
#include "core/problems/constants.h"
#include "core/problems/message_text.h"
#include "core/problems/package_check.h"

#include <algorithm>
#include <array>
#include <map>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Longest first, so that "1.in.statement" is not taken for a case "1.in" with an unknown ending.
constexpr std::array<std::string_view, 17> kCaseExtensions = {
    ".in.statement", ".ans.statement", ".in.download", ".ans.download", ".interaction", ".in",
    ".ans",          ".out",           ".yaml",        ".hint",         ".desc",        ".png",
    ".jpg",          ".jpeg",          ".svg",         ".args",         ".files"};
constexpr std::array<std::string_view, 2> kGroupFiles = {"testdata.yaml", "test_group.yaml"};

constexpr std::array<std::string_view, 20> kGroupKeys = {"on_reject",
                                                         "grading",
                                                         "grader_flags",
                                                         "input_validator_flags",
                                                         "output_validator_flags",
                                                         "accept_score",
                                                         "reject_score",
                                                         "range",
                                                         "max_score",
                                                         "score_aggregation",
                                                         "require_pass",
                                                         "args",
                                                         "static_validation_score",
                                                         "input_validator_args",
                                                         "static_validator_args",
                                                         "full_feedback",
                                                         "hint",
                                                         "output_validator_args",
                                                         "input_visualizer_args",
                                                         "output_visualizer_args"};
constexpr std::array<std::string_view, 8> kCaseKeys = {"args",
                                                       "input_validator_args",
                                                       "output_validator_args",
                                                       "input_visualizer_args",
                                                       "output_visualizer_args",
                                                       "full_feedback",
                                                       "hint",
                                                       "description"};

/// A folder below data/ as a tree of the files in it.
struct Folder {
    std::map<std::string, Folder, std::less<>> folders;
    std::map<std::string, const PackageFile *, std::less<>> files;
};

/// The flags of the output validator in force, and what they mean to the default one.
struct ValidatorSetting {
    QStringList flags;
    CompareOptions compare;
};

/// The files of one test case, by extension.
using CaseFiles = std::map<std::string_view, const PackageFile *>;

struct CaseName {
    std::string_view base;
    std::string_view extension;
};

CaseName splitName(std::string_view name)
{
    for (const auto extension : kCaseExtensions) {
        if (name.size() > extension.size() && name.ends_with(extension))
            return {.base = name.substr(0, name.size() - extension.size()), .extension = extension};
    }
    return {.base = name, .extension = {}};
}

class TestDataReader
{
public:
    TestDataReader(const PackageTree &tree, const ProblemYaml &yaml, QList<Finding> &findings)
        : m_tree(tree)
        , m_yaml(yaml)
        , m_findings(findings)
    {
    }

    Result<QList<TestCase>> read()
    {
        m_ownValidator = TRY(ownValidator(m_tree, m_yaml)).has_value();
        const auto packageWide = TRY(settingOf(m_yaml.validatorFlags, "problem.yaml: validator_flags"));
        const Folder data = build();
        const ValidatorSetting setting = TRY(groupSetting(data, "data", packageWide));
        for (const auto &[name, kind] :
             {std::pair{"sample", CaseKind::Sample}, std::pair{"secret", CaseKind::Secret}}) {
            m_kind = kind;
            if (const auto folder = data.folders.find(name); folder != data.folders.end())
                TRY(readFolder(folder->second, std::string{"data/"} + name, setting));
        }
        return std::move(m_cases);
    }

private:
    RepeatedTolerance repeated() const
    {
        return m_yaml.format == PackageFormat::Version2025 ? RepeatedTolerance::Forbidden : RepeatedTolerance::LastWins;
    }

    bool isLegacy() const
    {
        return m_yaml.format == PackageFormat::Legacy || m_yaml.format == PackageFormat::LegacyIcpc;
    }

    void warn(const std::string &path, const QString &message, const QString &key = {})
    {
        m_findings.append(
            {.severity = Severity::Warning, .file = QString::fromStdString(path), .key = key, .message = message});
    }

    Folder build() const
    {
        Folder data;
        for (const PackageFile &file : m_tree.below("data")) {
            Folder *folder = &data;
            std::string_view rest = std::string_view{file.path}.substr(sizeof "data/" - 1);
            for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
                folder = &folder->folders[std::string{rest.substr(0, slash)}];
                rest.remove_prefix(slash + 1);
            }
            folder->files.emplace(rest, &file);
        }
        return data;
    }

    /// What testdata.yaml or test_group.yaml of this folder sets, else the parent's setting.
    Result<ValidatorSetting> groupSetting(const Folder &folder, const std::string &path, const ValidatorSetting &parent)
    {
        ValidatorSetting setting = parent;
        for (const auto name : kGroupFiles) {
            const auto file = folder.files.find(name);
            if (file == folder.files.end())
                continue;
            const YamlValue group = TRY(readYaml(*file->second));
            TRY(checkKeys(group, kGroupKeys, m_yaml.format, m_findings));
            TRY(checkGrading(group));
            setting = TRY(flagsOf(group, setting));
        }
        if (path == "data" && !isLegacy() && folder.files.contains("test_group.yaml"))
            warn("data/test_group.yaml", u"the format has no such file; it is taken to hold for all cases"_s);
        return setting;
    }

    Result<ValidatorSetting> settingOf(const QStringList &flags, std::string_view place) const
    {
        if (m_ownValidator)
            return ValidatorSetting{.flags = flags, .compare = {}};
        return ValidatorSetting{.flags = flags, .compare = TRY(parseCompareFlags(flags, repeated(), place))};
    }

    /// Flags of a group add to those of problem.yaml in the older formats, as problemtools has it.
    Result<ValidatorSetting> flagsOf(const YamlValue &group, const ValidatorSetting &otherwise)
    {
        QStringList flags;
        const YamlValue *value = group.find("output_validator_args");
        if (value) {
            flags = TRY(value->strings());
            for (QString &flag : flags)
                flag = applyConstants(flag, m_yaml.constants);
        } else if ((value = group.find("output_validator_flags")) != nullptr) {
            const YamlValue *text = value->isMap() ? value->find("flags") : value;
            flags = m_yaml.validatorFlags + (text ? TRY(text->words()) : QStringList{});
        }
        if (!value)
            return otherwise;
        return settingOf(flags, value->place());
    }

    /// Only what makes a pass-fail problem accept although a case failed, or refuse although none did, is refused.
    Result<void> checkGrading(const YamlValue &group)
    {
        if (const YamlValue *grading = group.find("grading"); grading && TRY(grading->string()) == "custom"_L1)
            TRY(requireFeature(PackageFeature::CustomGrader, grading->place()));
        if (const YamlValue *value = group.find("grader_flags")) {
            for (const QString &flag : TRY(value->words())) {
                if (flag == "always_accept"_L1 || flag == "accept_if_any_accepted"_L1 || flag == "ignore_sample"_L1)
                    TRY(requireFeature(PackageFeature::GraderFlags, value->place()));
            }
        }
        if (const YamlValue *score = group.find("static_validation_score"))
            TRY(requireFeature(PackageFeature::StaticValidator, score->place()));
        return checkArguments(group);
    }

    static Result<void> checkArguments(const YamlValue &yaml)
    {
        const YamlValue *args = yaml.find("args");
        if (args && !TRY(args->strings()).isEmpty())
            return requireFeature(PackageFeature::CaseArguments, args->place());
        return {};
    }

    Result<void> readFolder(const Folder &folder, const std::string &path, const ValidatorSetting &parent)
    {
        const ValidatorSetting setting = TRY(groupSetting(folder, path, parent));
        std::map<std::string, CaseFiles, std::less<>> cases;
        for (const auto &[name, file] : folder.files) {
            if (std::ranges::contains(kGroupFiles, std::string_view{name}))
                continue;
            const CaseName split = splitName(name);
            if (split.extension.empty()) {
                if (!name.starts_with("README"))
                    warn(file->path, u"belongs to no test case and is ignored"_s);
                continue;
            }
            cases[std::string{split.base}][split.extension] = file;
        }
        // Cases and folders in one order of names; a folder "1.files" belongs to the case "1".
        auto nextCase = cases.begin();
        for (const auto &[name, subfolder] : folder.folders) {
            for (; nextCase != cases.end() && nextCase->first <= name; ++nextCase)
                TRY(addCase(path + "/" + nextCase->first, nextCase->second, setting));
            TRY(addFolder(name, subfolder, path, cases, setting));
        }
        for (; nextCase != cases.end(); ++nextCase)
            TRY(addCase(path + "/" + nextCase->first, nextCase->second, setting));
        return {};
    }

    Result<void> addFolder(const std::string &name, const Folder &folder, const std::string &path,
                           const std::map<std::string, CaseFiles, std::less<>> &cases, const ValidatorSetting &setting)
    {
        const std::string full = path + "/" + name;
        const CaseName split = splitName(name);
        if (split.extension == ".files" && cases.contains(split.base))
            return requireFeature(PackageFeature::CaseFiles, full);
        if (const auto same = cases.find(name); same != cases.end() && same->second.contains(".in")) {
            if (m_yaml.format == PackageFormat::Version2025)
                return invalidPackage(full, "is the name of a folder and of a test case");
            warn(full, u"is the name of a folder and of a test case"_s);
        }
        return readFolder(folder, full, setting);
    }

    Result<void> addCase(const std::string &path, const CaseFiles &files, const ValidatorSetting &setting)
    {
        const auto input = files.find(".in");
        const auto answer = files.find(".ans");
        if (input == files.end() && answer == files.end()) {
            if (!files.contains(".yaml") || files.size() > 1)
                warn(path, u"has no .in file: nothing of it is judged"_s);
            return {};
        }
        if (input == files.end())
            return invalidPackage(path + ".ans", "has no input " + path + ".in");
        if (answer == files.end())
            return invalidPackage(path + ".in", "has no answer " + path + ".ans");
        TestCase testCase{
            .name = QString::fromStdString(path.substr(sizeof "data/" - 1)),
            .kind = m_kind,
            .input = input->second->resolved,
            .answer = answer->second->resolved,
            .compare = setting.compare,
            .validatorFlags = m_ownValidator ? setting.flags : QStringList{},
            .shownInput = {},
            .shownAnswer = {},
        };
        TRY(readCaseFiles(files, setting, testCase));
        m_cases.append(std::move(testCase));
        return {};
    }

    /// What a case may have beside input and answer.
    Result<void> readCaseFiles(const CaseFiles &files, const ValidatorSetting &group, TestCase &testCase)
    {
        const auto resolved = [&](std::string_view extension) {
            const auto file = files.find(extension);
            return file == files.end() ? std::filesystem::path{} : file->second->resolved;
        };
        if (const auto args = files.find(".args"); args != files.end())
            TRY(requireFeature(PackageFeature::CaseArguments, args->second->path));
        testCase.shownInput = resolved(".in.statement");
        testCase.shownAnswer = resolved(".ans.statement");
        if (testCase.shownAnswer.empty())
            testCase.shownAnswer = resolved(".out");
        const auto file = files.find(".yaml");
        if (file == files.end() || isLegacy())
            return {};
        const YamlValue yaml = TRY(readYaml(*file->second));
        TRY(checkKeys(yaml, kCaseKeys, m_yaml.format, m_findings));
        TRY(checkArguments(yaml));
        const ValidatorSetting own = TRY(flagsOf(yaml, group));
        testCase.compare = own.compare;
        if (m_ownValidator)
            testCase.validatorFlags = own.flags;
        return {};
    }

    const PackageTree &m_tree;
    const ProblemYaml &m_yaml;
    QList<Finding> &m_findings;
    bool m_ownValidator = false;
    CaseKind m_kind = CaseKind::Sample;
    QList<TestCase> m_cases;
};

} // namespace

Result<QList<TestCase>> readTestData(const PackageTree &tree, const ProblemYaml &yaml, QList<Finding> &findings)
{
    return TestDataReader{tree, yaml, findings}.read();
}

} // namespace assay::core
