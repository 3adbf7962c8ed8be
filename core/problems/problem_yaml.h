// SPDX-License-Identifier: GPL-3.0-or-later
// Reads problem.yaml (and DOMjudge's domjudge-problem.ini and .timelimit) of every format version.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"
#include "core/problems/package_tree.h"
#include "core/problems/yaml_value.h"

#include <span>

namespace assay::core {

[[nodiscard]] constexpr bool isLegacy(PackageFormat format)
{
    return format == PackageFormat::Legacy || format == PackageFormat::LegacyIcpc;
}

/// What problem.yaml says that other files complete or override.
struct ProblemYaml {
    bool customValidation = false; ///< Legacy "validation: custom": the package's own validators are to be used.
    QStringList validatorFlags;    ///< Legacy and draft, as they stand there.
    // From before there were files for groups; they hold for every group.
    std::optional<OnReject> onReject;
    std::optional<double> acceptScore;
    std::optional<double> rejectScore;
    std::optional<ScoreRange> range;
};

/// Fills in what those files say, names as far as they stand there, and defaults.
[[nodiscard]] ProblemYaml readProblemYaml(const PackageTree &tree, Problem &problem, PackageFindings &findings);

/// The same from the text of problem.yaml alone; nothing but the format is set when its version is not known.
[[nodiscard]] ProblemYaml readProblemYaml(const YamlValue &yaml, Problem &problem, PackageFindings &findings);

/// Reads a YAML file of the package, the constants put in their places (see applyConstants).
[[nodiscard]] Checked<YamlValue> readYaml(const PackageFile &file, const QMap<QString, QString> &constants = {},
                                          RepeatedKeys repeated = RepeatedKeys::Refused);

/// A finding for every key of `map` that is not in `known`: an error in 2025-09, which wants it so; a warning in the
/// older formats, whose packages are full of keys of somebody's tools.
void checkKeys(const YamlValue &map, std::span<const std::string_view> known, PackageFormat format,
               PackageFindings &findings);

} // namespace assay::core
