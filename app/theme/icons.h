// SPDX-License-Identifier: GPL-3.0-or-later
// Icons: one-colour pictures of resources/icons/, drawn in whatever colour they are shown in.
#pragma once

#include "app/text/verdict_text.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace assay::app {

/// `name` is a file of resources/icons/ without its ending. Sharp at every size and scale.
[[nodiscard]] QIcon tintedIcon(const QString &name, const QColor &color);
[[nodiscard]] QIcon glyphIcon(Glyph glyph, const QColor &color);
/// An icon that takes the text colour of the palette of the moment it is painted in.
[[nodiscard]] QIcon textIcon(const QString &name);

} // namespace assay::app
