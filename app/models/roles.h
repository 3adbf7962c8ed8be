// SPDX-License-Identifier: GPL-3.0-or-later
// Roles that models and delegates of the desktop share, beyond Qt's own.
#pragma once

#include <Qt>

namespace assay::app {

enum Role : int {
    GlyphRole = Qt::UserRole + 1, ///< int of Glyph; invalid: no icon.
    ToneRole,                     ///< int of Tone.
    DoneRole,                     ///< int: cases finished.
    TotalRole,                    ///< int: cases in all, 0 when not known.
    ActiveRole,                   ///< bool: still being judged.
    SubtitleRole,                 ///< QString: a second, quieter line.
};

} // namespace assay::app
