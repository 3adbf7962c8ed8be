// SPDX-License-Identifier: GPL-3.0-or-later
// The test data of a problem: cases, the groups that they lie in, and how results are put together. Never for a candidate.
#pragma once

#include "base/enum_table.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <limits>
#include <optional>
#include <variant>

namespace assay::core {

enum class CaseKind : std::uint8_t { Sample, Secret };

/// How the default output validator compares. Source: problem package format, "Default Output Validator".
struct CompareOptions {
    bool caseSensitive = false;
    bool spaceChangeSensitive = false;
    std::optional<double> floatAbsoluteTolerance;
    std::optional<double> floatRelativeTolerance;

    bool operator==(const CompareOptions &) const = default;
};

/// Arguments of the several programs of one kind: for all of them, or for the named ones and none for the others.
struct ValidatorArguments {
    QStringList all;
    QMap<QString, QStringList> named; ///< By PackageProgram::name. Not empty: `all` does not count.

    /// What the program of that name gets.
    [[nodiscard]] QStringList of(const QString &program) const { return named.isEmpty() ? all : named.value(program); }

    bool operator==(const ValidatorArguments &) const = default;
};

/// One test case. The files stay where the package has them; they may be large.
struct TestCase {
    QString name; ///< Path below data/, without extension: "sample/1", "secret/02-large".
    CaseKind kind = CaseKind::Secret;
    qsizetype group = 0; ///< Index into Problem::groups of the group that it lies in.
    std::filesystem::path input; ///< Absolute.
    std::filesystem::path answer; ///< Absolute.
    QStringList arguments; ///< Of the submission's command line.
    std::filesystem::path files; ///< Absolute folder whose content lies in the work folder; empty: none.
    CompareOptions compare; ///< The problem's, or those of its group or of the case itself.
    QStringList validatorFlags; ///< The same for the package's own output validator, when it has one.
    ValidatorArguments inputValidatorFlags;
    QStringList inputVisualizerArguments;
    QStringList outputVisualizerArguments;
    bool fullFeedback = false; ///< It may be shown to whoever failed on it.
    QString hint; ///< For whoever failed on it, where feedback allows.
    QString description; ///< What the case is for. For the host.
    std::filesystem::path illustration; ///< For the host. Absolute; empty: none.
    /// What people are shown instead of input and answer, where the package has it. Absolute; empty: the files above.
    std::filesystem::path shownInput;
    std::filesystem::path shownAnswer;
    std::filesystem::path interaction; ///< A conversation shown instead of both. Absolute; empty: none.
    std::filesystem::path downloadInput;
    std::filesystem::path downloadAnswer;
    /// A submission's output that validators must accept; also what is shown and handed out as the answer.
    std::filesystem::path exampleOutput;

    bool operator==(const TestCase &) const = default;
};

// --- how the older formats grade: testdata.yaml. Source: problem package format "legacy", "Test data groups", "Graders".

enum class OnReject : std::uint8_t { Break, Continue };
inline constexpr auto kOnRejectNames =
    makeEnumTable<OnReject>({{OnReject::Break, "break"}, {OnReject::Continue, "continue"}});

enum class VerdictMode : std::uint8_t { WorstError, FirstError, AlwaysAccept };
inline constexpr auto kVerdictModeNames = makeEnumTable<VerdictMode>({
    {VerdictMode::WorstError, "worst_error"},
    {VerdictMode::FirstError, "first_error"},
    {VerdictMode::AlwaysAccept, "always_accept"},
});

enum class ScoreMode : std::uint8_t { Sum, Average, Minimum, Maximum };
inline constexpr auto kScoreModeNames = makeEnumTable<ScoreMode>({
    {ScoreMode::Sum, "sum"},
    {ScoreMode::Average, "avg"},
    {ScoreMode::Minimum, "min"},
    {ScoreMode::Maximum, "max"},
});

/// The default grader as its flags set it.
struct DefaultGrader {
    VerdictMode verdict = VerdictMode::WorstError;
    ScoreMode score = ScoreMode::Sum;
    bool ignoreSample = false; ///< Root only: sample's result does not count.
    bool acceptIfAnyAccepted = false;

    bool operator==(const DefaultGrader &) const = default;
};

struct ScoreRange {
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();

    bool operator==(const ScoreRange &) const = default;
};

struct LegacyGrading {
    OnReject onReject = OnReject::Break;
    bool customGrader = false; ///< Problem::grader puts the results together, with `graderFlags`.
    QStringList graderFlags; ///< As they stand in the file.
    DefaultGrader grader; ///< What they mean to the default grader.
    double acceptScore = 1; ///< Of an accepted case whose validator gave no score.
    double rejectScore = 0;
    ScoreRange range;

    bool operator==(const LegacyGrading &) const = default;
};

// --- how 2025-09 (and the draft before it) scores: test_group.yaml. Source: problem package format 2025-09, "Result
// aggregation".

enum class ScoreAggregation : std::uint8_t { PassFail, Sum, Minimum };
inline constexpr auto kScoreAggregationNames = makeEnumTable<ScoreAggregation>({
    {ScoreAggregation::PassFail, "pass-fail"},
    {ScoreAggregation::Sum, "sum"},
    {ScoreAggregation::Minimum, "min"},
});

/// A case without input: the static validator looks at the submission's sources.
struct StaticValidation {
    std::optional<double> score; ///< Highest score; nothing: pass-fail.
    QStringList arguments;

    bool operator==(const StaticValidation &) const = default;
};

struct GroupScoring {
    std::optional<double> maxScore; ///< Nothing: unbounded.
    ScoreAggregation aggregation = ScoreAggregation::PassFail;
    QStringList
        requirePass; ///< Names of groups ("sample", "secret/group1") all of whose cases must have been accepted.
    std::optional<StaticValidation> staticValidation;

    bool operator==(const GroupScoring &) const = default;
};

/// A folder of test data with a result of its own. Every problem has the root and, below it, sample and secret; they are
/// members of the root when there is a case in them.
struct TestGroup {
    enum class Member : std::uint8_t { Group, Case };
    struct MemberRef {
        Member kind = Member::Case;
        qsizetype index = 0; ///< Into Problem::groups or Problem::cases.

        bool operator==(const MemberRef &) const = default;
    };

    QString name; ///< Path below data/: "sample", "secret", "secret/group1"; empty for the root.
    std::optional<qsizetype> parent; ///< Index into Problem::groups; nothing for the root.
    QList<MemberRef> members; ///< In the order of judging.
    std::variant<LegacyGrading, GroupScoring> grading;

    bool operator==(const TestGroup &) const = default;
};

/// A conversation that is shown as a sample without being a test case. Source: legacy, "Interactive problems".
struct SampleInteraction {
    QString name; ///< Path below data/, without extension.
    std::filesystem::path file; ///< Absolute.

    bool operator==(const SampleInteraction &) const = default;
};

/// Data that validators must accept or refuse; no submission is judged by it.
struct ValidationCase {
    enum class Kind : std::uint8_t { InvalidInput, InvalidOutput, ValidOutput };

    Kind kind = Kind::InvalidInput;
    QString name; ///< Path below data/, without extension: "invalid_input/1", however the folder is called.
    std::filesystem::path input;
    std::filesystem::path answer; ///< Not for InvalidInput.
    std::filesystem::path output; ///< Not for InvalidInput.
    QStringList arguments;
    CompareOptions compare;
    QStringList validatorFlags;
    ValidatorArguments inputValidatorFlags;
    QString description;

    bool operator==(const ValidationCase &) const = default;
};

} // namespace assay::core
