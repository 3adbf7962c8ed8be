// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingModel: the submissions of a rejudging, with what each got and would get.
#pragma once

#include "app/models/list_names.h"
#include "app/text/verdict_text.h"
#include "core/model/rejudging.h"

#include <QAbstractTableModel>

namespace assay::app {

class RejudgingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Change, When, Id, Problem, Language, Before, After, ColumnCount };
    /// bool: verdict or points would be others, or it could not be judged.
    static constexpr int kNotableRole = Qt::UserRole + 100;

    explicit RejudgingModel(QObject *parent = nullptr);

    /// The same rejudging as it is now, or another one.
    void update(const core::Rejudging &rejudging);
    [[nodiscard]] const core::Rejudging &rejudging() const { return m_rejudging; }
    [[nodiscard]] ListNames &names() { return m_names; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const core::RejudgedSubmission &one, Column column) const;

    core::Rejudging m_rejudging;
    ListNames m_names;
};

} // namespace assay::app
