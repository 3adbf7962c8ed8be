// SPDX-License-Identifier: GPL-3.0-or-later
// Reads problem.yaml (and DOMjudge's domjudge-problem.ini and .timelimit) of every format version.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"
#include "core/problems/package_tree.h"
#include "core/problems/yaml_value.h"

namespace assay::core {

/// What those files say, defaults filled in.
struct ProblemYaml {
    PackageFormat format = PackageFormat::Legacy;
    QMap<QString, QString> names; ///< By language; may be empty in legacy formats.
    QStringList types;            ///< "pass-fail", "scoring", "interactive", "multi-pass", "submit-answer".
    QString validation;           ///< Legacy: "default" or "custom"; empty in the newer formats.
    QStringList validatorFlags;   ///< Legacy and draft.
    QString author;
    QString source;
    QString license;
    Limits limits;
    TimeLimitSource timeLimitSource = TimeLimitSource::Assumed;
    TimeLimitInference timeLimitInference;
    QStringList languages;
    QMap<QString, QString> constants;
    QList<Finding> findings;
};

/// Errors: InvalidPackage with file and key.
[[nodiscard]] Result<ProblemYaml> readProblemYaml(const PackageTree &tree);

/// Reads a YAML file of the package. Errors: InvalidPackage with file and line.
[[nodiscard]] Result<YamlValue> readYaml(const PackageFile &file);

/// A finding for (or, in 2025-09, the refusal of) every key of `map` that is not in `known`.
[[nodiscard]] Result<void> checkKeys(const YamlValue &map, std::span<const std::string_view> known,
                                     PackageFormat format, QList<Finding> &findings);

} // namespace assay::core
