// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of Polygon's packages.
#pragma once

#include "core/importers/imported_problem.h"
#include "core/importers/xml_element.h"
#include "core/problems/package_tree.h"

namespace assay::core {

/// "en" for "english"; empty for a language that is not known here.
[[nodiscard]] QString languageCode(const QString &language);

/// Of each language its sections in LaTeX, put together, else its PDF.
void readPolygonStatements(const PackageTree &tree, const XmlElement &root, ImportedProblem &problem,
                           PackageFindings &findings);

} // namespace assay::core
