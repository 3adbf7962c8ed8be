// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionsModel: the submissions, newest first, kept up to date by events.
#pragma once

#include "core/model/candidate_view.h"
#include "core/model/event.h"
#include "core/store/store.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace assay::app {

/// What the list keeps of a submission: nothing that a candidate may not see.
struct SubmissionLine {
    core::SubmissionId id;
    core::ParticipantId participant; ///< Null: whoever sat here.
    core::ProblemId problem;
    QString language;
    core::Purpose purpose = core::Purpose::Submit;
    Timestamp created{};
    core::CandidateJudgement judgement;

    bool operator==(const SubmissionLine &) const = default;
};

/// The judgement after an event that carries `update`; such an event may come without the cases.
[[nodiscard]] core::CandidateJudgement mergedJudgement(core::CandidateJudgement known, const core::Judgement &update,
                                                       const core::Telling &telling = {});

class SubmissionsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { When, Id, Who, Problem, Language, Purpose, Result, Cases, Time, Memory, ColumnCount };

    explicit SubmissionsModel(QObject *parent = nullptr);

    /// Rows that are not there yet are inserted, others updated; calling it twice changes nothing.
    void merge(const QList<core::SubmissionRow> &rows);
    void apply(const QList<core::Event> &events);
    /// Only what that participant hands in is listed. Before anything is.
    void setParticipant(core::ParticipantId id) { m_participant = id; }
    /// From the next row or event on.
    void setTelling(const core::Telling &telling) { m_telling = telling; }
    /// What of such a submission is told.
    [[nodiscard]] core::Telling tellingOf(core::Purpose purpose) const
    {
        return purpose == core::Purpose::Run ? core::Telling{} : m_telling;
    }
    void clear();
    void setProblemTitle(core::ProblemId id, const QString &title);
    void setLanguageName(const QString &id, const QString &name);
    /// What those of a session are called. `clear` forgets it.
    void setPeople(const core::Session &session);
    [[nodiscard]] bool hasPeopleOf(core::SessionId id) const
    {
        return m_sessions.contains(QString::fromStdString(id.toText()));
    }

    [[nodiscard]] const SubmissionLine *find(core::SubmissionId id) const;
    [[nodiscard]] const SubmissionLine &lineAt(int row) const { return m_lines.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Once per row and batch of events.
    void lineChanged(assay::core::SubmissionId id);

private:
    void insert(SubmissionLine line);
    void applyCase(const core::CaseDone &done);
    void applyJudgement(const core::Judgement &judgement);
    [[nodiscard]] int rowOf(core::SubmissionId id) const;
    [[nodiscard]] QString text(const SubmissionLine &line, int column) const;
    [[nodiscard]] QVariant toolTip(const SubmissionLine &line, int column) const;

    QList<SubmissionLine> m_lines; ///< By falling id: ids are time-ordered.
    QList<core::SubmissionId> m_touched;
    core::ParticipantId m_participant; ///< Null: everybody.
    core::Telling m_telling;
    QHash<QString, QString> m_people; ///< By the participant's id.
    QSet<QString> m_sessions; ///< Whose people are in there.
    QHash<QString, QString> m_languageNames;
    QHash<QString, QString> m_problemTitles; ///< By the id's text.
};

/// Cases that finished, and the worst of their times and sizes.
[[nodiscard]] int finishedCases(const core::CandidateJudgement &judgement);
[[nodiscard]] Microseconds worstCpu(const core::CandidateJudgement &judgement);
[[nodiscard]] Bytes worstMemory(const core::CandidateJudgement &judgement);

} // namespace assay::app
