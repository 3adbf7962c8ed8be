// SPDX-License-Identifier: GPL-3.0-or-later
// Writes data/.
#include "core/problems/test_data_writer.h"

#include "core/problems/case_settings.h"
#include "core/problems/group_translation.h"
#include "core/problems/group_writer.h"

#include <algorithm>
#include <map>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// A folder below data/, with the settings that its configuration file makes.
struct FolderSettings {
    CaseSettings settings;
    bool decided = false; ///< By the first case that lies in it.
};

class TestDataWriter
{
public:
    TestDataWriter(const Problem &problem, const PackageTree &tree, const PackageTarget &target, PackageDraft &draft)
        : m_problem(problem)
        , m_tree(tree)
        , m_target(target)
        , m_draft(draft)
        , m_groups(groupsInStyle(problem, target.style))
    {
    }

    void write()
    {
        decideFolders();
        for (const auto &[folder, settings] : m_folders)
            writeGroupFile(folder);
        if (m_target.format == PackageFormat::Draft2023 && m_target.style == GroupStyle::Scoring && !m_hasGroupFile)
            writePresence(u"secret"_s); // By the name of the file the draft is read in this style.
        for (const TestCase &one : m_problem.cases)
            writeCase(one);
        for (const SampleInteraction &one : m_problem.interactions)
            m_draft.addCopy(pathOf(one.name) + ".interaction", one.file);
        if (!m_target.isLegacy() || m_target.same) {
            for (const ValidationCase &one : m_problem.validationCases)
                writeValidationCase(one);
        }
    }

private:
    static std::string pathOf(const QString &name) { return "data/" + name.toStdString(); }

    static QString folderOf(const QString &name)
    {
        const qsizetype slash = name.lastIndexOf(u'/');
        return slash < 0 ? QString() : name.first(slash);
    }

    /// The nearest folder, itself or above, that may have a configuration file.
    QString configuredFolder(QString folder) const
    {
        if (m_target.style == GroupStyle::Legacy)
            return folder;
        while (!folder.isEmpty() && !m_groups.contains(folder))
            folder = folderOf(folder);
        return folder;
    }

    /// The first case of a folder decides; the others say in their own file what is different. Parents come first.
    void decideFolders()
    {
        for (auto at = m_groups.begin(); at != m_groups.end(); ++at)
            m_folders.try_emplace(at.key());
        const auto decide = [&](const QString &name, const auto &settings) {
            const QString folder = configuredFolder(folderOf(name));
            for (QString above = folder; !above.isEmpty(); above = folderOf(above))
                m_folders.try_emplace(configuredFolder(above));
            FolderSettings &own = m_folders[folder];
            if (!own.decided && !folder.isEmpty())
                own = {.settings = settings, .decided = true};
        };
        m_folders[QString()] = {.settings = packageWideSettings(m_problem, m_target), .decided = true};
        for (const TestCase &one : m_problem.cases)
            decide(one.name, settingsOf(one, m_problem, m_target));
        if (m_target.style == GroupStyle::Legacy && (!m_target.isLegacy() || m_target.same)) {
            for (const ValidationCase &one : m_problem.validationCases)
                decide(one.name, settingsOf(one, m_problem, m_target, m_folders[QString()].settings));
        }
        for (auto &[folder, own] : m_folders) {
            if (!own.decided)
                own = {.settings = inherited(folder), .decided = true};
        }
    }

    /// What holds in that folder before its own file is read.
    CaseSettings inherited(const QString &folder) const
    {
        const QString parent = configuredFolder(folderOf(folder));
        const auto above = m_folders.find(parent);
        CaseSettings settings = above == m_folders.end() ? CaseSettings{} : above->second.settings;
        if (parent.isEmpty())
            settings.fullFeedback = folder == "sample"_L1;
        return settings;
    }

    void writeGroupFile(const QString &folder)
    {
        YamlWriter yaml;
        if (const auto group = m_groups.constFind(folder); group != m_groups.constEnd())
            writeGrading(yaml, {.name = folder, .groups = m_groups, .problem = m_problem, .target = m_target});
        const CaseSettings &settings = m_folders.at(folder).settings;
        if (!folder.isEmpty())
            writeSettings(yaml, settings, inherited(folder), m_target);
        const QByteArray text = yaml.result();
        // In the newer style a folder is a group by having the file.
        if (text.isEmpty() && m_target.style == GroupStyle::Scoring && folder.contains(u'/'))
            return writePresence(folder);
        m_hasGroupFile = m_hasGroupFile || !text.isEmpty();
        m_draft.addText(groupFileIn(folder), text);
    }

