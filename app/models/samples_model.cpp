// SPDX-License-Identifier: GPL-3.0-or-later
// SamplesModel: the problem's samples and the person's own ones, with what the last run made of each.
#include "app/models/samples_model.h"

#include "app/models/roles.h"
#include "app/text/verdict_text.h"

#include <algorithm>

namespace assay::app {

namespace {

const auto kOwnPrefix = QStringLiteral("own/");

} // namespace

SamplesModel::SamplesModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void SamplesModel::setProblem(const QList<core::Sample> &samples, const InputDraft &draft)
{
    if (!m_entries.isEmpty()) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_entries.clear();
        endRemoveRows();
    }
    QList<SampleEntry> entries;
    for (const auto &sample : samples) {
        entries.append({.name = sample.name,
                        .title = tr("Sample %1", "name of a sample").arg(entries.size() + 1),
                        .checked = !draft.unchecked.contains(sample.name),
                        .input = sample.input,
                        .expected = sample.answer});
    }
    for (const auto &own : draft.samples) {
        entries.append({.name = own.name,
                        .title = tr("Own %1", "name of a sample").arg(own.name.section(QLatin1Char('/'), -1)),
                        .own = true,
                        .judged = own.judged,
                        .checked = own.checked,
                        .input = own.input,
                        .expected = own.expected});
    }
    if (entries.isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(entries.size()) - 1);
    m_entries = std::move(entries);
    endInsertRows();
}

void SamplesModel::store(InputDraft &draft) const
{
    draft.samples.clear();
    draft.unchecked.clear();
    for (const auto &entry : m_entries) {
        if (entry.own)
            draft.samples.append({.name = entry.name,
                                  .input = entry.input,
                                  .expected = entry.expected,
                                  .judged = entry.judged,
                                  .checked = entry.checked});
        else if (!entry.checked)
            draft.unchecked.append(entry.name);
    }
}

QList<core::RunInput> SamplesModel::inputs() const
{
    QList<core::RunInput> inputs;
    for (const auto &entry : m_entries) {
        if (entry.checked)
            inputs.append({.name = entry.name,
                           .input = entry.input,
                           .expected = entry.judged ? std::optional(entry.expected) : std::nullopt});
    }
    return inputs;
}

QString SamplesModel::freeName() const
{
    for (int i = 1;; ++i) {
        const auto name = kOwnPrefix + QString::number(i);
        if (!std::ranges::contains(m_entries, name, &SampleEntry::name))
            return name;
    }
}

int SamplesModel::addOwn(const QByteArray &input, const QByteArray &expected)
{
    const auto row = rowCount();
    const auto name = freeName();
    beginInsertRows({}, row, row);
    m_entries.append({.name = name,
                      .title = tr("Own %1", "name of a sample").arg(name.section(QLatin1Char('/'), -1)),
                      .own = true,
                      .input = input,
                      .expected = expected});
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void SamplesModel::remove(int row)
{
    if (!m_entries.at(row).own)
        return;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

void SamplesModel::changed(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT edited();
}

void SamplesModel::setInput(int row, const QByteArray &input)
{
    if (!m_entries.at(row).own || m_entries.at(row).input == input)
        return;
    m_entries[row].input = input;
    m_entries[row].result.reset();
    changed(row);
}

void SamplesModel::setExpected(int row, const QByteArray &expected)
{
    if (!m_entries.at(row).own || m_entries.at(row).expected == expected)
        return;
    m_entries[row].expected = expected;
    m_entries[row].result.reset();
    changed(row);
}

void SamplesModel::setJudged(int row, bool judged)
{
    if (!m_entries.at(row).own || m_entries.at(row).judged == judged)
        return;
    m_entries[row].judged = judged;
    m_entries[row].result.reset();
    changed(row);
}

void SamplesModel::clearResults()
{
    for (auto &entry : m_entries)
        entry.result.reset();
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void SamplesModel::takeResults(const QList<core::CandidateCase> &cases)
{
    for (int row = 0; row < rowCount(); ++row) {
        auto &entry = m_entries[row];
        const auto found = std::ranges::find(cases, entry.name, &core::CandidateCase::name);
        if (found == cases.end() || entry.result == *found)
            continue;
        entry.result = *found;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

int SamplesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant SamplesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::CheckStateRole:
        return entry.checked ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return entry.result ? tr("%1: %2", "sample, then its result").arg(entry.title, lookOf(*entry.result).text)
                            : entry.title;
    case Qt::ToolTipRole:
        return entry.result && entry.result->verdict ? verdictMeaning(*entry.result->verdict) : QString();
    case GlyphRole:
        return entry.result ? QVariant(int(lookOf(*entry.result).glyph)) : QVariant();
    case ToneRole:
        return entry.result ? QVariant(int(lookOf(*entry.result).tone)) : QVariant();
    default:
        return {};
    }
}

bool SamplesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    m_entries[index.row()].checked = value.toInt() == Qt::Checked;
    changed(index.row());
    return true;
}

Qt::ItemFlags SamplesModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

} // namespace assay::app
