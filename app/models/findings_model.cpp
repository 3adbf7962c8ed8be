// SPDX-License-Identifier: GPL-3.0-or-later
// FindingsModel: what a look at a package brought up, errors and warnings.
#include "app/models/findings_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/lab_text.h"

namespace assay::app {

FindingsModel::FindingsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void FindingsModel::clear()
{
    beginResetModel();
    m_findings.clear();
    endResetModel();
}

void FindingsModel::append(const QList<core::Finding> &findings)
{
    if (findings.isEmpty())
        return;
    const auto first = static_cast<int>(m_findings.size());
    beginInsertRows({}, first, first + static_cast<int>(findings.size()) - 1);
    m_findings.append(findings);
    endInsertRows();
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const core::Finding &finding = m_findings.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == GlyphRole && column == Kind)
        return int(lookOf(finding.severity).glyph);
    if (role == ToneRole && column == Kind)
        return int(lookOf(finding.severity).tone);
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(finding.describe());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Kind:
        return lookOf(finding.severity).text;
    case Place:
        return finding.key.isEmpty() ? finding.file : tr("%1: %2", "file, key").arg(finding.file, finding.key);
    case Message:
        return finding.message.section(QLatin1Char('\n'), 0, 0);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case Kind:
        return tr("Kind");
    case Place:
        return tr("Where");
    case Message:
        return tr("What");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
