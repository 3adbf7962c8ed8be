// SPDX-License-Identifier: GPL-3.0-or-later
// What of a problem a version of the package format cannot say.
#include "core/problems/package_losses.h"

#include "core/problems/case_settings.h"
#include "core/problems/credits_yaml.h"
#include "core/problems/expectation_losses.h"
#include "core/problems/group_translation.h"
#include "core/problems/package_layout.h"
#include "core/problems/problem_yaml_writer.h"
#include "core/problems/statement_files.h"

#include <algorithm>
#include <map>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

class LossFinder
{
public:
    LossFinder(const Problem &problem, const PackageTarget &target)
        : m_problem(problem)
        , m_target(target)
    {
    }

    QList<PackageLoss> find()
    {
        if (m_target.isLegacy())
            findInLegacyFacts();
        else
            findInNewerFacts();
        findInLimits();
        findInPrograms();
        findInGroups();
        if (m_target.isLegacy())
            findInLegacyData();
        findInFiles();
        m_losses += findExpectationLosses(m_problem, m_target);
        return m_losses;
    }

private:
    void lost(const char *field, const QString &detail)
    {
        m_losses.append({.field = QLatin1StringView{field}, .detail = detail});
    }

    void lostIf(bool condition, const char *field, const QString &detail)
    {
        if (condition)
            lost(field, detail);
    }

    /// "is gone" for a text that the version has no key for.
    void lostText(const char *field, const QString &value)
    {
        lostIf(!value.isEmpty(), field, u"%1 has no place in this version"_s.arg(value));
    }

    void findInLegacyFacts()
    {
        const ProblemTypes &types = m_problem.types;
        lostIf(types.scoring && !m_target.hasScoring(), "type", u"legacy-icpc has no scoring problems"_s);
        lostIf(types.multiPass, "type", u"legacy has no multi-pass problems"_s);
        lostIf(types.submitAnswer, "type", u"legacy has no submit-answer problems"_s);
        lostIf((types.interactive || types.multiPass) && m_problem.outputValidators.isEmpty(), "type",
               u"an interactive problem needs an output validator"_s);
        findInLegacyNames();
        findInLegacyCredits();
        lostText("version", m_problem.version);
        lostText("embargo_until", m_problem.embargoUntil);
        for (const QString &word : m_problem.keywords)
            lostIf(!areWords({word}), "keywords", u"\"%1\" becomes several words"_s.arg(word));
        lostText("languages", m_problem.languages.join(", "_L1));
        lostIf(!m_problem.allowFileWriting, "allow_file_writing", u"submissions may write files in legacy"_s);
        lostText("constants", QStringList(m_problem.constants.keys()).join(", "_L1));
        if (!m_target.hasScoring())
            findInGrading();
        lostIf(m_problem.validatorScores && !m_target.hasScoring(), "validation",
               u"legacy-icpc has no scores of validators"_s);
        lostIf(!areWords(m_problem.validatorFlags), "validator_flags", u"words with spaces are split"_s);
        for (const Statement &one : m_problem.statements)
            lostIf(one.format == StatementFormat::Markdown, "statement",
                   u"legacy has no Markdown: tools beside Assay do not find the statement in %1"_s.arg(one.language));
    }

    void findInGrading()
    {
        lostIf(m_problem.objective == Objective::Minimize, "grading.objective", u"a higher score is always better"_s);
        lostIf(m_problem.showTestDataGroups, "grading.show_test_data_groups", u"has no place in this version"_s);
    }

    void findInLegacyNames()
    {
        PackageFindings ignored; // They were told when the package was read.
        QMap<QString, QString> names = latexTitles(m_problem, ignored);
        const QString name = legacyName(m_problem);
        if (!name.isEmpty() && !names.contains(u"en"_s))
            names.insert(u"en"_s, name);
        for (auto at = m_problem.names.begin(); at != m_problem.names.end(); ++at) {
            if (!names.contains(at.key()))
                lost("name", u"%1 (%2) has no place in this version"_s.arg(at.value(), at.key()));
            else if (names.value(at.key()) != at.value())
                lost("name", u"%1 (%2): the statement's own title \"%3\" counts"_s.arg(at.value(), at.key(),
                                                                                       names.value(at.key())));
        }
        for (auto at = names.begin(); at != names.end(); ++at)
            lostIf(!m_problem.names.contains(at.key()), "name", u"\"%1\" (%2) is added"_s.arg(at.value(), at.key()));
    }

    void findInLegacyCredits()
    {
        const Credits &credits = m_problem.credits;
        if (readAuthors(legacyAuthors(credits.authors)) != credits.authors)
            lost("credits", u"of authors there are only names and addresses, and no name with a comma or an \"and\""_s);
        lostIf(!(Credits{.authors = credits.authors} == credits), "credits",
               u"there is no place but for authors in this version"_s);
        lostIf(m_problem.sources.size() > 1, "source", u"only the first source is kept"_s);
    }

    void findInNewerFacts()
    {
        findInGrading();
        lostIf(m_problem.validatorScores, "validation",
               u"that the validator gives scores is not said in this version; it may, in a scoring problem"_s);
        lostIf(m_problem.uuid.isEmpty(), "uuid", u"is demanded; one is made up from the content"_s);
        lostIf(m_problem.outputValidators.size() > 1, "output_validators",
               u"only the first of several is kept, %1"_s.arg(m_problem.outputValidators.value(0).name));
    }

