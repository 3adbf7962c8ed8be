// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemsModel: the problems that this engine knows, by title.
#pragma once

#include "core/store/store.h"

#include <QAbstractListModel>

namespace assay::app {

class ProblemsModel final : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    /// Inserts, updates and removes rows until the list is `problems`, which is sorted.
    void update(const QList<core::ProblemRecord> &problems);
    [[nodiscard]] const core::ProblemRecord &at(int row) const { return m_problems.at(row); }
    [[nodiscard]] const QList<core::ProblemRecord> &all() const { return m_problems; }
    /// -1 when it is not listed.
    [[nodiscard]] int rowOf(core::ProblemId id) const;
    [[nodiscard]] const core::ProblemRecord *find(core::ProblemId id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<core::ProblemRecord> m_problems;
};

} // namespace assay::app
