// SPDX-License-Identifier: GPL-3.0-or-later
// CasesModel: the test cases of one judgement, as a candidate or as a host sees them.
#include "app/models/cases_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"

namespace assay::app {

namespace {

template <typename Case>
QList<CaseLine> linesOf(const QList<Case> &cases)
{
    QList<CaseLine> lines;
    for (const Case &run : cases)
        lines.append({.ordinal = run.ordinal,
                      .name = run.name,
                      .look = lookOf(run.state, run.verdict),
                      .done = run.state == core::CaseState::Done,
                      .cpu = run.cpu,
                      .wall = run.wall,
                      .memory = run.memory,
                      .reason = run.reason});
    return lines;
}

} // namespace

CasesModel::CasesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CasesModel::update(const QList<core::CandidateCase> &cases)
{
    setLines(linesOf(cases));
}

void CasesModel::update(const QList<core::CaseRun> &cases)
{
    setLines(linesOf(cases));
}

void CasesModel::setLines(const QList<CaseLine> &cases)
{
    const auto common = static_cast<int>(qMin(m_cases.size(), cases.size()));
    for (int row = 0; row < common; ++row) {
        if (m_cases.at(row) == cases.at(row))
            continue;
        m_cases[row] = cases.at(row);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (cases.size() > common) {
        beginInsertRows({}, common, static_cast<int>(cases.size()) - 1);
        m_cases.append(cases.sliced(common));
        endInsertRows();
    } else if (m_cases.size() > common) {
        beginRemoveRows({}, common, static_cast<int>(m_cases.size()) - 1);
        m_cases.resize(common);
        endRemoveRows();
    }
}

int CasesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

int CasesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CasesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &run = m_cases.at(index.row());
    const auto column = static_cast<Column>(index.column());
    const auto right = column == Cpu || column == Wall || column == Memory;
    if (role == Qt::TextAlignmentRole)
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == GlyphRole)
        return column == Result ? QVariant(int(run.look.glyph)) : QVariant();
    if (role == ToneRole)
        return column == Result ? QVariant(int(run.look.tone)) : QVariant();
    if (role == Qt::ToolTipRole && column == Reason)
        return run.reason;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Number:
        return run.ordinal + 1;
    case Name:
        return run.name.isEmpty() ? tr("hidden test") : run.name;
    case Result:
        return run.look.text;
    case Cpu:
        return run.done ? durationText(run.cpu) : QString();
    case Wall:
        return run.done ? durationText(run.wall) : QString();
    case Memory:
        return run.done ? sizeText(run.memory) : QString();
    case Reason:
        return run.reason;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CasesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role, section == Cpu || section == Wall || section == Memory))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case Number:
        return tr("Test");
    case Name:
        return tr("Name");
    case Result:
        return tr("Result");
    case Cpu:
        return tr("Processor");
    case Wall:
        return tr("Wall clock");
    case Memory:
        return tr("Memory");
    case Reason:
        return tr("Reason");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
