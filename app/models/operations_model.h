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
    enum Column : int { State, Type, Subject, Progress, Started, ColumnCount };

    explicit OperationsModel(QObject *parent = nullptr);

    void update(const QList<core::Operation> &operations) { setRows(operations); }
    /// What a session or a problem of that id is called.
    void setTitle(const std::string &id, const QString &title);
    /// -1 when it is not listed.
    [[nodiscard]] int rowOf(core::OperationId id) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const core::Operation &operation, Column column) const;

    [[nodiscard]] QString subjectText(const core::Operation &operation) const;

    QHash<QString, QString> m_titles; ///< By id.
};

} // namespace assay::app
