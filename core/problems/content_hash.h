// SPDX-License-Identifier: GPL-3.0-or-later
// The content hash of a package: two packages with the same one are the same problem version.
#pragma once

#include "core/problems/package_tree.h"

#include <QString>

namespace assay::core {

/// SHA-256, hexadecimal, over path, length and content of every file of the tree that is judged or shown, in the
/// order of their paths.
/// Reads every file once, in pieces. Errors: InvalidPackage for a file that cannot be read.
[[nodiscard]] Result<QString> contentHash(const PackageTree &tree);

} // namespace assay::core
