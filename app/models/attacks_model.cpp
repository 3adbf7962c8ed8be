// SPDX-License-Identifier: GPL-3.0-or-later
// AttacksModel: the attacks of one check of this computer, as they come.
#include "app/models/attacks_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/attack_text.h"
#include "app/text/format_text.h"

namespace assay::app {

AttacksModel::AttacksModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void AttacksModel::clear()
{
    if (m_rows.isEmpty())
        return;
    beginRemoveRows({}, 0, static_cast<int>(m_rows.size()) - 1);
    m_rows.clear();
    endRemoveRows();
}

void AttacksModel::append(const QList<core::AttackRow> &rows)
{
    if (rows.isEmpty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.append(rows);
    endInsertRows();
}

int AttacksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AttacksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AttacksModel::display(const core::AttackRow &row, Column column) const
{
    switch (column) {
    case State:
        return lookOf(row.judgement.state).text;
    case Name:
        return row.id;
    case Tries:
        return row.tries;
    case Outcome:
        return attackOutcomeText(row.judgement);
    case Time:
        return durationText(row.duration);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant AttacksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &row = m_rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole:
        return column == Tries ? row.tries : row.judgement.detail;
    case Qt::TextAlignmentRole:
        return int((column == Time ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case GlyphRole:
        return column == State ? QVariant(int(lookOf(row.judgement.state).glyph)) : QVariant();
    case ToneRole:
        return column == State ? QVariant(int(lookOf(row.judgement.state).tone)) : QVariant();
    case kNotableRole:
        return row.judgement.state != core::AttackState::Contained;
    default:
        return {};
    }
}

QVariant AttacksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role, section == Time))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case State:
        return tr("Result");
    case Name:
        return tr("Attack");
    case Tries:
        return tr("What it tries");
    case Outcome:
        return tr("What happened");
    case Time:
        return tr("Time");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
