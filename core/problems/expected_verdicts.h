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
    QList<Person> authors;
    bool modelSolution = false;
};

/// What the folder below submissions/ means in that format; nothing when its name says nothing.
[[nodiscard]] std::optional<Expectation> expectationOfFolder(const QString &folder, PackageFormat format);

/// Those that the format has a word for.
[[nodiscard]] const QList<Verdict> &anyVerdict();

/// The final verdicts that a rule leaves open: when a case must fail, the whole does.
[[nodiscard]] QList<Verdict> finalVerdicts(const CaseRule &rule);

/// Whether the format itself defines the folder, so that an annotation inside has no effect.
[[nodiscard]] bool isOfficialFolder(const QString &folder);

/// The final verdicts after "@EXPECTED_RESULTS@:" in a source; empty when there is none that is known.
/// Source: DOMjudge manual, "Problem format specification".
[[nodiscard]] QList<Verdict> annotatedVerdicts(const QByteArray &source);

/// The entries of submissions.yaml.
class SubmissionsYaml
{
public:
    /// What cannot be read goes to `findings` and is left out.
    [[nodiscard]] static SubmissionsYaml fromYaml(const YamlValue &yaml, PackageFormat format,
                                                  PackageFindings &findings);

    /// What the entries that match the submission ("wrong_answer/a.py") say together with its folder's default;
    /// nothing when no entry matches.
    [[nodiscard]] std::optional<Expectation> find(const QString &submission, PackageFormat format) const;

private:
    struct Entry {
        QString pattern;
        QList<CaseRule> rules; ///< Empty sets stand for keys that are not given.
        QString language;
        QString entryPoint;
        QList<Person> authors;
        std::optional<bool> modelSolution;
    };
    [[nodiscard]] static Checked<Entry> readEntry(const YamlValue &map, PackageFormat format,
                                                  PackageFindings &findings);

    QList<Entry> m_entries;
};

} // namespace assay::core
