// SPDX-License-Identifier: GPL-3.0-or-later
// SessionsWindow: all sessions, and the chosen one beside them.
#include "app/pages/sessions_window.h"

#include "app/pages/session_details.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/tables.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace assay::app {

SessionsWindow::SessionsWindow(QWidget *parent)
    : QDialog(parent)
    , m_model(new SessionsModel(this))
    , m_messages(new MessageBar(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sessions"));
    resize(1180, 620);
    m_stack = new QStackedWidget(this);
    auto *empty = new EmptyState(QStringLiteral("folder"), tr("No sessions yet"),
                                 tr("A session is an interview: who takes part, which problems they solve, how long it "
                                    "lasts and what is kept of it."),
                                 m_stack);
    auto *create = empty->addButton(tr("New session…"));
    auto *both = new QSplitter(Qt::Horizontal, m_stack);
    both->setChildrenCollapsible(false);
    m_details = new SessionDetails(both);
    both->addWidget(buildList());
    both->addWidget(m_details);
    both->setStretchFactor(0, 1);
    both->setStretchFactor(1, 1);
    m_stack->addWidget(empty);
    m_stack->addWidget(both);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    connect(create, &QPushButton::clicked, this, &SessionsWindow::newRequested);
}

QWidget *SessionsWindow::buildList()
{
    auto *box = new QWidget(this);
    m_table = makeTable(m_model, tr("Sessions"), box);
    setColumnWidths(*m_table, {{SessionsModel::State, 20}, {SessionsModel::Starts, 18}, {SessionsModel::Ends, 18}});
    m_table->horizontalHeader()->setSectionResizeMode(SessionsModel::Title, QHeaderView::Stretch);
    m_table->setColumnHidden(SessionsModel::People, true); // it stands beside
    m_table->setColumnHidden(SessionsModel::Ends, true);
    auto *create = new QPushButton(tr("&New session…"), box);
    create->setAutoDefault(false);
    m_purged = new QCheckBox(tr("Show p&urged ones"), box);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 8, 12, 12);
    bar->addWidget(create);
    bar->addStretch(1);
    bar->addWidget(m_purged);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addLayout(bar);
    connect(create, &QPushButton::clicked, this, &SessionsWindow::newRequested);
    connect(m_purged, &QCheckBox::toggled, this, [this] { showSessions(m_sessions); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (now.isValid())
            m_wanted = m_model->at(now.row()).id;
        showChosen();
    });
    return box;
}

void SessionsWindow::showSessions(const QList<core::Session> &sessions)
{
    m_sessions = sessions;
    const core::SessionId wanted = m_wanted; // a new list forgets what was chosen
    m_model->update(sessions, m_purged->isChecked());
    m_wanted = wanted;
    const int row = std::max(0, m_model->rowOf(m_wanted));
    m_stack->setCurrentIndex(sessions.isEmpty() ? 0 : 1);
    m_details->setVisible(m_model->rowCount() > 0);
    if (m_model->rowCount() > 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(row);
    showChosen();
}

void SessionsWindow::choose(core::SessionId id)
{
    m_wanted = id;
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->selectRow(row);
}

void SessionsWindow::showChosen()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount())
        return;
    const core::Session &session = m_model->at(row);
    QStringList problems;
    for (const core::ProblemId id : session.rules.problems)
        problems.append(m_names.problem(id).isEmpty() ? tr("(no longer listed)") : m_names.problem(id));
    QStringList languages;
    for (const QString &id : session.rules.languages)
        languages.append(m_names.language(id));
    m_details->show(session, problems, languages);
}

} // namespace assay::app
