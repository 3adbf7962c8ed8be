// SPDX-License-Identifier: GPL-3.0-or-later
// TeX commands that stand for one sign or for a word.
#pragma once

#include <QString>

namespace assay::core {

/// The text of \name in a formula ("\le" gives "≤", "\log" gives "log"), null when it is not known.
[[nodiscard]] QString mathSign(const QString &name);

/// Whether that sign is written upright (an operator or a word) and not in italics (a letter).
[[nodiscard]] bool isMathLetter(const QString &name);

/// The combining character that \name puts on its argument ("\hat"), null when it is no accent.
[[nodiscard]] QChar mathAccent(const QString &name);

/// Whether \name only says how a formula is set ("\limits", "\big").
[[nodiscard]] bool isMathLayout(const QString &name);

/// Letters of number sets in double strokes: "R" gives "ℝ".
[[nodiscard]] QString mathBlackboard(QString letters);

/// The text of \name outside of formulas ("\ldots", "\ss"), null when it is not known.
[[nodiscard]] QString textSign(const QString &name);

} // namespace assay::core
