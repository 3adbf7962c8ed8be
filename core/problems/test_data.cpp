// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test data of a package: cases, groups, and what only validators see.
#include "core/problems/test_data.h"

#include "core/problems/case_files.h"
#include "core/problems/group_checks.h"
#include "core/problems/validation_cases.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// The configuration files of groups, by folder ("data/secret").
using GroupFiles = std::map<std::string, YamlValue, std::less<>>;

class GroupFileReader
{
public:
    GroupFileReader(const Problem &problem, PackageFindings &findings)
        : m_problem(problem)
        , m_findings(findings)
    {
    }

    GroupFiles read(const DataFolder &data)
    {
        readFolder(data, "data");
        return std::move(m_files);
    }

    /// The draft's packages come in either style.
    GroupStyle style() const
    {
        switch (m_problem.format) {
        case PackageFormat::Legacy:
        case PackageFormat::LegacyIcpc:
            return GroupStyle::Legacy;
        case PackageFormat::Draft2023:
            return m_newer ? GroupStyle::Scoring : GroupStyle::Legacy;
        case PackageFormat::Version2025:
            break;
        }
        return GroupStyle::Scoring;
    }

private:
    void readFolder(const DataFolder &folder, const std::string &path)
    {
        const bool legacy = isLegacy(m_problem.format);
        const std::array<std::string_view, 2> names = {legacy ? "testdata.yaml" : "test_group.yaml",
                                                       legacy ? "test_group.yaml" : "testdata.yaml"};
        bool found = false;
        for (const std::string_view name : names) {
            const auto file = folder.files.find(name);
            if (file == folder.files.end())
                continue;
            if (found) {
                m_findings.warn(file->second->path, {}, u"is ignored: there is another configuration beside it"_s);
                continue;
            }
            found = true;
            if (name == names[1] && m_problem.format != PackageFormat::Draft2023)
                m_findings.warn(file->second->path, {},
                                u"is called %1 in this version"_s.arg(QLatin1StringView{names[0]}));
            // As the tools of that time read them, and packages of that time have them.
            const RepeatedKeys repeated = legacy ? RepeatedKeys::LastCounts : RepeatedKeys::Refused;
            if (auto yaml = m_findings.keep(readYaml(*file->second, m_problem.constants, repeated))) {
                m_newer = m_newer || name == "test_group.yaml" || speaksOfScoring(*yaml);
                m_files.emplace(path, std::move(*yaml));
            }
        }
        for (const auto &[name, subfolder] : folder.folders) {
            if (splitCaseName(name).extension != ".files")
                readFolder(subfolder, path + "/" + name);
        }
    }

    const Problem &m_problem;
    PackageFindings &m_findings;
    GroupFiles m_files;
    bool m_newer = false;
};

class TestDataReader
{
public:
    TestDataReader(const PackageTree &tree, const ProblemYaml &yaml, Problem &problem, PackageFindings &findings)
        : m_tree(tree)
        , m_problem(problem)
        , m_findings(findings)
        , m_data(DataFolder::of(tree))
        , m_groupFiles(problem, findings)
        , m_files(m_groupFiles.read(m_data))
        , m_style(m_groupFiles.style())
        , m_settings(problem, yaml, m_style, findings)
    {
    }

    void read()
    {
        const DataSettings root = settingsOf("data", m_settings.packageWide());
        addGroup("data", std::nullopt, root);
        if (m_style == GroupStyle::Scoring && m_files.contains("data"))
            m_findings.warn("data/test_group.yaml", {},
                            u"the format has no such file; it is taken to hold for all cases"_s);
        for (const auto &[name, kind] :
             {std::pair{"sample", CaseKind::Sample}, std::pair{"secret", CaseKind::Secret}}) {
            m_kind = kind;
            DataSettings above = root;
            above.fullFeedback = kind == CaseKind::Sample;
            readTop(std::string{"data/"} + name, name, above);
        }
        const auto settingsOfFolder = [this](const std::string &path, const DataSettings &above) {
            return settingsOf(path, above);
        };
        readValidationCases({.data = m_data, .settingsOf = settingsOfFolder, .above = root, .reader = m_settings},
                            m_problem, m_findings);
    }

private:
    void readTop(const std::string &path, const std::string &name, const DataSettings &above)
    {
        const DataSettings settings = settingsOf(path, above);
        const qsizetype group = addGroup(path, 0, settings);
        if (const auto folder = m_data.folders.find(name); folder != m_data.folders.end())
            readFolder(folder->second, path, settings, group);
        // A group of nothing has no result that could count.
        if (!isEmpty(group))
            m_problem.groups[0].members.append({.kind = TestGroup::Member::Group, .index = group});
    }

