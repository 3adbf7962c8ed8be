// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the LaTeX subset of problem statements into HTML.
#pragma once

#include <QMap>
#include <QString>

#include <filesystem>

namespace assay::core {

/// The body of a statement. What is not known becomes its text; the title (\problemname) and the places of samples are
/// left out, links are their text alone, pictures must lie in `folder`.
/// Source: problem package format 2025-09, "LaTeX environment and supported subset".
[[nodiscard]] QString latexToHtml(const QString &latex, const std::filesystem::path &folder,
                                  const QMap<QString, QString> &constants = {});

/// The plain text of a short piece of LaTeX, such as a problem's title.
[[nodiscard]] QString latexToPlainText(const QString &latex);

} // namespace assay::core
