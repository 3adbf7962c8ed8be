// SPDX-License-Identifier: GPL-3.0-or-later
// Problem: a problem version as its package describes it, for the engine and the host. Never for a candidate.
#pragma once

#include "core/model/credits.h"
#include "core/model/ids.h"
#include "core/model/limits.h"
#include "core/model/package_program.h"
#include "core/model/test_data.h"
#include "core/model/verdict.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <set>
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

enum class StatementFormat : std::uint8_t { Markdown, Latex, Pdf };

struct Statement {
    QString language; ///< BCP 47 tag, "en".
    StatementFormat format = StatementFormat::Markdown;
    std::filesystem::path file; ///< Absolute; pictures are named relative to its folder.

    bool operator==(const Statement &) const = default;
};

/// Whether a rule's cases count for the inference of the time limit. Source: 2025-09, "Timelimit inference".
enum class TimeLimitUse : std::uint8_t { ByVerdicts, Never, Lower, Upper };

/// What the cases of a jury submission may and must give.
struct CaseRule {
    QString cases; ///< Pattern of case names ("secret/*-hard"); empty: all cases.
    QList<Verdict> permitted; ///< Every case has one of these.
    QList<Verdict> required; ///< At least one case has one of these.
    std::optional<ScoreRange> score; ///< Of the group that `cases` names, or of the whole.
    QString message; ///< Must stand in the judge message of at least one case; empty: nothing must.
    TimeLimitUse timeLimitUse = TimeLimitUse::ByVerdicts;

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
    QList<Person> authors;
    bool modelSolution = false; ///< Fit to be published.
    bool partialScore = false; ///< Accepted, but not with the best score (legacy `partially_accepted`).
    QList<Verdict> expected; ///< Any of these is right. Empty: no expectation.
    QList<CaseRule> rules; ///< All must hold. May be empty.
    ExpectationMode mode = ExpectationMode::Both;

    bool operator==(const JurySubmission &) const = default;
};

/// What sort of problem it is. Source: problem package format 2025-09, "Type".
struct ProblemTypes {
    bool scoring = false;     ///< Else pass-fail.
    bool interactive = false; ///< The output validator runs beside the submission and talks with it.
    bool multiPass = false;   ///< The output validator makes the input of the next pass.
    bool submitAnswer = false;

    bool operator==(const ProblemTypes &) const = default;
};

/// Whether a high or a low score is better. Legacy only; the newer formats always maximise.
enum class Objective : std::uint8_t { Maximize, Minimize };

/// Files that are put to every submission in a language, in place of its own of the same name.
struct IncludedFiles {
    std::filesystem::path root;
    std::vector<std::filesystem::path> files; ///< Absolute.

    bool operator==(const IncludedFiles &) const = default;
};

/// Whether the CPU time limit is the authors' word, ours, or follows from what their submissions take.
enum class TimeLimitSource : std::uint8_t { Given, Assumed, Inferred };

struct Problem {
    ProblemId id;
    QString contentHash; ///< SHA-256, hexadecimal, over the names and contents of everything judged and shown.
    QString shortName; ///< The package's folder name: "hello".
    PackageFormat format = PackageFormat::Legacy;
    QMap<QString, QString> names; ///< Title by statement language; at least one.
    ProblemTypes types;
    Objective objective = Objective::Maximize;
    bool showTestDataGroups = false; ///< Legacy: results of groups may be shown.
    QString uuid;
    QString version;
    QString author; ///< The authors' names in one line.
    Credits credits;
    QString source; ///< The sources' names in one line.
    QList<ProblemSource> sources;
    QString license;
    QString rightsOwner;
    QString embargoUntil; ///< ISO 8601, UTC, as the package has it; empty: none.
    QStringList keywords;
    bool allowFileWriting = true; ///< Older formats always allow it.
    Limits limits;
    std::set<LimitKey> givenLimits; ///< Those that the package names, so that they must be honoured exactly.
    TimeLimitSource timeLimitSource = TimeLimitSource::Given;
    TimeLimitInference timeLimitInference;
    QStringList languages; ///< The only ones allowed, as the package names them ("python3"); empty: all.
    QMap<QString, QString> constants; ///< "n" and "n.tex" to their text: see applyConstants().
    CompareOptions compare; ///< Of the package as a whole; a case's own is in TestCase::compare.
    QList<PackageProgram>
        outputValidators; ///< Empty: the default one. Legacy packages may have several: all must accept.
    QStringList validatorFlags; ///< Of the package as a whole, for its own output validator.
    bool validatorScores = false; ///< Legacy "custom score": its score.txt counts.
    QList<PackageProgram> inputValidators;
    std::optional<PackageProgram> staticValidator;
    std::optional<PackageProgram> grader; ///< Legacy: puts the results of groups together.
    std::optional<PackageProgram> inputVisualizer;
    std::optional<PackageProgram> outputVisualizer;
    QMap<QString, IncludedFiles> included; ///< By language as the package names it; "default" for the others.
    std::vector<std::filesystem::path> attachments; ///< For everybody. Absolute.
    QList<Statement> statements;
    QList<TestCase> cases; ///< Samples first, then secret ones, each in the order of their names.
    QList<TestGroup> groups; ///< The tree that the cases lie in; the first is the root.
    QList<SampleInteraction> interactions;
    QList<ValidationCase> validationCases;
    QList<JurySubmission> jurySubmissions;
    std::vector<std::filesystem::path>
        otherFiles; ///< What no other member names: pictures, generators, solutions. Absolute.
    std::filesystem::path root; ///< The package's folder.

    bool operator==(const Problem &) const = default;

    /// The title in that language, else in English, else any.
    [[nodiscard]] QString title(const QString &language = QStringLiteral("en")) const;
};

} // namespace assay::core
