// SPDX-License-Identifier: GPL-3.0-or-later
// A look at the central directory of a zip, for what libarchive does not tell.
#pragma once

#include "base/result.h"

namespace assay::core {

/// Nothing for what is no zip. Errors: TooLarge for more entries than that; InvalidPackage for a name with a NUL in it
/// (libarchive would end it there, so that others see another name) and for a directory that cannot be followed.
/// Source: PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16.
[[nodiscard]] Result<void> checkZipDirectory(int fd, std::size_t mostEntries);

} // namespace assay::core
