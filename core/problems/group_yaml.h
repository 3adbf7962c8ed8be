// SPDX-License-Identifier: GPL-3.0-or-later
// Reads testdata.yaml, test_group.yaml and the .yaml of a test case.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// What a configuration sets for the cases that it concerns; where it is silent, the one above it counts.
struct DataSettings {
    QStringList arguments;
    QStringList validatorFlags; ///< In full, those of problem.yaml first.
    CompareOptions compare;     ///< What they mean to the default validator, where it is used.
    ValidatorArguments inputValidatorFlags;
    QStringList inputVisualizerArguments;
    QStringList outputVisualizerArguments;
    bool fullFeedback = false;
    QString hint;
    QString description;
    LegacyGrading grading; ///< The older way to put results together.
};

/// The newer one, which is not inherited.
struct OwnScoring {
    std::optional<std::optional<double>> maxScore; ///< The inner one is empty for "unbounded".
    std::optional<ScoreAggregation> aggregation;
    QStringList requirePass;
    std::optional<StaticValidation> staticValidation;

    [[nodiscard]] bool isSilent() const
    {
        return !maxScore && !aggregation && requirePass.isEmpty() && !staticValidation;
    }
};

/// How a package's groups are scored: which of the two variants of TestGroup::grading it uses.
enum class GroupStyle : std::uint8_t { Legacy, Scoring };

/// The draft has both: problemtools reads it in the older way, the text ends in the newer one.
[[nodiscard]] bool speaksOfScoring(const YamlValue &group);

class SettingsReader
{
public:
    /// The problem's format, types, constants and programs must be there.
    SettingsReader(const Problem &problem, const ProblemYaml &yaml, GroupStyle style, PackageFindings &findings);

    /// What holds where no file says anything.
    [[nodiscard]] DataSettings packageWide();
    [[nodiscard]] DataSettings ofGroup(const YamlValue &yaml, const DataSettings &above, OwnScoring &scoring);
    [[nodiscard]] DataSettings ofCase(const YamlValue &yaml, const DataSettings &above);

private:
    void checkGroupKeys(const YamlValue &yaml);
    DataSettings readShared(const YamlValue &yaml, const DataSettings &above);
    void readValidatorFlags(const YamlValue &yaml, DataSettings &into);
    void readInputValidatorFlags(const YamlValue &yaml, DataSettings &into);
    void setValidatorFlags(const QStringList &flags, const YamlValue &place, DataSettings &into);
    [[nodiscard]] QString validatorNamed(const YamlValue &name);
    [[nodiscard]] Checked<QStringList> words(const YamlValue &value);
    void readLegacyGrading(const YamlValue &yaml, LegacyGrading &into);
    void parseGraderFlags(const YamlValue &place, LegacyGrading &into);
    void applyOlderGrading(LegacyGrading &into) const;
    void readScoring(const YamlValue &yaml, OwnScoring &into);
    void readStaticValidation(const YamlValue &yaml, OwnScoring &into);

    const Problem &m_problem;
    const ProblemYaml &m_yaml;
    GroupStyle m_style;
    PackageFindings &m_findings;
};

/// What a flag of the default grader changes, so that the last of a kind wins; false when there is no such flag.
/// Source: problem package format "legacy", "Default grader specification"; `no_errors` is problemtools' older name of
/// `worst_error`.
[[nodiscard]] bool setGraderFlag(DefaultGrader &grader, const QString &flag);

/// Two numbers, "inf" allowed. Source: legacy, "Test data groups".
[[nodiscard]] Checked<ScoreRange> readScoreRange(const YamlValue &value);

/// A number, or a range of two.
[[nodiscard]] Checked<ScoreRange> readScoreOrRange(const YamlValue &value);

} // namespace assay::core
