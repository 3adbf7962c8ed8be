// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsModel: long actions, newest first.
#include "app/models/operations_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"
#include "app/text/operation_text.h"

#include <algorithm>

namespace assay::app {

OperationsModel::OperationsModel(QObject *parent)
    : RowsModel(parent)
{
}

void OperationsModel::setTitle(const std::string &id, const QString &title)
{
    m_titles.insert(QString::fromStdString(id), title);
}

QString OperationsModel::subjectText(const core::Operation &operation) const
{
    if (operation.session)
        return m_titles.value(QString::fromStdString(operation.session->toText()));
    if (operation.type == core::OperationType::Rejudge) // it has no name
        return {};
    return m_titles.value(operation.subject, operation.subject);
}

int OperationsModel::rowOf(core::OperationId id) const
{
    const auto found = std::ranges::find(rows(), id, &core::Operation::id);
    return found == rows().end() ? -1 : static_cast<int>(found - rows().begin());
}

int OperationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OperationsModel::text(const core::Operation &operation, Column column) const
{
    switch (column) {
    case State:
        return lookOf(operation.state).text;
    case Type:
        return typeText(operation.type);
    case Subject:
        return subjectText(operation);
    case Progress:
        return tr("%1 of %2", "steps that are done, all").arg(operation.step).arg(operation.steps);
    case Started:
        return whenText(operation.started.value_or(operation.created));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant OperationsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const core::Operation &operation = at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (column == State && (role == GlyphRole || role == ToneRole)) {
        const Look look = lookOf(operation.state);
        return role == GlyphRole ? int(look.glyph) : int(look.tone);
    }
    if (role == Qt::ToolTipRole && column == State)
        return operation.failure;
    return role == Qt::DisplayRole ? QVariant(text(operation, column)) : QVariant();
}

QVariant OperationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case State:
        return tr("State");
    case Type:
        return tr("What");
    case Subject:
        return tr("Of what");
    case Progress:
        return tr("Steps");
    case Started:
        return tr("Since");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
