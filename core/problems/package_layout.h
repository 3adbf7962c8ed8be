// SPDX-License-Identifier: GPL-3.0-or-later
// Where a package of a version has its programs, statements and other files.
#pragma once

#include "core/problems/package_draft.h"
#include "core/problems/package_target.h"

namespace assay::core {

/// Adds statements, programs, included files, attachments and everything else beside data and submissions.
void writeLayout(const Problem &problem, const PackageTarget &target, PackageDraft &draft);

/// Whether a file that belongs to no part of the problem would be taken for a part of it in that version.
[[nodiscard]] bool wouldBeMisread(const std::filesystem::path &file, const Problem &problem,
                                  const PackageTarget &target);

/// Whether the version has a place for that kind of program.
[[nodiscard]] bool hasNewerPrograms(const PackageTarget &target);
[[nodiscard]] bool hasGrader(const PackageTarget &target);
[[nodiscard]] bool hasIncludedFiles(const PackageTarget &target, const QString &language);

} // namespace assay::core
