// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a submission from disk: one file, or a folder of several.
#pragma once

#include "base/result.h"
#include "core/judge/language_table.h"
#include "core/model/submission.h"

#include <filesystem>

namespace assay::core {

/// Hidden files are left out of a folder. Errors: NotFound, InvalidArgument (nothing in it), TooLarge, Io.
[[nodiscard]] Result<QList<SourceFile>> readSubmission(const std::filesystem::path &path);

/// The files as a jury submission lists them, names relative to `root`.
[[nodiscard]] Result<QList<SourceFile>> readFiles(const std::vector<std::filesystem::path> &files,
                                                  const std::filesystem::path &root);

/// The language asked for, else the one that the file names tell. Errors: InvalidArgument, Unsupported.
[[nodiscard]] Result<const LanguageStatus *> languageOf(const LanguageTable &languages, const QString &wanted,
                                                        const QList<SourceFile> &sources);

} // namespace assay::core
