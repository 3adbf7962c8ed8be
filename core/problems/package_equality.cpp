// SPDX-License-Identifier: GPL-3.0-or-later
// In what two problems differ, wherever their packages lie.
#include "core/problems/package_equality.h"

#include "core/problems/file_content.h"
#include "core/problems/package_target.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// Folders have other names in other versions.
QString placeOf(const fs::path &path, const fs::path &root)
{
    QString place = QString::fromStdString(path.lexically_relative(root).generic_string());
    for (const auto &[older, newer] :
         {std::pair{"problem_statement/", "statement/"}, std::pair{"output_validators/", "output_validator/"},
          std::pair{"input_format_validators/", "input_validators/"},
          std::pair{"input_validator/", "input_validators/"}}) {
        if (place.startsWith(QLatin1StringView{older}))
            return QLatin1StringView{newer} + place.sliced(static_cast<qsizetype>(std::string_view{older}.size()));
    }
    return place;
}

class Comparison
{
public:
    Comparison(const Problem &one, const Problem &other)
        : m_one(one)
        , m_other(other)
        , m_sameFormat(one.format == other.format)
    {
    }

    QList<PackageLoss> run()
    {
        compareFacts();
        compareLimits();
        compareStatements();
        comparePrograms();
        compareFiles();
        compareGroups();
        compareCases();
        compareValidation();
        compareSubmissions();
        return m_differences;
    }

private:
    void differs(const char *field, const QString &detail = {})
    {
        const PackageLoss difference{.field = QLatin1StringView{field}, .detail = detail};
        if (!std::ranges::contains(m_differences, difference))
            m_differences.append(difference);
    }

    template <typename T>
    void compare(const char *field, const T &one, const T &other, const QString &detail = {})
    {
        if (!(one == other))
            differs(field, detail);
    }

    void compareFile(const char *field, const fs::path &one, const fs::path &other, const QString &detail)
    {
        if (one.empty() != other.empty() || (!one.empty() && !sameContent(one, other)))
            differs(field, detail);
    }

    void compareFacts()
    {
        compare("type", m_one.types, m_other.types);
        compare("name", m_one.names, m_other.names);
        compare("uuid", m_one.uuid, m_other.uuid);
        compare("version", m_one.version, m_other.version);
        compare("credits", m_one.credits, m_other.credits);
        compare("source", m_one.sources, m_other.sources);
        compare("license", m_one.license, m_other.license);
        compare("rights_owner", m_one.rightsOwner, m_other.rightsOwner);
        compare("embargo_until", m_one.embargoUntil, m_other.embargoUntil);
        compare("keywords", m_one.keywords, m_other.keywords);
        compare("languages", m_one.languages, m_other.languages);
        compare("allow_file_writing", m_one.allowFileWriting, m_other.allowFileWriting);
        compare("constants", m_one.constants, m_other.constants);
        compare("grading.objective", m_one.objective, m_other.objective);
        compare("grading.show_test_data_groups", m_one.showTestDataGroups, m_other.showTestDataGroups);
        compare("validation", m_one.validatorScores, m_other.validatorScores);
        // Elsewhere they are among each case's own.
        if (m_sameFormat) {
            compare("validator_flags", m_one.validatorFlags, m_other.validatorFlags);
            compare("validator_flags", m_one.compare, m_other.compare);
        }
    }

    void compareLimits()
    {
        for (const auto &[key, name] : kLimitKeyNames.rows()) {
            if (m_one.givenLimits.contains(key) != m_other.givenLimits.contains(key))
                differs(("limits." + std::string{name}).c_str());
        }
        const auto &one = m_one.limits;
        const auto &other = m_other.limits;
        compare("limits.time_limit", one.cpu, other.cpu);
        compare("limits.memory", one.memory, other.memory);
        compare("limits.output", one.output, other.output);
        compare("limits.code", one.code, other.code);
        compare("limits.compilation_time", one.compileCpu, other.compileCpu);
        compare("limits.compilation_memory", one.compileMemory, other.compileMemory);
        compare("limits.validation_time", one.validationCpu, other.validationCpu);
        compare("limits.validation_memory", one.validationMemory, other.validationMemory);
        compare("limits.validation_output", one.validationOutput, other.validationOutput);
        compare("limits.validation_passes", one.validationPasses, other.validationPasses);
        compare("limits.time_multipliers", m_one.timeLimitInference.acToTimeLimit,
                m_other.timeLimitInference.acToTimeLimit);
        compare("limits.time_multipliers", m_one.timeLimitInference.timeLimitToTle,
                m_other.timeLimitInference.timeLimitToTle);
        compare("limits.time_resolution", m_one.timeLimitInference.resolution, m_other.timeLimitInference.resolution);
    }

