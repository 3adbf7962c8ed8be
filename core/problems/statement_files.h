// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the statements of a package, and the titles that LaTeX statements carry.
#pragma once

#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Markdown before LaTeX before PDF for each language, languages in their order. None is a warning.
[[nodiscard]] QList<Statement> findStatements(const PackageTree &tree, PackageFormat format, PackageFindings &findings);

/// Puts the titles in statements before the name in problem.yaml, in the legacy formats; `fallback` is the name when
/// there is no other. The problem's format, names and statements must be there.
void completeNames(Problem &problem, const QString &fallback, PackageFindings &findings);

/// The titles that the problem's LaTeX statements carry, by language, as the legacy formats read them.
/// Statements that are too large or no UTF-8 are errors.
[[nodiscard]] QMap<QString, QString> latexTitles(const Problem &problem, PackageFindings &findings);

} // namespace assay::core
