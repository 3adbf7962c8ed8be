// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the desktop: they all look and behave alike.
#include "app/widgets/tables.h"

#include "app/widgets/delegates.h"

#include <QHeaderView>

namespace assay::app {

QTableView *makeTable(QAbstractItemModel *model, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(accessibleName);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 10);
    table->setItemDelegate(new LookDelegate(LookDelegate::Place::Left, table));
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

void setColumnWidths(QTableView &table, std::initializer_list<std::pair<int, int>> widths)
{
    const int letter = table.fontMetrics().averageCharWidth();
    for (const auto &[column, letters] : widths)
        table.horizontalHeader()->resizeSection(column, letters * letter);
}

} // namespace assay::app
