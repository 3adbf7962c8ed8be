// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: what is being judged and what waits, as lists show it.
#pragma once

#include "app/models/list_names.h"
#include "core/model/queue.h"

#include <QAbstractTableModel>

namespace assay::app {

class QueueModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { State, Lane, Since, Id, Problem, Language, Wait, ColumnCount };

    explicit QueueModel(QObject *parent = nullptr);

    /// Rows that stay keep their place on screen; `now` is what "since" counts from.
    void update(const QList<core::QueueEntry> &entries);
    [[nodiscard]] const core::QueueEntry &at(int row) const { return m_entries.at(row); }
    [[nodiscard]] ListNames &names() { return m_names; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const core::QueueEntry &entry, Column column) const;

    QList<core::QueueEntry> m_entries;
    ListNames m_names;
};

} // namespace assay::app
