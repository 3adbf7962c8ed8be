// SPDX-License-Identifier: GPL-3.0-or-later
// SessionsModel: the sessions, what goes on first, then what is to come, to be reviewed, drafted, over.
#pragma once

#include "app/models/rows_model.h"
#include "core/model/session.h"

namespace assay::app {

class SessionsModel final : public RowsModel<core::Session>
{
    Q_OBJECT

public:
    enum Column : int { State, Title, Starts, Ends, People, ColumnCount };

    explicit SessionsModel(QObject *parent = nullptr);

    /// In the order in which they are shown from then on. Purged ones are left out unless `withPurged`.
    void update(QList<core::Session> sessions, bool withPurged);
    /// -1 when it is not listed.
    [[nodiscard]] int rowOf(core::SessionId id) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const core::Session &session, Column column) const;
};

} // namespace assay::app
