// SPDX-License-Identifier: GPL-3.0-or-later
// JuryModel: the submissions of a problem's authors, and what has become of each.
#include "app/models/jury_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"
#include "app/text/lab_text.h"

namespace assay::app {

JuryModel::JuryModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void JuryModel::reset(const QList<core::JurySubmission> &submissions)
{
    beginResetModel();
    m_lines.clear();
    for (const auto &submission : submissions)
        m_lines.append({.submission = submission, .result = {}, .progress = {}});
    endResetModel();
}

int JuryModel::rowOf(const QString &name) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_lines.at(row).submission.name == name)
            return row;
    }
    return -1;
}

void JuryModel::setResult(const core::JuryResult &result)
{
    const int row = rowOf(result.submission.name);
    if (row < 0)
        return;
    m_lines[row].result = result;
    m_lines[row].progress.reset();
    changed(row);
}

void JuryModel::setProgress(const core::LabProgress &progress)
{
    const int row = rowOf(progress.submission);
    if (row < 0 || m_lines.at(row).result)
        return;
    for (int other = 0; other < rowCount(); ++other) { // one at a time
        if (other == row || !m_lines.at(other).progress)
            continue;
        m_lines[other].progress.reset();
        changed(other);
    }
    m_lines[row].progress = progress;
    changed(row);
}

void JuryModel::changed(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int JuryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int JuryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JuryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const JuryLine &line = m_lines.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == kNotableRole)
        return line.result && !line.result->asExpected;
    if (role == Qt::TextAlignmentRole)
        return int((column == Time || column == Memory ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == GlyphRole || role == ToneRole) {
        if (column != State && column != Outcome)
            return {};
        const Look look = column == State ? juryStateLook(line) : juryOutcomeLook(line);
        if (look.text.isEmpty())
            return {};
        return role == GlyphRole ? int(look.glyph) : int(look.tone);
    }
    if (role == Qt::ToolTipRole && line.result && column == Outcome)
        return line.result->judgement ? line.result->judgement->reason : line.result->skipped;
    if (role == Qt::ToolTipRole && column == Name)
        return line.submission.name;
    return role == Qt::DisplayRole ? QVariant(display(line, column)) : QVariant();
}

QString JuryModel::display(const JuryLine &line, Column column)
{
    const core::Judgement *judgement = line.result && line.result->judgement ? &*line.result->judgement : nullptr;
    switch (column) {
    case State:
        return juryStateLook(line).text;
    case Name:
        return line.submission.name;
    case Language:
        return line.result ? line.result->language : line.submission.language;
    case Expected:
        return expectationText(line.submission);
    case Outcome:
        return juryOutcomeLook(line).text;
    case Time:
        return judgement != nullptr && judgement->finishedCases() > 0 ? durationText(judgement->maxCpu()) : QString();
    case Memory:
        return judgement != nullptr && judgement->finishedCases() > 0 ? sizeText(judgement->maxMemory()) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant JuryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role, section == Time || section == Memory))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case State:
        return tr("As expected");
    case Name:
        return tr("Submission");
    case Language:
        return tr("Language");
    case Expected:
        return tr("Expected");
    case Outcome:
        return tr("Result");
    case Time:
        return tr("Slowest test");
    case Memory:
        return tr("Memory");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
