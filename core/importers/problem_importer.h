// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemImporter: reads problems of one foreign format. Nothing of them is run.
#pragma once

#include "base/result.h"
#include "core/importers/imported_problem.h"
#include "core/problems/package_tree.h"

#include <memory>
#include <span>

namespace assay::core {

class ProblemImporter
{
public:
    ProblemImporter() = default;
    ProblemImporter(const ProblemImporter &) = delete;
    ProblemImporter &operator=(const ProblemImporter &) = delete;
    virtual ~ProblemImporter() = default;

    /// "polygon"
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Whether the folder holds a problem in this format, by the names of its files.
    [[nodiscard]] virtual bool recognizes(const PackageTree &tree) const = 0;
    /// What the problem says. `scratch` is an empty folder that outlives the result: for archives in it. What is wrong
    /// with it is among its findings. Errors: Io.
    [[nodiscard]] virtual Result<ImportedProblem> read(const PackageTree &tree,
                                                       const std::filesystem::path &scratch) const = 0;
};

/// All there are, in the order in which they are asked.
[[nodiscard]] std::span<const std::unique_ptr<ProblemImporter>> problemImporters();

} // namespace assay::core
