// SPDX-License-Identifier: GPL-3.0-or-later
// gzip, by libarchive.
#pragma once

#include "base/result.h"

#include <filesystem>

namespace assay::core {

/// Writes `from`, compressed, to `to`, which is there as a whole or not at all. Errors: Io.
[[nodiscard]] Result<void> gzipFile(const std::filesystem::path &from, const std::filesystem::path &to);

} // namespace assay::core
