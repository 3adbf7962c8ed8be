// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the desktop: they all look and behave alike.
#pragma once

#include <QTableView>

#include <initializer_list>
#include <utility>

namespace assay::app {

/// Rows are chosen one at a time and cannot be edited; Tab leaves the table; signs are drawn beside the words.
[[nodiscard]] QTableView *makeTable(QAbstractItemModel *model, const QString &accessibleName, QWidget *parent);

/// Widths of columns in letters of the font.
void setColumnWidths(QTableView &table, std::initializer_list<std::pair<int, int>> widths);

} // namespace assay::app
