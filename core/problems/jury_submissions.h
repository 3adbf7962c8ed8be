// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the submissions of a package's jury and what each is expected to get.
#pragma once

#include "core/problems/expected_verdicts.h"
#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Every file and folder directly below a folder of submissions/, in the order of their names. What is expected comes
/// from submissions.yaml (newer formats), else from the folder's name, else from DOMjudge's @EXPECTED_RESULTS@ in a
/// source.
[[nodiscard]] QList<JurySubmission> readJurySubmissions(const PackageTree &tree, PackageFormat format,
                                                        PackageFindings &findings);

/// Whether its folder says that it does not get the best score. Source: legacy, "Example submissions".
[[nodiscard]] bool hasPartialScore(const QString &name, PackageFormat format);

/// What one of them is expected to get. `yaml` may be nullptr.
[[nodiscard]] Expectation readExpectation(const QString &name, const std::vector<std::filesystem::path> &files,
                                          const SubmissionsYaml *yaml, PackageFormat format);

/// Takes over what is expected of it.
void setExpectation(JurySubmission &submission, Expectation expectation);

} // namespace assay::core
