// SPDX-License-Identifier: GPL-3.0-or-later
// The glob patterns of submissions.yaml.
#pragma once

#include <string>
#include <string_view>

namespace assay::core {

/// Whether the pattern matches the path or one of the folders that it lies in. `*` stands for any characters but '/',
/// `{a,b}` for either; braces do not nest. A pattern with too many alternatives matches nothing.
/// Source: problem package format 2025-09, "Glob patterns".
[[nodiscard]] bool matchesGlob(std::string_view pattern, std::string_view path);

} // namespace assay::core
