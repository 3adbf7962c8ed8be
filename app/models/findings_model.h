// SPDX-License-Identifier: GPL-3.0-or-later
// FindingsModel: what a look at a package brought up, errors and warnings.
#pragma once

#include "core/problems/finding.h"

#include <QAbstractTableModel>

namespace assay::app {

class FindingsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Kind, Place, Message, ColumnCount };

    explicit FindingsModel(QObject *parent = nullptr);

    void clear();
    void append(const QList<core::Finding> &findings);
    [[nodiscard]] const QList<core::Finding> &findings() const { return m_findings; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<core::Finding> m_findings;
};

} // namespace assay::app
