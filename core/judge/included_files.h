// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the files that a problem adds to every submission beside a submission's own.
#pragma once

#include "base/result.h"
#include "core/model/language.h"
#include "core/model/problem.h"
#include "core/model/submission.h"

namespace assay::core {

/// The submission's files with those of include/<language>/, else of include/default/, which win over files of the same
/// name. Errors: Io. Source: problem package format, "Included files".
[[nodiscard]] Result<QList<SourceFile>> withIncludedFiles(const QList<SourceFile> &sources, const Problem &problem,
                                                          const Language &language);

} // namespace assay::core
