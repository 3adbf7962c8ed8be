// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the compile cache: one per entry, with a hash over all of it.
#pragma once

#include "core/judge/compile_cache.h"

namespace assay::core {

/// Layout: magic, BLAKE2b-256 of the rest, size of the header, header (QDataStream: key, result, files), contents.
/// Errors: Io, TooLarge when the contents are not as long as they were said to be.
[[nodiscard]] Result<void> writeCompileEntry(PendingFile &file, const QByteArray &key, const CompileEntry &entry,
                                             const std::vector<MadeFile> &files);

/// Reads all of it once, to see that it is whole. Errors: InvalidData, Io.
[[nodiscard]] Result<CachedCompile> readCompileEntry(UniqueFd file, const QByteArray &key);

} // namespace assay::core
