// SPDX-License-Identifier: GPL-3.0-or-later
// DmojImporter: problems of the DMOJ judge, a folder with an init.yml. Source: DMOJ's documentation, "Problem format".
#pragma once

#include "core/importers/problem_importer.h"

namespace assay::core {

class DmojImporter final : public ProblemImporter
{
public:
    [[nodiscard]] std::string_view name() const override { return "dmoj"; }
    [[nodiscard]] bool recognizes(const PackageTree &tree) const override;
    [[nodiscard]] Result<ImportedProblem> read(const PackageTree &tree,
                                               const std::filesystem::path &scratch) const override;
};

} // namespace assay::core
