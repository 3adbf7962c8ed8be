// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a problem package, version 2025-09, of what an importer read.
#pragma once

#include "core/importers/imported_problem.h"
#include "core/problems/package_draft.h"

namespace assay::core {

[[nodiscard]] PackageDraft makePackage(const ImportedProblem &problem);

/// Lower-case letters and digits: what the format wants of a package's name.
[[nodiscard]] QString shortNameOf(const QString &name);

/// A letter or digit first, then those, '_', '.' and '-': what the format allows for names of files and folders.
[[nodiscard]] QString allowedName(const QString &name);

} // namespace assay::core
