// SPDX-License-Identifier: GPL-3.0-or-later
// TeX commands that stand for one sign or for a word.
#pragma once

#include <QString>

namespace assay::core {

/// The text of \name in a formula ("\le" gives "≤", "\log" gives "log"), null when it is not known.
[[nodiscard]] QString mathSign(const QString &name);

/// Whether that sign is written upright (an operator or a word) and not in italics (a letter).
[[nodiscard]] bool isMathLetter(const QString &name);

/// The text of \name outside of formulas ("\ldots", "\ss"), null when it is not known.
[[nodiscard]] QString textSign(const QString &name);

} // namespace assay::core