    std::string groupFileIn(const QString &folder) const
    {
        return (folder.isEmpty() ? "data" : pathOf(folder)) + "/" + m_target.groupFile();
    }

    /// A file that says what holds without it.
    void writePresence(const QString &folder)
    {
        YamlWriter yaml;
        yaml.boolean(u"full_feedback"_s, m_folders.at(folder).settings.fullFeedback);
        m_hasGroupFile = true;
        m_draft.addText(groupFileIn(folder), yaml.result());
    }

    void addIfThere(const std::string &path, const std::filesystem::path &source)
    {
        if (!source.empty())
            m_draft.addCopy(path, source);
    }

    void writeCase(const TestCase &one)
    {
        const std::string path = pathOf(one.name);
        m_draft.addCopy(path + ".in", one.input);
        m_draft.addCopy(path + ".ans", one.answer);
        addIfThere(path + ".interaction", one.interaction);
        addIfThere(path + one.illustration.extension().string(), one.illustration);
        writeTexts(path, one.hint, one.description, settingsOf(one, m_problem, m_target),
                   m_folders.at(configuredFolder(folderOf(one.name))).settings);
        if (m_target.isLegacy() && !m_target.same)
            return;
        addIfThere(path + ".out", one.exampleOutput);
        addIfThere(path + ".in.statement", one.shownInput);
        addIfThere(path + ".in.download", one.downloadInput);
        if (one.shownAnswer != one.exampleOutput)
            addIfThere(path + ".ans.statement", one.shownAnswer);
        if (one.downloadAnswer != one.exampleOutput)
            addIfThere(path + ".ans.download", one.downloadAnswer);
        writeFiles(path, one.files);
    }

    void writeFiles(const std::string &path, const std::filesystem::path &folder)
    {
        if (folder.empty())
            return;
        const std::string from = folder.lexically_relative(m_problem.root).generic_string();
        for (const PackageFile &file : m_tree.below(from))
            m_draft.addCopy(path + ".files" + file.path.substr(from.size()), file.resolved);
    }

    /// What a case says about itself: in its .yaml, in legacy in files of their own.
    void writeTexts(const std::string &path, const QString &hint, const QString &description,
                    const CaseSettings &settings, const CaseSettings &above)
    {
        if (!m_target.isLegacy()) {
            YamlWriter yaml;
            writeSettings(yaml, settings, above, m_target);
            yaml.textUnlessEmpty(u"hint"_s, hint);
            yaml.textUnlessEmpty(u"description"_s, description);
            m_draft.addText(path + ".yaml", yaml.result());
            return;
        }
        if (!hint.isEmpty())
            m_draft.addText(path + ".hint", hint.toUtf8() + '\n');
        if (!description.isEmpty())
            m_draft.addText(path + ".desc", description.toUtf8() + '\n');
        if (m_target.same && settings.arguments != above.arguments && areWords(settings.arguments))
            m_draft.addText(path + ".args", settings.arguments.join(u' ').toUtf8() + '\n');
    }

    void writeValidationCase(const ValidationCase &one)
    {
        const std::string path = pathOf(one.name);
        m_draft.addCopy(path + ".in", one.input);
        addIfThere(path + ".ans", one.answer);
        addIfThere(path + ".out", one.output);
        const CaseSettings above = m_folders.at(configuredFolder(folderOf(one.name))).settings;
        writeTexts(path, {}, one.description, settingsOf(one, m_problem, m_target, above), above);
    }

    const Problem &m_problem;
    const PackageTree &m_tree;
    const PackageTarget &m_target;
    PackageDraft &m_draft;
    const Gradings m_groups;
    bool m_hasGroupFile = false;
    std::map<QString, FolderSettings> m_folders; ///< By path below data/, parents first.
};

} // namespace

QStringList compareFlags(const CompareOptions &options)
{
    QStringList flags;
    if (options.caseSensitive)
        flags.append(u"case_sensitive"_s);
    if (options.spaceChangeSensitive)
        flags.append(u"space_change_sensitive"_s);
    if (options.floatAbsoluteTolerance && options.floatAbsoluteTolerance == options.floatRelativeTolerance)
        return flags << u"float_tolerance"_s << numberText(*options.floatAbsoluteTolerance);
    if (options.floatAbsoluteTolerance)
        flags << u"float_absolute_tolerance"_s << numberText(*options.floatAbsoluteTolerance);
    if (options.floatRelativeTolerance)
        flags << u"float_relative_tolerance"_s << numberText(*options.floatRelativeTolerance);
    return flags;
}

void writeTestData(const Problem &problem, const PackageTree &tree, const PackageTarget &target, PackageDraft &draft)
{
    TestDataWriter{problem, tree, target, draft}.write();
}

} // namespace assay::core
