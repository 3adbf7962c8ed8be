// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the LaTeX subset of problem statements into HTML.
#pragma once

#include <QString>

#include <functional>

namespace assay::core {

struct StatementContext;

/// The plain text of a short piece of LaTeX, such as a problem's title.
[[nodiscard]] QString latexToPlainText(const QString &latex);

} // namespace assay::core
