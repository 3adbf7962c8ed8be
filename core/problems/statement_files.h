// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the statements of a package, and the titles that LaTeX statements carry.
#pragma once

#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Markdown before LaTeX before PDF for each language, languages in their order. None is a warning.
[[nodiscard]] QList<Statement> findStatements(const PackageTree &tree, PackageFormat format, QList<Finding> &findings);

/// The titles by language: in the legacy formats those in the statements come before the one in problem.yaml.
/// At least one: `fallback` when there is no other. Errors: those of reading a file.
[[nodiscard]] Result<QMap<QString, QString>> problemNames(const PackageTree &tree, const ProblemYaml &yaml,
                                                          const QString &fallback);

} // namespace assay::core