    void compareStatements()
    {
        compareLists("statement", m_one.statements, m_other.statements, [&](const Statement &a, const Statement &b) {
            if (a.language != b.language || a.format != b.format)
                differs("statement", b.language);
            else
                compareFile("statement", a.file, b.file, b.language);
        });
    }

    /// Pairs them up by their places in the lists; a list that is shorter is a difference by itself.
    template <typename T, typename Compare>
    void compareLists(const char *field, const QList<T> &one, const QList<T> &other, Compare compareTwo)
    {
        if (one.size() != other.size())
            return differs(field, u"%1, then %2"_s.arg(one.size()).arg(other.size()));
        for (qsizetype i = 0; i < one.size(); ++i)
            compareTwo(one[i], other[i]);
    }

    static QList<PackageProgram> sorted(QList<PackageProgram> programs)
    {
        std::ranges::sort(programs, {}, [](const PackageProgram &one) { return std::pair{one.name, one.kind}; });
        return programs;
    }

    void comparePrograms()
    {
        const auto compareProgram = [&](const char *field, const PackageProgram &a, const PackageProgram &b) {
            // The only program of its kind needs no name.
            const bool named = field == std::string_view{"input_validators"} || m_one.outputValidators.size() > 1;
            if ((named && a.name != b.name) || a.kind != b.kind || !sameFiles(a.files, a.root, b.files, b.root))
                differs(field, a.name);
        };
        const auto compareOptional = [&](const char *field, const auto &a, const auto &b) {
            if (a.has_value() != b.has_value())
                differs(field);
            else if (a)
                compareProgram(field, *a, *b);
        };
        compareLists("output_validators", m_one.outputValidators, m_other.outputValidators,
                     [&](const auto &a, const auto &b) { compareProgram("output_validators", a, b); });
        compareLists("input_validators", sorted(m_one.inputValidators), sorted(m_other.inputValidators),
                     [&](const auto &a, const auto &b) { compareProgram("input_validators", a, b); });
        compareOptional("static_validator", m_one.staticValidator, m_other.staticValidator);
        compareOptional("graders", m_one.grader, m_other.grader);
        compareOptional("input_visualizer", m_one.inputVisualizer, m_other.inputVisualizer);
        compareOptional("output_visualizer", m_one.outputVisualizer, m_other.outputVisualizer);
    }

    void compareFiles()
    {
        if (m_one.included.keys() != m_other.included.keys()) {
            differs("include");
        } else {
            for (auto at = m_one.included.begin(); at != m_one.included.end(); ++at) {
                const IncludedFiles &other = *m_other.included.find(at.key());
                if (!sameFiles(at->files, at->root, other.files, other.root))
                    differs("include", at.key());
            }
        }
        if (!sameFiles(m_one.attachments, m_one.root, m_other.attachments, m_other.root))
            differs("attachments");
        const auto one = placed(m_one);
        const auto other = placed(m_other);
        for (auto at = one.begin(); at != one.end(); ++at) {
            const auto found = other.constFind(at.key());
            if (found == other.constEnd() || !sameContent(at.value(), found.value()))
                differs("files", at.key());
        }
        for (auto at = other.begin(); at != other.end(); ++at) {
            if (!one.contains(at.key()))
                differs("files", at.key());
        }
    }

    static QMap<QString, fs::path> placed(const Problem &problem)
    {
        QMap<QString, fs::path> places;
        for (const fs::path &path : problem.otherFiles)
            places.insert(placeOf(path, problem.root), path);
        return places;
    }

    void compareGroups()
    {
        compareLists("data.groups", m_one.groups, m_other.groups, [&](const TestGroup &a, const TestGroup &b) {
            if (!(a == b))
                differs("data.groups", a.name);
        });
    }

