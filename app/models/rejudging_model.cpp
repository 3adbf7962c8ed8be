// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingModel: the submissions of a rejudging, with what each got and would get.
#include "app/models/rejudging_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"

namespace assay::app {

namespace {

using core::RejudgedSubmission;

Look changeLook(const RejudgedSubmission &one)
{
    if (!core::isFinal(one.after.state))
        return lookOf(one.after.state, one.after.verdict);
    if (!one.isUsable())
        return {RejudgingModel::tr("Stays as it is"), Glyph::Question, Tone::Trouble};
    if (one.isChanged())
        return {RejudgingModel::tr("Changes"), Glyph::Bolt, Tone::Limit};
    return {RejudgingModel::tr("The same"), Glyph::Check, Tone::Quiet};
}

Look resultLook(const core::Judgement &judgement)
{
    Look look = lookOf(judgement.state, judgement.verdict);
    look.text = resultText(core::candidateView(judgement));
    return look;
}

} // namespace

RejudgingModel::RejudgingModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RejudgingModel::update(const core::Rejudging &rejudging)
{
    const bool same = rejudging.id == m_rejudging.id && rejudging.submissions.size() == rowCount();
    if (!same)
        beginResetModel();
    m_rejudging = rejudging;
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RejudgingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rejudging.submissions.size());
}

int RejudgingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RejudgingModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RejudgedSubmission &one = m_rejudging.submissions.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == kNotableRole)
        return core::isFinal(one.after.state) && (one.isChanged() || !one.isUsable());
    if (role == GlyphRole || role == ToneRole) {
        if (column != Change && column != Before && column != After)
            return {};
        const Look look = column == Change   ? changeLook(one)
                          : column == Before ? resultLook(one.before)
                                             : resultLook(one.after);
        return role == GlyphRole ? int(look.glyph) : int(look.tone);
    }
    if (role == Qt::ToolTipRole && column == After)
        return one.after.reason;
    if (role == Qt::ToolTipRole && column == Before)
        return one.before.reason;
    return role == Qt::DisplayRole ? QVariant(display(one, column)) : QVariant();
}

QString RejudgingModel::display(const RejudgedSubmission &one, Column column) const
{
    switch (column) {
    case Change:
        return changeLook(one).text;
    case When:
        return whenText(one.submission.created);
    case Id:
        return QString::fromStdString(one.submission.id.toText()).last(6);
    case Problem:
        return m_names.problem(one.submission.problem);
    case Language:
        return m_names.language(one.submission.language);
    case Before:
        return resultLook(one.before).text;
    case After:
        return resultLook(one.after).text;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RejudgingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case Change:
        return tr("Verdict");
    case When:
        return tr("Handed in");
    case Id:
        return tr("Id");
    case Problem:
        return tr("Problem");
    case Language:
        return tr("Language");
    case Before:
        return tr("So far");
    case After:
        return tr("Judged again");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
