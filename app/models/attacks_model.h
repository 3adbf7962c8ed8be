// SPDX-License-Identifier: GPL-3.0-or-later
// AttacksModel: the attacks of one check of this computer, as they come.
#pragma once

#include "core/doctor/attack_run.h"

#include <QAbstractTableModel>

namespace assay::app {

class AttacksModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { State, Name, Tries, Outcome, Time, ColumnCount };
    /// bool: this row is something to look at (not contained, or skipped).
    static constexpr int kNotableRole = Qt::UserRole + 100;

    explicit AttacksModel(QObject *parent = nullptr);

    void clear();
    void append(const QList<core::AttackRow> &rows);
    [[nodiscard]] const QList<core::AttackRow> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const core::AttackRow &row, Column column) const;

    QList<core::AttackRow> m_rows;
};

} // namespace assay::app