    void compareCases()
    {
        compareLists("data.cases", m_one.cases, m_other.cases,
                     [&](const TestCase &a, const TestCase &b) { compareCase(a, b); });
        compareLists("data.interaction", m_one.interactions, m_other.interactions,
                     [&](const SampleInteraction &a, const SampleInteraction &b) {
                         compare("data.interaction", a.name, b.name, a.name);
                         compareFile("data.interaction", a.file, b.file, a.name);
                     });
    }

    void compareCase(const TestCase &a, const TestCase &b)
    {
        compare("data.cases", a.name, b.name, a.name);
        compare("data.cases", a.kind, b.kind, a.name);
        compareFile("data.cases", a.input, b.input, a.name);
        compareFile("data.cases", a.answer, b.answer, a.name);
        compare("data.args", a.arguments, b.arguments, a.name);
        compare("data.output_validator_args", a.compare, b.compare, a.name);
        compare("data.output_validator_args", a.validatorFlags, b.validatorFlags, a.name);
        compare("data.input_validator_args", a.inputValidatorFlags, b.inputValidatorFlags, a.name);
        compare("data.input_visualizer_args", a.inputVisualizerArguments, b.inputVisualizerArguments, a.name);
        compare("data.output_visualizer_args", a.outputVisualizerArguments, b.outputVisualizerArguments, a.name);
        compare("data.full_feedback", a.fullFeedback, b.fullFeedback, a.name);
        compare("data.hint", a.hint, b.hint, a.name);
        compare("data.description", a.description, b.description, a.name);
        compareFile("data.illustration", a.illustration, b.illustration, a.name);
        compareFile("data.interaction", a.interaction, b.interaction, a.name);
        compareFile("data.statement", a.shownInput, b.shownInput, a.name);
        compareFile("data.statement", a.shownAnswer, b.shownAnswer, a.name);
        compareFile("data.download", a.downloadInput, b.downloadInput, a.name);
        compareFile("data.download", a.downloadAnswer, b.downloadAnswer, a.name);
        compareFile("data.out", a.exampleOutput, b.exampleOutput, a.name);
        if (a.files.empty() != b.files.empty() ||
            (!a.files.empty() && !sameFiles(filesBelow(a.files), a.files, filesBelow(b.files), b.files)))
            differs("data.files", a.name);
        // Its group by name: other groups may be gone.
        if (m_one.groups[a.group].name != m_other.groups[b.group].name)
            differs("data.groups", a.name);
    }

    void compareValidation()
    {
        compareLists("data.validation", m_one.validationCases, m_other.validationCases,
                     [&](const ValidationCase &a, const ValidationCase &b) {
                         const bool same = a.kind == b.kind && a.name == b.name && a.arguments == b.arguments &&
                                           a.compare == b.compare && a.validatorFlags == b.validatorFlags &&
                                           a.inputValidatorFlags == b.inputValidatorFlags &&
                                           a.description == b.description;
                         if (!same)
                             differs("data.validation", a.name);
                         compareFile("data.validation", a.input, b.input, a.name);
                         compareFile("data.validation", a.answer, b.answer, a.name);
                         compareFile("data.validation", a.output, b.output, a.name);
                     });
    }

    void compareSubmissions()
    {
        compareLists("submissions", m_one.jurySubmissions, m_other.jurySubmissions,
                     [&](const JurySubmission &a, const JurySubmission &b) {
                         if (a.name != b.name || !sameFiles(a.files, a.root, b.files, b.root))
                             differs("submissions", a.name);
                         if (!sameExpectation(a, b))
                             differs("submissions.yaml", a.name);
                     });
    }

    static bool sameExpectation(const JurySubmission &a, const JurySubmission &b)
    {
        return a.language == b.language && a.entryPoint == b.entryPoint && a.authors == b.authors &&
               a.modelSolution == b.modelSolution && a.partialScore == b.partialScore && a.mode == b.mode &&
               a.expected.size() == b.expected.size() && std::ranges::is_permutation(a.expected, b.expected) &&
               std::ranges::is_permutation(a.rules, b.rules);
    }

    const Problem &m_one;
    const Problem &m_other;
    bool m_sameFormat;
    QList<PackageLoss> m_differences;
};

} // namespace

QList<PackageLoss> packageDifferences(const Problem &one, const Problem &other)
{
    return Comparison{one, other}.run();
}

} // namespace assay::core
