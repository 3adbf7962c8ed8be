// SPDX-License-Identifier: GPL-3.0-or-later
// What the headers of all tables have in common.
#pragma once

#include <QVariant>

#include <optional>

namespace assay::app {

/// What headerData answers but for the titles; nothing when a column's title is asked for. Titles stand over what they
/// are of: figures to the right.
[[nodiscard]] inline std::optional<QVariant> untitledHeader(Qt::Orientation orientation, int role,
                                                            bool isFigures = false)
{
    if (orientation != Qt::Horizontal)
        return QVariant();
    if (role == Qt::TextAlignmentRole)
        return int((isFigures ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? std::nullopt : std::optional(QVariant());
}

} // namespace assay::app
