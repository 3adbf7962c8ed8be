// SPDX-License-Identifier: GPL-3.0-or-later
// CheckWindow: "Check this computer": what its sandbox has, and what hostile programs make of it.
#include "app/pages/check_window.h"

#include "app/models/attacks_model.h"
#include "app/pages/attack_controller.h"
#include "app/text/error_text.h"
#include "app/theme/icons.h"
#include "app/widgets/sandbox_lines.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace assay::app {

CheckWindow::CheckWindow(const core::AttackOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_controller(new AttackController(options, this))
    , m_attacks(new AttacksModel(this))
    , m_shown(new QSortFilterProxyModel(this))
{
    setWindowTitle(tr("Check this computer"));
    resize(980, 640);
    m_shown->setSourceModel(m_attacks);
    m_shown->setFilterRole(AttacksModel::kNotableRole);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildSandbox());
    splitter->addWidget(buildAttacks());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({280, 700});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
    layout->addWidget(buildButtons());
    wire();
    m_sign->show(
        Glyph::Shield, Tone::Quiet,
        tr("Hostile programs are compiled and run in the sandbox, and each must be contained. That takes a minute "
           "or two, and the computer is busy meanwhile."));
    updateButtons();
    m_run->setFocus();
}

QWidget *CheckWindow::buildSandbox()
{
    auto *area = new QScrollArea(this);
    area->setAccessibleName(tr("Sandbox"));
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(240);
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    m_mechanisms = new StatusSection(tr("Sandbox"), page);
    m_mechanisms->setLines({{.text = tr("The engine is starting…")}});
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->addWidget(m_mechanisms);
    layout->addStretch(1);
    area->setWidget(page);
    return area;
}

QWidget *CheckWindow::buildAttacks()
{
    auto *side = new QWidget(this);
    m_sign = new SignLine(tr("Result of the check"), side);
    m_sign->setContentsMargins(16, 14, 16, 10);
    m_progress = new QProgressBar(side);
    m_progress->setAccessibleName(tr("Progress of the attacks"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    buildTable();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sign);
    layout->addWidget(m_progress);
    layout->addWidget(m_table, 1);
    return side;
}

void CheckWindow::buildTable()
{
    m_table = makeTable(m_shown, tr("Attacks"), this);
    setColumnWidths(
        *m_table,
        {{AttacksModel::State, 17}, {AttacksModel::Name, 26}, {AttacksModel::Outcome, 32}, {AttacksModel::Time, 10}});
    m_table->horizontalHeader()->setSectionResizeMode(AttacksModel::Tries, QHeaderView::Stretch);
}

QWidget *CheckWindow::buildButtons()
{
    auto *bar = new QWidget(this);
    m_notableOnly = new QCheckBox(tr("Only what was &not contained or skipped"), bar);
    m_run = new QPushButton(tr("&Run the attacks"), bar);
    m_run->setDefault(true);
    m_stop = new QPushButton(tr("&Stop"), bar);
    m_copy = new QPushButton(textIcon(QStringLiteral("copy")), tr("&Copy the report"), bar);
    auto *close = new QPushButton(tr("C&lose"), bar);
    for (auto *button : {m_stop, m_copy, close})
        button->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 8, 12, 10);
    layout->addWidget(m_notableOnly);
    layout->addStretch(1);
    for (auto *button : {m_run, m_stop, m_copy, close})
        layout->addWidget(button);
    return bar;
}

void CheckWindow::wire()
{
    connect(m_run, &QPushButton::clicked, this, [this] {
        m_controller->start();
        m_attacks->clear();
        m_summary.reset();
        m_progress->setRange(0, 0);
        m_sign->show(Glyph::Ring, Tone::Active, tr("The sandbox is being started…"));
        updateButtons();
        m_stop->setFocus();
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_controller->stop();
        m_stop->setEnabled(false);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(report()); });
    connect(m_notableOnly, &QCheckBox::toggled, this,
            [this](bool only) { m_shown->setFilterFixedString(only ? QStringLiteral("true") : QString()); });
    connect(m_controller, &AttackController::started, this, &CheckWindow::begin);
    connect(m_controller, &AttackController::rowsArrived, this, &CheckWindow::addRows);
    connect(m_controller, &AttackController::ended, this, &CheckWindow::end);
    connect(m_controller, &AttackController::failed, this, &CheckWindow::giveUp);
}

void CheckWindow::showSandbox(const core::SandboxStatus &sandbox)
{
    if (m_sandbox == sandbox)
        return;
    m_sandbox = sandbox;
    m_mechanisms->setLines(sandboxLines(sandbox));
}

void CheckWindow::begin(int cases, const QString &tier)
{
    m_progress->setRange(0, cases);
    m_progress->setValue(0);
    m_sign->show(Glyph::Ring, Tone::Active,
                 tr("%n attack(s) on the sandbox, tier %1", "while they run", cases).arg(tier));
}

void CheckWindow::addRows(const QList<core::AttackRow> &rows)
{
    auto *bar = m_table->verticalScrollBar();
    const bool follows = bar->value() == bar->maximum();
    m_attacks->append(rows);
    m_progress->setValue(m_attacks->rowCount());
    if (follows)
        m_table->scrollToBottom();
}

void CheckWindow::end(const core::AttackSummary &summary)
{
    m_summary = summary;
    m_progress->setRange(0, 1);
    m_progress->setValue(1);
    const bool good = summary.allContained();
    m_sign->show(good ? Glyph::Check : Glyph::Cross, good ? Tone::Pass : Tone::Fail, attackSummaryText(summary));
    updateButtons();
}

void CheckWindow::giveUp(const Error &error)
{
    m_progress->setRange(0, 1);
    m_progress->setValue(0);
    if (error.code == Errc::Cancelled)
        m_sign->show(Glyph::Dash, Tone::Quiet, tr("It was stopped. What had been tried by then is listed below."));
    else
        m_sign->show(Glyph::Cross, Tone::Fail,
                     tr("The attacks could not be run: %1", "what went wrong").arg(errorDetails(error)));
    updateButtons();
}

void CheckWindow::updateButtons()
{
    const bool running = m_controller->isRunning();
    const bool focusWasOnStop = m_stop->hasFocus();
    m_run->setVisible(!running);
    m_stop->setVisible(running);
    m_stop->setEnabled(running);
    if (focusWasOnStop && !running)
        m_run->setFocus();
}

QString CheckWindow::report() const
{
    return reportText(
        {.tier = tierText(m_sandbox), .sandbox = m_sandbox, .rows = m_attacks->rows(), .summary = m_summary});
}

/// What still runs is asked to stop, and the window goes when it has: nobody waits for it.
void CheckWindow::done(int result)
{
    QDialog::done(result);
    if (!m_controller->isRunning()) {
        deleteLater();
        return;
    }
    m_controller->stop();
    connect(m_controller, &AttackController::ended, this, &QObject::deleteLater);
    connect(m_controller, &AttackController::failed, this, &QObject::deleteLater);
}

} // namespace assay::app
