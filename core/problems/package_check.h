// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that says what of a valid package is not judged yet.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// What a part of the package asks for, beyond comparing standard output of one run with an answer.
enum class PackageFeature : std::uint8_t {
    Scoring,
    Interactive,
    MultiPass,
    SubmitAnswer,
    CustomOutputValidator,
    StaticValidator,
    IncludedCode,
    CustomGrader,
    GraderFlags,
    CaseArguments,
    CaseFiles,
};

/// Whether a package that uses the feature can be judged. Support for one more is one more line in its table.
[[nodiscard]] bool isJudged(PackageFeature feature);

/// Nothing when the feature, found at `place`, can be judged. Errors: Unsupported, "<place>: … not judged yet".
[[nodiscard]] Result<void> requireFeature(PackageFeature feature, std::string_view place);

/// The package's own output validator, when it is to be used. Errors: InvalidPackage when it is announced and missing.
[[nodiscard]] Result<std::optional<PackageProgram>> ownValidator(const PackageTree &tree, const ProblemYaml &yaml);

/// Looks at problem.yaml and at the package's folders. Errors: those of requireFeature and ownValidator. Warnings go to `findings`.
[[nodiscard]] Result<void> checkPackage(const PackageTree &tree, const ProblemYaml &yaml, QList<Finding> &findings);

} // namespace assay::core
