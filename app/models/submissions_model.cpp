// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionsModel: the submissions, newest first, kept up to date by events.
#include "app/models/submissions_model.h"

#include "app/models/roles.h"
#include "app/models/table_header.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"

#include <algorithm>
#include <ranges>

namespace assay::app {

namespace {

SubmissionLine lineOf(const core::Submission &submission)
{
    return {.id = submission.id,
            .participant = submission.participant,
            .problem = submission.problem,
            .language = submission.language,
            .purpose = submission.purpose,
            .created = submission.created,
            .judgement = {}};
}

bool hasEnded(const SubmissionLine &line)
{
    return core::isFinal(line.judgement.state);
}

} // namespace

int finishedCases(const core::CandidateJudgement &judgement)
{
    return static_cast<int>(std::ranges::count(judgement.cases, core::CaseState::Done, &core::CandidateCase::state));
}

Microseconds worstCpu(const core::CandidateJudgement &judgement)
{
    Microseconds worst{0};
    for (const auto &run : judgement.cases)
        worst = std::max(worst, run.cpu);
    return worst;
}

Bytes worstMemory(const core::CandidateJudgement &judgement)
{
    Bytes worst;
    for (const auto &run : judgement.cases)
        worst = std::max(worst, run.memory);
    return worst;
}

core::CandidateJudgement mergedJudgement(core::CandidateJudgement known, const core::Judgement &update,
                                         const core::Telling &telling)
{
    auto merged = core::candidateView(update, telling);
    const auto sameTry = known.id == merged.id && merged.state != core::JudgementState::Queued;
    if (sameTry && merged.cases.size() < known.cases.size())
        merged.cases = std::move(known.cases);
    else if (sameTry) {
        // An event may have been made from a judgement whose cases are still pending.
        for (qsizetype i = 0; i < known.cases.size(); ++i) {
            if (known.cases.at(i).state == core::CaseState::Done && merged.cases.at(i).state != core::CaseState::Done)
                merged.cases[i] = known.cases.at(i);
        }
    }
    if (sameTry && !merged.points)
        merged.points = known.points;
    if (sameTry && !merged.compile)
        merged.compile = std::move(known.compile);
    return merged;
}

SubmissionsModel::SubmissionsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

int SubmissionsModel::rowOf(core::SubmissionId id) const
{
    const auto found = std::ranges::lower_bound(m_lines, id, std::ranges::greater{}, &SubmissionLine::id);
    return found != m_lines.end() && found->id == id ? static_cast<int>(found - m_lines.begin()) : -1;
}

const SubmissionLine *SubmissionsModel::find(core::SubmissionId id) const
{
    const auto row = rowOf(id);
    return row < 0 ? nullptr : &m_lines.at(row);
}

void SubmissionsModel::insert(SubmissionLine line)
{
    const auto place = std::ranges::lower_bound(m_lines, line.id, std::ranges::greater{}, &SubmissionLine::id);
    const auto row = static_cast<int>(place - m_lines.begin());
    beginInsertRows({}, row, row);
    m_lines.insert(row, std::move(line));
    endInsertRows();
}

void SubmissionsModel::merge(const QList<core::SubmissionRow> &rows)
{
    if (m_lines.isEmpty() && !rows.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
        for (const auto &row : rows) {
            auto line = lineOf(row.submission);
            line.judgement = core::candidateView(row.judgement, tellingOf(line.purpose));
            m_lines.append(std::move(line));
        }
        std::ranges::sort(m_lines, std::ranges::greater{}, &SubmissionLine::id);
        endInsertRows();
        return;
    }
    for (const auto &row : rows) {
        if (rowOf(row.submission.id) < 0) {
            auto line = lineOf(row.submission);
            line.judgement = core::candidateView(row.judgement, tellingOf(line.purpose));
            insert(std::move(line));
        }
    }
}

void SubmissionsModel::clear()
{
    m_people.clear();
    m_sessions.clear();
    if (m_lines.isEmpty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_lines.clear();
    endRemoveRows();
}

void SubmissionsModel::apply(const QList<core::Event> &events)
{
    m_touched.clear();
    for (const auto &event : events) {
        if (const auto *submission = std::get_if<core::Submission>(&event.data)) {
            if (rowOf(submission->id) < 0 && (m_participant.isNull() || submission->participant == m_participant))
                insert(lineOf(*submission));
        } else if (const auto *judgement = std::get_if<core::Judgement>(&event.data)) {
            applyJudgement(*judgement);
        } else if (const auto *done = std::get_if<core::CaseDone>(&event.data)) {
            applyCase(*done);
        }
    }
    for (const auto &id : std::as_const(m_touched)) {
        const auto row = rowOf(id);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        Q_EMIT lineChanged(id);
    }
}

void SubmissionsModel::applyJudgement(const core::Judgement &judgement)
{
    const auto row = rowOf(judgement.submission);
    if (row < 0 || !judgement.current) // a rejudging's counts when it is applied
        return;
    auto &line = m_lines[row];
    line.judgement = mergedJudgement(std::move(line.judgement), judgement, tellingOf(line.purpose));
    if (!m_touched.contains(line.id))
        m_touched.append(line.id);
}

void SubmissionsModel::applyCase(const core::CaseDone &done)
{
    const auto row = rowOf(done.submission);
    if (row < 0 || m_lines.at(row).judgement.id != done.judgement)
        return;
    auto &line = m_lines[row];
    if (done.run.secret && !tellingOf(line.purpose).hiddenTests())
        return;
    auto &cases = line.judgement.cases;
    while (cases.size() <= done.run.ordinal)
        cases.append({.ordinal = static_cast<int>(cases.size())});
    cases[done.run.ordinal] = core::candidateView(done.run);
    if (!m_touched.contains(line.id))
        m_touched.append(line.id);
}

void SubmissionsModel::setProblemTitle(core::ProblemId id, const QString &title)
{
    m_problemTitles.insert(QString::fromStdString(id.toText()), title);
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, Problem), index(rowCount() - 1, Problem));
}

