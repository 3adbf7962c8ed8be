// SPDX-License-Identifier: GPL-3.0-or-later
// Whether files have the same content.
#pragma once

#include <filesystem>
#include <vector>

namespace assay::core {

/// Byte by byte; a file that cannot be read is like no other.
[[nodiscard]] bool sameContent(const std::filesystem::path &one, const std::filesystem::path &other);

/// The same names below their roots, with the same contents and, where the owner may execute one, the same right.
[[nodiscard]] bool sameFiles(const std::vector<std::filesystem::path> &some, const std::filesystem::path &root,
                             const std::vector<std::filesystem::path> &others, const std::filesystem::path &otherRoot);

/// All regular files below the folder, sorted.
[[nodiscard]] std::vector<std::filesystem::path> filesBelow(const std::filesystem::path &folder);

} // namespace assay::core
