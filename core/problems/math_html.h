// SPDX-License-Identifier: GPL-3.0-or-later
// Turns TeX formulas into HTML without any program on the page: italics, sub- and superscripts, Unicode signs.
#pragma once

#include <QString>

namespace assay::core {

/// A formula, without the dollar signs around it. Fractions become a/b, unknown commands their name.
[[nodiscard]] QString mathToHtml(const QString &tex);

} // namespace assay::core