void SubmissionsModel::setPeople(const core::Session &session)
{
    m_sessions.insert(QString::fromStdString(session.id.toText()));
    for (const core::Participant &one : session.participants)
        m_people.insert(QString::fromStdString(one.id.toText()), one.name);
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, Who), index(rowCount() - 1, Who));
}

void SubmissionsModel::setLanguageName(const QString &id, const QString &name)
{
    m_languageNames.insert(id, name);
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, Language), index(rowCount() - 1, Language));
}

int SubmissionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int SubmissionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SubmissionsModel::text(const SubmissionLine &line, int column) const
{
    const auto ran = finishedCases(line.judgement) > 0;
    switch (static_cast<Column>(column)) {
    case When:
        return whenText(line.created);
    case Id:
        return QString::fromStdString(line.id.toText()).last(6);
    case Who:
        return line.participant.isNull() ? QString()
                                         : m_people.value(QString::fromStdString(line.participant.toText()));
    case Problem:
        return m_problemTitles.value(QString::fromStdString(line.problem.toText()), tr("(no longer listed)"));
    case Language:
        return m_languageNames.value(line.language, line.language);
    case Purpose:
        return purposeText(line.purpose);
    case Result:
        return resultText(line.judgement);
    case Cases: {
        const auto total = static_cast<int>(line.judgement.cases.size());
        return total == 0 ? QString()
                          : tr("%1/%2", "finished cases of all").arg(finishedCases(line.judgement)).arg(total);
    }
    case Time:
        return ran ? durationText(worstCpu(line.judgement)) : QString();
    case Memory:
        return ran ? sizeText(worstMemory(line.judgement)) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SubmissionsModel::toolTip(const SubmissionLine &line, int column) const
{
    switch (static_cast<Column>(column)) {
    case When:
        return exactTimeText(line.created);
    case Id:
        return QString::fromStdString(line.id.toText());
    case Result:
        return hasEnded(line) && line.judgement.verdict
                   ? tr("%1. %2", "outcome, then what it means")
                         .arg(outcomeText(line.judgement, line.purpose), verdictMeaning(*line.judgement.verdict))
                   : QVariant();
    default: // The other columns say it all.
        return {};
    }
}

QVariant SubmissionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &line = m_lines.at(index.row());
    const auto column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(line, column);
    case Qt::ToolTipRole:
        return toolTip(line, column);
    case Qt::TextAlignmentRole:
        return column == Time || column == Memory ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                  : QVariant(int(Qt::AlignLeft | Qt::AlignVCenter));
    case GlyphRole:
        return column == Result ? QVariant(int(lookOf(line.judgement.state, line.judgement.verdict).glyph))
                                : QVariant();
    case ToneRole:
        return column == Result || column == Cases
                   ? QVariant(int(lookOf(line.judgement.state, line.judgement.verdict).tone))
                   : QVariant();
    case DoneRole:
        return finishedCases(line.judgement);
    case TotalRole:
        return static_cast<int>(line.judgement.cases.size());
    case ActiveRole:
        return !hasEnded(line);
    default:
        return {};
    }
}

QVariant SubmissionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (auto answer = untitledHeader(orientation, role, section == Time || section == Memory))
        return *std::move(answer);
    switch (static_cast<Column>(section)) {
    case When:
        return tr("When");
    case Id:
        return tr("Id");
    case Who:
        return tr("Who");
    case Problem:
        return tr("Problem");
    case Language:
        return tr("Language");
    case Purpose:
        return tr("Purpose");
    case Result:
        return tr("Result");
    case Cases:
        return tr("Cases");
    case Time:
        return tr("Time");
    case Memory:
        return tr("Memory");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace assay::app
