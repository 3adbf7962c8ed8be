// SPDX-License-Identifier: GPL-3.0-or-later
// What the name of a folder, an annotation and submissions.yaml say about the verdict of a jury submission.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"
#include "core/problems/yaml_value.h"

#include <QByteArray>

#include <optional>

namespace assay::core {

/// Verdicts and rules, as they stand in JurySubmission.
struct Expectation {
    QList<Verdict> expected;
    QList<CaseRule> rules;
    ExpectationMode mode = ExpectationMode::Both;
    QString language;
    QString entryPoint;
};

/// What the folder below submissions/ means in that format; nothing when its name says nothing.
[[nodiscard]] std::optional<Expectation> expectationOfFolder(const QString &folder, PackageFormat format);

/// Whether the format itself defines the folder, so that an annotation inside has no effect.
[[nodiscard]] bool isOfficialFolder(const QString &folder);

/// The final verdicts after "@EXPECTED_RESULTS@:" in a source; empty when there is none that is known.
/// Source: DOMjudge manual, "Problem format specification".
[[nodiscard]] QList<Verdict> annotatedVerdicts(const QByteArray &source);

/// The entries of submissions.yaml.
class SubmissionsYaml
{
public:
    /// Errors: InvalidPackage with file and key.
    [[nodiscard]] static Result<SubmissionsYaml> fromYaml(const YamlValue &yaml, QList<Finding> &findings);

    /// What the entries that match the submission ("wrong_answer/a.py") say together with its folder's default;
    /// nothing when no entry matches.
    [[nodiscard]] std::optional<Expectation> find(const QString &submission, PackageFormat format) const;

private:
    struct Entry {
        QString pattern;
        QList<CaseRule> rules; ///< Empty sets stand for keys that are not given.
        QString language;
        QString entryPoint;
    };
    QList<Entry> m_entries;
};

} // namespace assay::core
