// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionsPanel: the table of submissions, newest first, live.
#pragma once

#include "core/model/ids.h"

#include <QList>
#include <QWidget>

class QHeaderView;
class QStackedWidget;
class QTableView;

namespace assay::app {

class SubmissionsModel;

class SubmissionsPanel : public QWidget
{
    Q_OBJECT

public:
    /// The model is borrowed.
    explicit SubmissionsPanel(SubmissionsModel &submissions, QWidget *parent = nullptr);

    [[nodiscard]] QTableView *table() const { return m_table; }
    /// Who handed it in; it is not shown before.
    void showWho();
    /// Nothing is judged again from here.
    void setRejudgingOffered(bool offered) { m_rejudgingOffered = offered; }

Q_SIGNALS:
    void detailsRequested(assay::core::SubmissionId id);
    void sourceRequested(assay::core::SubmissionId id);
    void cancelRequested(assay::core::SubmissionId id);
    void rejudgeRequested(const QList<assay::core::SubmissionId> &ids);

private:
    void buildTable();
    /// Those that were submitted and have a verdict.
    [[nodiscard]] QList<core::SubmissionId> judgedAmongSelected() const;
    void showMenu(const QPoint &position);
    void updateEmpty();

    SubmissionsModel &m_submissions;
    QTableView *m_table;
    QStackedWidget *m_stack;
    bool m_rejudgingOffered = true;
};

} // namespace assay::app
