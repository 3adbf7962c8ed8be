// SPDX-License-Identifier: GPL-3.0-or-later
// Turns Markdown statements into HTML.
#pragma once

#include <QString>

#include <filesystem>

namespace assay::core {

/// CommonMark with tables, strike-through and formulas between $ or $$. Raw HTML is shown as text, links are their
/// text alone, pictures must lie in `folder`.
[[nodiscard]] QString markdownToHtml(const QString &markdown, const std::filesystem::path &folder);

} // namespace assay::core
