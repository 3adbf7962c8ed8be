// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsWindow: long actions, and the log of the chosen one as it is written.
#include "app/pages/operations_window.h"

#include "app/text/operation_text.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"

#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace assay::app {

OperationsWindow::OperationsWindow(QWidget *parent)
    : QDialog(parent)
    , m_model(new OperationsModel(this))
    , m_table(makeTable(m_model, tr("Operations"), this))
    , m_stack(new QStackedWidget(this))
    , m_sign(new SignLine(tr("State of the operation"), this))
    , m_log(new QPlainTextEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Operations"));
    resize(820, 560);
    setColumnWidths(*m_table, {{OperationsModel::State, 16},
                               {OperationsModel::Type, 24},
                               {OperationsModel::Progress, 12},
                               {OperationsModel::Started, 16}});
    m_table->horizontalHeader()->setSectionResizeMode(OperationsModel::Subject, QHeaderView::Stretch);
    m_log->setReadOnly(true);
    m_log->setAccessibleName(tr("Log"));
    m_log->setProperty("framed", true);
    m_log->setTabChangesFocus(true);
    auto *lower = new QWidget(this);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(16, 10, 16, 0);
    lowerLayout->setSpacing(8);
    lowerLayout->addWidget(m_sign);
    lowerLayout->addWidget(m_log, 1);
    auto *both = new QSplitter(Qt::Vertical, m_stack);
    both->setChildrenCollapsible(false);
    both->addWidget(m_table);
    both->addWidget(lower);
    m_stack->addWidget(
        new EmptyState(QStringLiteral("details"), tr("No operations"),
                       tr("What takes longer is listed here for a day, with its log: preparing a session, "
                          "purging one, verifying a problem, judging again, a backup."),
                       m_stack));
    m_stack->addWidget(both);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(buildButtons());
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OperationsWindow::choose);
}

QWidget *OperationsWindow::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *backup = new QPushButton(tr("&Back up now…"), bar);
    m_cancel = new QPushButton(tr("&Stop it"), bar);
    m_cancel->setEnabled(false);
    auto *close = new QPushButton(tr("&Close"), bar);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 10, 12, 10);
    layout->addWidget(backup);
    layout->addStretch(1);
    for (auto *button : {m_cancel, close})
        layout->addWidget(button);
    for (auto *button : {backup, m_cancel, close})
        button->setAutoDefault(false);
    connect(backup, &QPushButton::clicked, this, &OperationsWindow::backupRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_chosen)
            Q_EMIT cancelRequested(*m_chosen);
    });
    return bar;
}

std::optional<core::OperationId> OperationsWindow::chosen() const
{
    return m_chosen;
}

void OperationsWindow::choose()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount())
        return;
    const core::OperationId id = m_model->at(row).id;
    if (m_chosen != id) {
        m_chosen = id;
        m_lines = 0;
        m_log->clear();
        Q_EMIT logRequested(id);
    }
    updateSign();
}

void OperationsWindow::showOperations(const QList<core::Operation> &operations)
{
    const auto before = m_chosen;
    m_model->update(operations);
    m_stack->setCurrentIndex(operations.isEmpty() ? 0 : 1);
    if (operations.isEmpty())
        return;
    const int row = before ? std::max(0, m_model->rowOf(*before)) : 0;
    if (m_table->currentIndex().row() != row)
        m_table->selectRow(row);
    choose();
}

void OperationsWindow::updateSign()
{
    const int row = m_chosen ? m_model->rowOf(*m_chosen) : -1;
    if (row < 0)
        return;
    const core::Operation &operation = m_model->at(row);
    const Look look = lookOf(operation.state);
    QString text = look.text;
    if (!operation.failure.isEmpty())
        text += QStringLiteral(": ") + operation.failure;
    else if (operation.state == core::OperationState::Running && !operation.doing.isEmpty())
        text += QStringLiteral(": ") + operation.doing;
    m_sign->show(look.glyph, look.tone, text);
    m_cancel->setEnabled(!core::isFinal(operation.state));
}

void OperationsWindow::showLog(const core::OperationLog &log)
{
    if (m_chosen != log.operation || log.first > m_lines)
        return; // of another one, or of what comes with the whole of it
    for (qsizetype i = m_lines - log.first; i < log.lines.size(); ++i) {
        m_log->appendPlainText(lineText(log.lines.at(i)));
        ++m_lines;
    }
}

QString OperationsWindow::shownLog() const
{
    return m_log->toPlainText();
}

void OperationsWindow::showFailure(const QString &text)
{
    m_sign->show(Glyph::Cross, Tone::Fail, text);
}

} // namespace assay::app
