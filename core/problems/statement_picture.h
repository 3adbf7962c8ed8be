// SPDX-License-Identifier: GPL-3.0-or-later
// Decides which pictures a statement may show.
#pragma once

#include <QString>

#include <filesystem>

namespace assay::core {

/// The picture's name relative to `folder`, when it is a file in there; empty for an address, an absolute path, a path
/// out of the folder and what does not exist. LaTeX leaves out the extension: the usual ones are tried.
[[nodiscard]] QString localPicture(const QString &source, const std::filesystem::path &folder);

/// An <img> for it, with an optional width in percent of the page (0: its own); the escaped `alt` text alone when the
/// picture may not be shown.
[[nodiscard]] QString pictureHtml(const QString &source, const QString &alt, const std::filesystem::path &folder,
                                  int widthPercent = 0);

} // namespace assay::core
