// SPDX-License-Identifier: GPL-3.0-or-later
// PolygonImporter: packages of Polygon's, with testlib's programs. Source: their problem.xml, and testlib.h.
#pragma once

#include "core/importers/problem_importer.h"

namespace assay::core {

class PolygonImporter final : public ProblemImporter
{
public:
    [[nodiscard]] std::string_view name() const override { return "polygon"; }
    [[nodiscard]] bool recognizes(const PackageTree &tree) const override;
    [[nodiscard]] Result<ImportedProblem> read(const PackageTree &tree,
                                               const std::filesystem::path &scratch) const override;
};

} // namespace assay::core
