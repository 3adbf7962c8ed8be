// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a problem package (a folder in one of the ICPC/Kattis formats) into a Problem.
#pragma once

#include "base/result.h"
#include "core/model/problem.h"
#include "core/problems/finding.h"

#include <filesystem>

namespace assay::core {

struct PackageRead {
    Problem problem; ///< With a fresh id; the store replaces it when it knows the content hash.
    QList<Finding> findings; ///< Warnings: the package is usable.
};

/// Reads the package in `folder`. Nothing of it is executed. What would change a verdict and cannot be honoured
/// exactly is refused. Errors: InvalidPackage with one line that names file and key, NotFound, Io.
/// Source: problem package format, versions legacy, legacy-icpc, 2023-07-draft, 2025-09.
[[nodiscard]] Result<PackageRead> readPackage(const std::filesystem::path &folder);

} // namespace assay::core
