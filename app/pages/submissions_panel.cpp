// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionsPanel: the table of submissions, newest first, live.
#include "app/pages/submissions_panel.h"

#include "app/models/submissions_model.h"
#include "app/widgets/delegates.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/tables.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace assay::app {

SubmissionsPanel::SubmissionsPanel(SubmissionsModel &submissions, QWidget *parent)
    : QWidget(parent)
    , m_submissions(submissions)
    , m_table(makeTable(&submissions, tr("Submissions"), this))
    , m_stack(new QStackedWidget(this))
{
    buildTable();
    m_stack->addWidget(m_table);
    m_stack->addWidget(new EmptyState(QStringLiteral("submit"), tr("No submissions yet"),
                                      tr("What you run and submit is listed here, with its progress as it is judged."),
                                      m_stack));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(&m_submissions, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        updateEmpty();
        if (first == 0 && m_table->verticalScrollBar()->value() <= 1)
            m_table->scrollToTop();
    });
    connect(&m_submissions, &QAbstractItemModel::rowsRemoved, this, [this] { updateEmpty(); });
    updateEmpty();
}

void SubmissionsPanel::buildTable()
{
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setItemDelegateForColumn(SubmissionsModel::Cases, new ProgressDelegate(m_table));
    setColumnWidths(*m_table, {{SubmissionsModel::When, 13},
                               {SubmissionsModel::Id, 11},
                               {SubmissionsModel::Who, 18},
                               {SubmissionsModel::Language, 19},
                               {SubmissionsModel::Purpose, 11},
                               {SubmissionsModel::Result, 25},
                               {SubmissionsModel::Cases, 25},
                               {SubmissionsModel::Time, 12},
                               {SubmissionsModel::Memory, 13}});
    m_table->setColumnHidden(SubmissionsModel::Who, true);
    m_table->horizontalHeader()->setSectionResizeMode(SubmissionsModel::Problem, QHeaderView::Stretch);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT detailsRequested(m_submissions.lineAt(index.row()).id); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &SubmissionsPanel::showMenu);
}

void SubmissionsPanel::showWho()
{
    m_table->setColumnHidden(SubmissionsModel::Who, false);
}

QList<core::SubmissionId> SubmissionsPanel::judgedAmongSelected() const
{
    QList<core::SubmissionId> ids;
    for (const auto &index : m_table->selectionModel()->selectedRows()) {
        const auto &line = m_submissions.lineAt(index.row());
        if (line.purpose == core::Purpose::Submit && core::isFinal(line.judgement.state))
            ids.append(line.id);
    }
    return ids;
}

void SubmissionsPanel::updateEmpty()
{
    m_stack->setCurrentIndex(m_submissions.rowCount() == 0 ? 1 : 0);
}

void SubmissionsPanel::showMenu(const QPoint &position)
{
    const auto index = m_table->indexAt(position);
    if (!index.isValid())
        return;
    const auto &line = m_submissions.lineAt(index.row());
    const auto id = line.id;
    const auto judged = judgedAmongSelected();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open the details"), this, [this, id] { Q_EMIT detailsRequested(id); });
    menu->addAction(tr("Copy the source to the editor"), this, [this, id] { Q_EMIT sourceRequested(id); });
    menu->addSeparator();
    auto *cancel = menu->addAction(tr("Cancel"), this, [this, id] { Q_EMIT cancelRequested(id); });
    cancel->setEnabled(!core::isFinal(line.judgement.state));
    if (m_rejudgingOffered) {
        menu->addSeparator();
        auto *again = menu->addAction(tr("&Judge again"), this, [this, judged] { Q_EMIT rejudgeRequested(judged); });
        again->setToolTip(tr("What changes is shown before it counts"));
        again->setEnabled(!judged.isEmpty());
    }
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace assay::app