    bool isEmpty(qsizetype group) const
    {
        const TestGroup &one = m_problem.groups[group];
        const auto *scoring = std::get_if<GroupScoring>(&one.grading);
        return one.members.isEmpty() && !(scoring && scoring->staticValidation);
    }

    DataSettings settingsOf(const std::string &path, const DataSettings &above)
    {
        m_own = {};
        const auto file = m_files.find(path);
        return file == m_files.end() ? above : m_settings.ofGroup(file->second, above, m_own);
    }

    /// With the scoring that settingsOf has read just before.
    qsizetype addGroup(const std::string &path, std::optional<qsizetype> parent, const DataSettings &settings)
    {
        TestGroup group{
            .name = path == "data" ? QString() : QString::fromStdString(path.substr(sizeof "data/" - 1)),
            .parent = parent,
            .members = {},
            .grading = {},
        };
        if (m_style == GroupStyle::Legacy) {
            LegacyGrading grading = settings.grading;
            if (parent && grading.grader.ignoreSample) {
                grading.grader.ignoreSample = false;
                if (const auto file = m_files.find(path); file != m_files.end() && file->second.find("grader_flags"))
                    m_findings.add(file->second.find("grader_flags")
                                       ->warning(u"ignore_sample counts in data/testdata.yaml alone"_s));
            }
            group.grading = grading;
        } else {
            group.grading = scoringOf(group.name);
        }
        m_problem.groups.append(group);
        return m_problem.groups.size() - 1;
    }

    GroupScoring scoringOf(const QString &name) const
    {
        GroupScoring scoring;
        scoring.staticValidation = m_own.staticValidation;
        if (!m_problem.types.scoring || name.isEmpty() || name == "sample"_L1)
            return scoring;
        const bool secret = name == "secret"_L1;
        scoring.maxScore = m_own.maxScore.value_or(secret ? std::optional<double>{100} : std::nullopt);
        scoring.aggregation = m_own.aggregation.value_or(secret ? ScoreAggregation::Sum : ScoreAggregation::PassFail);
        scoring.requirePass = m_own.requirePass;
        return scoring;
    }

    void readFolder(const DataFolder &folder, const std::string &path, const DataSettings &settings, qsizetype group)
    {
        const auto cases = casesIn(folder, m_findings);
        // Cases and folders in one order of names; a folder "1.files" belongs to the case "1".
        auto nextCase = cases.begin();
        for (const auto &[name, subfolder] : folder.folders) {
            for (; nextCase != cases.end() && nextCase->first <= name; ++nextCase)
                addCase(path + "/" + nextCase->first, nextCase->second, settings, group);
            const CaseName split = splitCaseName(name);
            if (split.extension == ".files" && cases.contains(split.base))
                continue;
            if (const auto same = cases.find(name); same != cases.end() && same->second.contains(".in"))
                checkSameName(path + "/" + name);
            addFolder(subfolder, path + "/" + name, settings, group);
        }
        for (; nextCase != cases.end(); ++nextCase)
            addCase(path + "/" + nextCase->first, nextCase->second, settings, group);
    }

    void checkSameName(const std::string &path)
    {
        const QString message = u"is the name of a folder and of a test case"_s;
        if (m_problem.format == PackageFormat::Version2025)
            m_findings.error(path, {}, message);
        else
            m_findings.warn(path, {}, message);
    }

