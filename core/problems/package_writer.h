// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a problem as a package, in any version of the format.
#pragma once

#include "base/result.h"
#include "core/model/problem.h"
#include "core/problems/package_losses.h"

#include <filesystem>

namespace assay::core {

/// What was written, and what of the problem is not in it.
struct PackageWritten {
    std::filesystem::path path;
    QList<PackageLoss> losses;
};

/// Writes the problem, which was read from the package at its root, into `target`: a folder, or an archive when its name
/// ends like one (.zip, .kpp, .tar.gz, .tgz, .tar.xz, .tar). It must not be there yet. What was written is read again and
/// compared: should anything be missing that `losses` does not name, it is removed and Internal returned.
/// Errors: Permission for a target that is there, NotFound for its parent, InvalidPackage for a source that has changed, Io.
[[nodiscard]] Result<PackageWritten> writePackage(const Problem &problem, PackageFormat format,
                                                  const std::filesystem::path &target);

} // namespace assay::core