    void findInLimits()
    {
        if (!m_target.isLegacy())
            return;
        lostIf(m_problem.givenLimits.contains(LimitKey::TimeLimit), "limits.time_limit",
               u"legacy has no key for it: it is written to domjudge-problem.ini"_s);
        lostIf(m_problem.givenLimits.contains(LimitKey::ValidationPasses), "limits.validation_passes",
               u"has no place in this version"_s);
        lostIf(m_problem.timeLimitInference.resolution != TimeLimitInference{}.resolution, "limits.time_resolution",
               u"has no place in this version"_s);
    }

    void findInPrograms()
    {
        if (!hasNewerPrograms(m_target)) {
            lostIf(m_problem.staticValidator.has_value(), "static_validator", u"has no place in this version"_s);
            lostIf(m_problem.inputVisualizer.has_value(), "input_visualizer", u"has no place in this version"_s);
            lostIf(m_problem.outputVisualizer.has_value(), "output_visualizer", u"has no place in this version"_s);
        }
        lostIf(m_problem.grader.has_value() && !hasGrader(m_target), "graders", u"has no place in this version"_s);
        for (const QString &language : m_problem.included.keys())
            lostIf(!hasIncludedFiles(m_target, language), "include",
                   u"files for %1 have no place in this version"_s.arg(language));
    }

    void findInGroups()
    {
        if (m_target.format == PackageFormat::LegacyIcpc && (hasOwnGroups() || hasGrading()))
            lost("data.groups", u"legacy-icpc has no test data groups"_s);
        if (groupStyleOf(m_problem) == m_target.style)
            return;
        if (m_problem.types.scoring)
            lost("data.groups",
                 u"scores are put together in another way in this version; what is written comes near"_s);
        else if (hasOwnGroups() || hasGrading())
            lost("data.groups", u"have no grading of their own in a pass-fail problem of this version"_s);
        else
            lost("data.groups", u"the policy after a failed case is not said in this version"_s);
    }

    bool hasOwnGroups() const
    {
        return std::ranges::any_of(m_problem.groups, [](const TestGroup &one) { return one.name.contains(u'/'); });
    }

    bool hasGrading() const
    {
        return std::ranges::any_of(m_problem.groups, [](const TestGroup &one) {
            const auto *grading = std::get_if<LegacyGrading>(&one.grading);
            const auto *scoring = std::get_if<GroupScoring>(&one.grading);
            return (grading && !(*grading == LegacyGrading{})) || (scoring && !(*scoring == GroupScoring{}));
        });
    }

    void findInLegacyData()
    {
        for (const TestCase &one : m_problem.cases) {
            lostIf(!one.arguments.isEmpty(), "data.args", one.name);
            lostIf(!one.files.empty(), "data.files", one.name);
            lostIf(!one.shownInput.empty() || (!one.shownAnswer.empty() && one.shownAnswer != one.exampleOutput),
                   "data.statement", one.name);
            lostIf(!one.downloadInput.empty() ||
                       (!one.downloadAnswer.empty() && one.downloadAnswer != one.exampleOutput),
                   "data.download", one.name);
            if (!one.exampleOutput.empty()) {
                lost("data.out", one.name);
                lost("data.statement", one.name);
                lost("data.download", one.name);
            }
            lostIf(!one.inputVisualizerArguments.isEmpty(), "data.input_visualizer_args", one.name);
            lostIf(!one.outputVisualizerArguments.isEmpty(), "data.output_visualizer_args", one.name);
            lostIf(one.fullFeedback != (one.kind == CaseKind::Sample), "data.full_feedback", one.name);
        }
        for (const ValidationCase &one : m_problem.validationCases)
            lost("data.validation", one.name);
        findInLegacyFlags();
    }

    /// Legacy has flags for whole folders, as words.
    void findInLegacyFlags()
    {
        std::map<QString, CaseSettings> folders;
        for (const TestCase &one : m_problem.cases) {
            const CaseSettings settings = settingsOf(one, m_problem, m_target);
            const CaseSettings &first = folders.try_emplace(one.name.section(u'/', 0, -2), settings).first->second;
            lostIf(first.validatorFlags != settings.validatorFlags || !areWords(settings.validatorFlags),
                   "data.output_validator_args", one.name);
            const ValidatorArguments &input = settings.inputValidatorFlags;
            lostIf(first.inputValidatorFlags != input || !isInLegacy(input), "data.input_validator_args", one.name);
            if (m_target.hasScoring())
                continue;
            lostIf(!settings.validatorFlags.isEmpty(), "data.output_validator_args",
                   u"%1: legacy-icpc has no file for it, but tools read it"_s.arg(one.name));
            lostIf(!(input == ValidatorArguments{}), "data.input_validator_args",
                   u"%1: legacy-icpc has no file for it, but tools read it"_s.arg(one.name));
        }
    }

    void findInFiles()
    {
        for (const auto &file : m_problem.otherFiles) {
            if (wouldBeMisread(file, m_problem, m_target))
                lost("files", u"%1 has no effect in the package, and would have one in this version"_s.arg(
                                  QString::fromStdString(file.lexically_relative(m_problem.root).generic_string())));
        }
    }

    const Problem &m_problem;
    const PackageTarget &m_target;
    QList<PackageLoss> m_losses;
};

} // namespace

QList<PackageLoss> findLosses(const Problem &problem, PackageFormat format)
{
    const PackageTarget target = PackageTarget::of(problem, format);
    return target.same ? QList<PackageLoss>{} : LossFinder{problem, target}.find();
}

} // namespace assay::core