    void addFolder(const DataFolder &folder, const std::string &path, const DataSettings &above, qsizetype parent)
    {
        const DataSettings settings = settingsOf(path, above);
        if (!isGroup(path, parent)) {
            checkNoGroup(path);
            return readFolder(folder, path, settings, parent);
        }
        const qsizetype group = addGroup(path, parent, settings);
        readFolder(folder, path, settings, group);
        if (!isEmpty(group)) {
            m_problem.groups[parent].members.append({.kind = TestGroup::Member::Group, .index = group});
            return;
        }
        m_findings.warn(path, {}, u"has no test case"_s);
        m_problem.groups.removeLast(); // Its subgroups, as empty as it is, are gone already.
    }

    /// In the newer style only folders directly below secret/ that have a configuration.
    bool isGroup(const std::string &path, qsizetype parent) const
    {
        if (m_style == GroupStyle::Legacy)
            return true;
        return m_problem.groups[parent].name == "secret"_L1 && m_files.contains(path) &&
               path.find('/', sizeof "data/secret/" - 1) == std::string::npos;
    }

    void checkNoGroup(const std::string &path)
    {
        const auto file = m_files.find(path);
        if (file == m_files.end())
            return;
        const QString message = u"there can be no test data group here: %1"_s;
        if (!m_own.isSilent() && m_problem.types.scoring)
            m_findings.error(file->second.file(), {}, message.arg("its scores cannot be honoured"_L1));
        else
            m_findings.warn(file->second.file(), {}, message.arg("it only sets arguments"_L1));
    }

    void addCase(const std::string &path, const CaseFiles &files, const DataSettings &above, qsizetype group)
    {
        const bool hasInput = files.contains(".in");
        if (!hasInput && !files.contains(".ans"))
            return addLoose(path, files);
        if (!hasInput)
            return m_findings.error(path + ".ans", {}, u"has no input %1.in"_s.arg(QString::fromStdString(path)));
        CaseFiles complete = files;
        if (!files.contains(".ans")) {
            // Packages from other systems call the answer so.
            if (m_style != GroupStyle::Legacy || !files.contains(".out"))
                return m_findings.error(path + ".in", {}, u"has no answer %1.ans"_s.arg(QString::fromStdString(path)));
            m_findings.warn(files.at(".out")->path, {}, u"is taken for the answer, which should end in .ans"_s);
            complete.erase(".out");
            complete[".ans"] = files.at(".out");
        }
        const DataSettings settings = caseSettings(complete, above, m_problem, m_settings, m_findings);
        TestCase one = readCase(path, complete, settings, m_problem, m_findings);
        one.kind = m_kind;
        one.group = group;
        if (const std::string own = path + ".files"; !m_tree.below(own).empty())
            one.files = m_tree.root() / own;
        m_problem.cases.append(std::move(one));
        m_problem.groups[group].members.append({.kind = TestGroup::Member::Case, .index = m_problem.cases.size() - 1});
    }

    /// Files that have the name of a case that is not there.
    void addLoose(const std::string &path, const CaseFiles &files)
    {
        const bool onlyInteraction = files.size() == 1 && files.contains(".interaction");
        if (onlyInteraction && m_kind == CaseKind::Sample) {
            m_problem.interactions.append({.name = QString::fromStdString(path.substr(sizeof "data/" - 1)),
                                           .file = fileOf(files, ".interaction")});
            if (m_problem.format == PackageFormat::Version2025)
                m_findings.warn(files.at(".interaction")->path, {}, u"belongs to no test case"_s);
        } else {
            m_findings.warn(path, {}, u"has no .in file: nothing of it is judged"_s);
        }
    }

    const PackageTree &m_tree;
    Problem &m_problem;
    PackageFindings &m_findings;
    const DataFolder m_data;
    GroupFileReader m_groupFiles;
    const GroupFiles m_files;
    const GroupStyle m_style;
    SettingsReader m_settings;
    OwnScoring m_own; ///< Of the group whose settings were read last.
    CaseKind m_kind = CaseKind::Sample;
};

} // namespace

void readTestData(const PackageTree &tree, const ProblemYaml &yaml, Problem &problem, PackageFindings &findings)
{
    TestDataReader{tree, yaml, problem, findings}.read();
    checkGroups(problem, findings);
}

} // namespace assay::core
