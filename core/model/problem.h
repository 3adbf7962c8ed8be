// SPDX-License-Identifier: GPL-3.0-or-later
// Problem: a problem version as its package describes it, for the engine and the host. Never for a candidate.
#pragma once

#include "core/model/ids.h"
#include "core/model/limits.h"
#include "core/model/verdict.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <vector>

namespace assay::core {

/// The versions of the problem package format that exist.
enum class PackageFormat : std::uint8_t { Legacy, LegacyIcpc, Draft2023, Version2025 };

inline constexpr auto kPackageFormatNames = makeEnumTable<PackageFormat>({
    {PackageFormat::Legacy, "legacy"},
    {PackageFormat::LegacyIcpc, "legacy-icpc"},
    {PackageFormat::Draft2023, "2023-07-draft"},
    {PackageFormat::Version2025, "2025-09"},
});
static_assert(kPackageFormatNames.isComplete(PackageFormat::Version2025));

enum class CaseKind : std::uint8_t { Sample, Secret };

/// How the default output validator compares. Source: problem package format, "Default Output Validator".
struct CompareOptions {
    bool caseSensitive = false;
    bool spaceChangeSensitive = false;
    std::optional<double> floatAbsoluteTolerance;
    std::optional<double> floatRelativeTolerance;

    bool operator==(const CompareOptions &) const = default;
};

/// One test case. The files stay where the package has them; they may be large.
struct TestCase {
    QString name; ///< Path below data/, without extension: "sample/1", "secret/02-large".
    CaseKind kind = CaseKind::Secret;
    std::filesystem::path input;  ///< Absolute.
    std::filesystem::path answer; ///< Absolute.
    CompareOptions compare;       ///< The problem's, or those of its group or of the case itself.
    QStringList validatorFlags;   ///< The same for the package's own output validator, when it has one.
    /// What people are shown instead of input and answer, where the package has it. Absolute; empty: the files above.
    std::filesystem::path shownInput;
    std::filesystem::path shownAnswer;

    bool operator==(const TestCase &) const = default;
};

enum class StatementFormat : std::uint8_t { Markdown, Latex, Pdf };

struct Statement {
    QString language; ///< BCP 47 tag, "en".
    StatementFormat format = StatementFormat::Markdown;
    std::filesystem::path file; ///< Absolute; pictures are named relative to its folder.

    bool operator==(const Statement &) const = default;
};

/// What the cases of a jury submission may and must give.
struct CaseRule {
    QString cases; ///< Pattern of case names ("secret/*-hard"); empty: all cases.
    QList<Verdict> permitted; ///< Every case has one of these.
    QList<Verdict> required; ///< At least one case has one of these.

    bool operator==(const CaseRule &) const = default;
};

/// How the expected verdict and the rules about cases go together.
enum class ExpectationMode : std::uint8_t {
    Both, ///< The final verdict is an expected one and every rule holds (2025-09).
    Either ///< One is enough: the legacy text speaks of cases, its tools compare the final verdict.
};

/// A submission of the problem's authors, and what it is expected to get: see meetsExpectation().
struct JurySubmission {
    QString name; ///< Path below submissions/: "accepted/alice.cpp".
    std::vector<std::filesystem::path> files; ///< Absolute, one or several.
    std::filesystem::path root; ///< What file names are relative to.
    QString language; ///< As the package names it ("python3"); empty: by file name.
    QString entryPoint; ///< Empty: found by the language's rule.
    QList<Verdict> expected; ///< Any of these is right. Empty: no expectation.
    QList<CaseRule> rules; ///< All must hold. May be empty.
    ExpectationMode mode = ExpectationMode::Both;

    bool operator==(const JurySubmission &) const = default;
};

/// A program of the package that judges outputs in place of the default comparison.
struct ValidatorProgram {
    std::vector<std::filesystem::path> files; ///< Absolute, one or several.
    std::filesystem::path root; ///< What file names are relative to.

    bool operator==(const ValidatorProgram &) const = default;
};

/// Whether the CPU time limit is the authors' word or ours.
enum class TimeLimitSource : std::uint8_t { Given, Assumed };

struct Problem {
    ProblemId id;
    QString contentHash; ///< SHA-256, hexadecimal, over the names and contents of everything judged and shown.
    QString shortName; ///< The package's folder name: "hello".
    PackageFormat format = PackageFormat::Legacy;
    QMap<QString, QString> names; ///< Title by statement language; at least one.
    QString author;
    QString source;
    QString license;
    Limits limits;
    TimeLimitSource timeLimitSource = TimeLimitSource::Given;
    TimeLimitInference timeLimitInference;
    QStringList languages; ///< The only ones allowed, as the package names them ("python3"); empty: all.
    QMap<QString, QString> constants; ///< "n" and "n.tex" to their text: see applyConstants().
    CompareOptions compare; ///< Of the package as a whole; a case's own is in TestCase::compare.
    std::optional<ValidatorProgram> outputValidator;
    QStringList validatorFlags; ///< Of the package as a whole, for its own output validator.
    QList<Statement> statements;
    QList<TestCase> cases; ///< Samples first, then secret ones, each in the order of their names.
    QList<JurySubmission> jurySubmissions;
    std::filesystem::path root; ///< The package's folder.

    bool operator==(const Problem &) const = default;

    /// The title in that language, else in English, else any.
    [[nodiscard]] QString title(const QString &language = QStringLiteral("en")) const;
};

} // namespace assay::core
