// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: what is being judged and what waits, as lists show it.
#pragma once

#include "app/models/list_names.h"
#include "app/models/rows_model.h"
#include "core/model/queue.h"

namespace assay::app {

class QueueModel final : public RowsModel<core::QueueEntry>
{
    Q_OBJECT

public:
    enum Column : int { State, Lane, Since, Id, Problem, Language, Wait, ColumnCount };

    explicit QueueModel(QObject *parent = nullptr);

    void update(const QList<core::QueueEntry> &entries) { setRows(entries); }
    [[nodiscard]] ListNames &names() { return m_names; }

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const core::QueueEntry &entry, Column column) const;

    ListNames m_names;
};

} // namespace assay::app
