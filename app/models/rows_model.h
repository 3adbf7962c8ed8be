// SPDX-License-Identifier: GPL-3.0-or-later
// RowsModel: what models have in common whose rows come as a whole list, again and again.
#pragma once

#include <QAbstractTableModel>
#include <QList>

#include <algorithm>

namespace assay::app {

template <typename Row>
class RowsModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] const Row &at(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    /// Rows are put in or taken away at the end, the others are others now: no reset, which would lose what is chosen and
    /// where the list was scrolled to.
    void setRows(QList<Row> rows)
    {
        const auto before = static_cast<int>(m_rows.size());
        const auto now = static_cast<int>(rows.size());
        if (now > before) {
            beginInsertRows({}, before, now - 1);
            m_rows = std::move(rows);
            endInsertRows();
        } else if (now < before) {
            beginRemoveRows({}, now, before - 1);
            m_rows = std::move(rows);
            endRemoveRows();
        } else {
            m_rows = std::move(rows);
        }
        if (const int kept = std::min(before, now); kept > 0)
            Q_EMIT dataChanged(index(0, 0), index(kept - 1, columnCount() - 1));
    }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }

private:
    QList<Row> m_rows;
};

} // namespace assay::app
