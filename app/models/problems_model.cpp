// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemsModel: the problems that this engine knows, by title.
#include "app/models/problems_model.h"

#include "app/models/roles.h"

#include <algorithm>

namespace assay::app {

void ProblemsModel::update(const QList<core::ProblemRecord> &problems)
{
    for (auto row = static_cast<int>(m_problems.size()) - 1; row >= 0; --row) {
        if (std::ranges::contains(problems, m_problems.at(row).id, &core::ProblemRecord::id))
            continue;
        beginRemoveRows({}, row, row);
        m_problems.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(problems.size()); ++row) {
        const auto &wanted = problems.at(row);
        const auto known = rowOf(wanted.id);
        if (known < 0) {
            beginInsertRows({}, row, row);
            m_problems.insert(row, wanted);
            endInsertRows();
            continue;
        }
        if (known != row) {
            beginMoveRows({}, known, known, {}, row);
            m_problems.move(known, row);
            endMoveRows();
        }
        if (m_problems.at(row) != wanted) {
            m_problems[row] = wanted;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

int ProblemsModel::rowOf(core::ProblemId id) const
{
    const auto found = std::ranges::find(m_problems, id, &core::ProblemRecord::id);
    return found == m_problems.end() ? -1 : static_cast<int>(found - m_problems.begin());
}

const core::ProblemRecord *ProblemsModel::find(core::ProblemId id) const
{
    const auto row = rowOf(id);
    return row < 0 ? nullptr : &m_problems.at(row);
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &problem = m_problems.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return problem.title;
    case SubtitleRole:
        return problem.shortName;
    case Qt::ToolTipRole:
        return QString::fromStdString(problem.root.string());
    default:
        return {};
    }
}

} // namespace assay::app
