// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsModel: long actions, newest first.
#pragma once

#include "app/models/rows_model.h"
#include "core/model/operation.h"

#include <QHash>

namespace assay::app {

class OperationsModel final : public RowsModel<core::Operation>
{
    Q_OBJECT

public:
    enum Column : int { State, Type, Session, Progress, Started, ColumnCount };

    explicit OperationsModel(QObject *parent = nullptr);

    void update(const QList<core::Operation> &operations) { setRows(operations); }
    void setSessionTitle(core::SessionId id, const QString &title);
    /// -1 when it is not listed.
    [[nodiscard]] int rowOf(core::OperationId id) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const core::Operation &operation, Column column) const;

    QHash<QString, QString> m_titles; ///< By the session's id.
};

} // namespace assay::app
