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

/// One test case. The files stay where the package has them; they may be large.
struct TestCase {
    QString name; ///< Path below data/, without extension: "sample/1", "secret/02-large".
    CaseKind kind = CaseKind::Secret;
    std::filesystem::path input;  ///< Absolute.
    std::filesystem::path answer; ///< Absolute.

    bool operator==(const TestCase &) const = default;
};

/// How the default output validator compares. Source: problem package format, "Default Output Validator".
struct CompareOptions {
    bool caseSensitive = false;
    bool spaceChangeSensitive = false;
    std::optional<double> floatAbsoluteTolerance;
    std::optional<double> floatRelativeTolerance;

    bool operator==(const CompareOptions &) const = default;
};

enum class StatementFormat : std::uint8_t { Markdown, Latex, Pdf };

struct Statement {
    QString language; ///< BCP 47 tag, "en".
    StatementFormat format = StatementFormat::Markdown;
    std::filesystem::path file; ///< Absolute; pictures are named relative to its folder.

    bool operator==(const Statement &) const = default;
};

/// A submission of the problem's authors, and what it is expected to get.
struct JurySubmission {
    QString name;                                    ///< Path below submissions/: "accepted/alice.cpp".
    std::vector<std::filesystem::path> files;        ///< Absolute, one or several.
    std::filesystem::path root;                      ///< What file names are relative to.
    QList<Verdict> expected;                         ///< Any of these is right. Empty: no expectation.
    bool operator==(const JurySubmission &) const = default;
};

struct Problem {
    ProblemId id;
    QString contentHash; ///< SHA-256, hexadecimal, over the names and contents of everything judged and shown.
    QString shortName;   ///< The package's folder name: "hello".
    PackageFormat format = PackageFormat::Legacy;
    QMap<QString, QString> names; ///< Title by statement language; at least one.
    QString author;
    QString source;
    QString license;
    Limits limits;
    CompareOptions compare;
    QList<Statement> statements;
    QList<TestCase> cases; ///< Samples first, then secret ones, each in the order of their names.
    QList<JurySubmission> jurySubmissions;
    std::filesystem::path root; ///< The package's folder.

    bool operator==(const Problem &) const = default;

    /// The title in that language, else in English, else any.
    [[nodiscard]] QString title(const QString &language = QStringLiteral("en")) const;
};

} // namespace assay::core
