// SPDX-License-Identifier: GPL-3.0-or-later
// Turns a problem statement (Markdown or a LaTeX subset) into HTML that Qt's rich text and a browser both show.
#pragma once

#include "base/result.h"
#include "core/model/problem.h"

#include <QString>

namespace assay::core {

/// The body of the statement as self-contained HTML: no scripts, no remote addresses, raw HTML of the author escaped
/// or dropped, formulas as italics, sub- and superscripts and Unicode signs, pictures as file names relative to the
/// statement's folder. Errors: Io, NotFound; Unsupported for PDF.
[[nodiscard]] Result<QString> statementHtml(const Problem &problem, const Statement &statement);

} // namespace assay::core
