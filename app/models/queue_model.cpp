// SPDX-License-Identifier: GPL-3.0-or-later
// QueueModel: what is being judged and what waits, as lists show it.
#include "app/models/queue_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"

namespace assay::app {

namespace {

using core::QueueEntry;

Look stateLook(const QueueEntry &entry)
{
    Look look = lookOf(entry.judgement.state, entry.judgement.verdict);
    if (entry.position)
        look.text =
            *entry.position == 0 ? QueueModel::tr("Next") : QueueModel::tr("%n ahead", nullptr, *entry.position);
    return look;
}

QString waitText(const QueueEntry &entry)
{
    if (!entry.position)
        return {};
    if (!entry.wait)
        return QueueModel::tr("not known");
    return QueueModel::tr("%1, at most %2", "half of the time, nine times in ten")
        .arg(durationText(entry.wait->p50), durationText(entry.wait->p90));
}

QString whyText(const QueueEntry &entry)
{
    if (entry.judgement.lastFailure.isEmpty())
        return {};
    return QueueModel::tr("Tried before (%1). %2", "how often, and what went wrong")
        .arg(entry.judgement.attempt - 1)
        .arg(entry.judgement.lastFailure);
}

} // namespace

QueueModel::QueueModel(QObject *parent)
    : RowsModel(parent)
{
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QueueEntry &entry = at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (column == State && (role == GlyphRole || role == ToneRole)) {
        const Look look = stateLook(entry);
        return role == GlyphRole ? int(look.glyph) : int(look.tone);
    }
    if (role == Qt::ToolTipRole)
        return whyText(entry);
    return role == Qt::DisplayRole ? QVariant(display(entry, column)) : QVariant();
}

QString QueueModel::display(const QueueEntry &entry, Column column) const
{
    switch (column) {
    case State:
        return stateLook(entry).text;
    case Lane:
        return entry.judgement.rejudging                        ? tr("Judged again")
               : entry.submission.purpose == core::Purpose::Run ? tr("Run")
                                                                : tr("Submission");
    case Since:
        return whenText(entry.judgement.queued);
    case Id:
        return QString::fromStdString(entry.submission.id.toText()).last(6);
    case Problem:
        return m_names.problem(entry.submission.problem);
    case Language:
        return m_names.language(entry.submission.language);
    case Wait:
        return waitText(entry);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case State:
        return tr("State");
    case Lane:
        return tr("What");
    case Since:
        return tr("Since");
    case Id:
        return tr("Id");
    case Problem:
        return tr("Problem");
    case Language:
        return tr("Language");
    case Wait:
        return tr("Begins in");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
