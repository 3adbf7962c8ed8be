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

/// What a package says, as far as it can be read.
struct PackageInspection {
    Problem problem; ///< Complete when there is no error among the findings.
    QList<Finding> findings; ///< Errors first.

    [[nodiscard]] bool isUsable() const;
};

/// Looks at the package in `folder` and tells everything that is wrong with it, not only the first thing. Nothing of it
/// is executed. Errors: NotFound, Io, InvalidPackage when it is no folder.
/// Source: problem package format, versions legacy, legacy-icpc, 2023-07-draft, 2025-09.
[[nodiscard]] Result<PackageInspection> inspectPackage(const std::filesystem::path &folder);

/// Reads the package in `folder` for judging. What would change a verdict and cannot be honoured exactly is refused.
/// Errors: InvalidPackage with one line "file: key: message" for each error; Unsupported in the same way for what
/// judging does not do; NotFound, Io.
[[nodiscard]] Result<PackageRead> readPackage(const std::filesystem::path &folder);

} // namespace assay::core
