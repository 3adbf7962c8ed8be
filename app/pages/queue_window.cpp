// SPDX-License-Identifier: GPL-3.0-or-later
// QueueWindow: what is being judged and what waits, and the rules of both lanes.
#include "app/pages/queue_window.h"

#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

constexpr int kMostWaiting = 100'000;
constexpr double kMostPerSecond = 1000;

void setUnlessTyped(QSpinBox *box, int value)
{
    if (!box->hasFocus())
        box->setValue(value);
}

} // namespace

QueueWindow::QueueWindow(QWidget *parent)
    : QDialog(parent)
    , m_model(new QueueModel(this))
    , m_sign(new SignLine(tr("State of the queue"), this))
    , m_table(makeTable(m_model, tr("What is being judged and what waits"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Queue"));
    resize(900, 560);
    m_sign->setContentsMargins(16, 14, 16, 10);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    setColumnWidths(*m_table, {{QueueModel::State, 16},
                               {QueueModel::Lane, 16},
                               {QueueModel::Since, 14},
                               {QueueModel::Id, 10},
                               {QueueModel::Language, 18},
                               {QueueModel::Wait, 24}});
    m_table->horizontalHeader()->setSectionResizeMode(QueueModel::Problem, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sign);
    layout->addWidget(m_table, 1);
    layout->addWidget(buildRules());
    layout->addWidget(buildButtons());
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_stop->setEnabled(m_table->selectionModel()->hasSelection()); });
}

QWidget *QueueWindow::buildRules()
{
    auto *box = new QWidget(this);
    m_rulesBox = box;
    box->setEnabled(false); // until it is known what is in force
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(16, 12, 16, 4);
    grid->setHorizontalSpacing(16);
    int column = 1;
    for (const QString &title : {tr("Judged at once"), tr("May wait"), tr("A second, from each participant")})
        grid->addWidget(new QLabel(title, box), 0, column++);
    m_run = buildLane(grid, 1, tr("Runs"));
    m_submit = buildLane(grid, 2, tr("Submissions"));
    grid->setColumnStretch(5, 1);
    return box;
}

QueueWindow::LaneRow QueueWindow::buildLane(QGridLayout *grid, int row, const QString &name)
{
    QWidget *box = grid->parentWidget();
    LaneRow lane{.atOnce = new QSpinBox(box),
                 .maxWaiting = new QSpinBox(box),
                 .perSecond = new QDoubleSpinBox(box),
                 .pause = new QPushButton(tr("Pause"), box)};
    lane.atOnce->setRange(0, core::kMostAtOnce);
    lane.maxWaiting->setRange(0, kMostWaiting);
    lane.maxWaiting->setSpecialValueText(tr("any number"));
    lane.perSecond->setRange(0, kMostPerSecond);
    lane.perSecond->setDecimals(1);
    lane.perSecond->setSpecialValueText(tr("any number"));
    lane.pause->setCheckable(true);
    lane.pause->setAutoDefault(false);
    lane.atOnce->setAccessibleName(tr("%1: judged at once").arg(name));
    lane.maxWaiting->setAccessibleName(tr("%1: may wait").arg(name));
    lane.perSecond->setAccessibleName(tr("%1: a second, from each participant").arg(name));
    lane.pause->setAccessibleName(tr("%1: pause").arg(name));
    grid->addWidget(new QLabel(name, box), row, 0);
    grid->addWidget(lane.atOnce, row, 1);
    grid->addWidget(lane.maxWaiting, row, 2);
    grid->addWidget(lane.perSecond, row, 3);
    grid->addWidget(lane.pause, row, 4);
    const auto changed = [this] {
        if (!m_showing)
            Q_EMIT rulesChanged(rulesOnScreen());
    };
    for (QAbstractSpinBox *spin :
         std::initializer_list<QAbstractSpinBox *>{lane.atOnce, lane.maxWaiting, lane.perSecond})
        spin->setMinimumWidth(130);
    for (QSpinBox *spin : {lane.atOnce, lane.maxWaiting}) {
        spin->setKeyboardTracking(false); // not for each digit
        connect(spin, &QSpinBox::valueChanged, this, changed);
    }
    lane.perSecond->setKeyboardTracking(false);
    connect(lane.perSecond, &QDoubleSpinBox::valueChanged, this, changed);
    connect(lane.pause, &QPushButton::clicked, this, changed);
    return lane;
}

QWidget *QueueWindow::buildButtons()
{
    auto *bar = new QWidget(this);
    m_stop = new QPushButton(tr("&Stop what is chosen"), bar);
    m_stop->setEnabled(false);
    m_stop->setAutoDefault(false);
    auto *close = new QPushButton(tr("&Close"), bar);
    close->setAutoDefault(false);
    connect(m_stop, &QPushButton::clicked, this, &QueueWindow::stopChosen);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 8, 12, 10);
    layout->addWidget(m_stop);
    layout->addStretch(1);
    layout->addWidget(close);
    return bar;
}

void QueueWindow::stopChosen()
{
    QList<core::SubmissionId> chosen;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        chosen.append(m_model->at(index.row()).submission.id);
    Q_EMIT stopRequested(chosen);
}

core::QueueRules QueueWindow::rulesOnScreen() const
{
    const auto of = [](const LaneRow &lane) {
        return core::LaneRules{.atOnce = lane.atOnce->value(),
                               .maxWaiting = lane.maxWaiting->value(),
                               .perSecond = lane.perSecond->value(),
                               .paused = lane.pause->isChecked()};
    };
    return {.run = of(m_run), .submit = of(m_submit)};
}

void QueueWindow::showEntries(const QList<core::QueueEntry> &entries)
{
    m_model->update(entries);
    updateSign();
}

void QueueWindow::showRules(const core::QueueRules &rules, const core::QueueRules &ownAtOnce)
{
    const QScopedValueRollback showing(m_showing, true);
    m_rules = rules;
    m_rulesBox->setEnabled(true);
    for (const auto &[lane, name] : core::kPurposeNames.rows()) {
        const LaneRow &row = lane == core::Purpose::Run ? m_run : m_submit;
        const core::LaneRules &of = rules.of(lane);
        row.atOnce->setSpecialValueText(tr("as suits this computer (%1)").arg(ownAtOnce.of(lane).atOnce));
        setUnlessTyped(row.atOnce, of.atOnce);
        setUnlessTyped(row.maxWaiting, of.maxWaiting);
        if (!row.perSecond->hasFocus())
            row.perSecond->setValue(of.perSecond);
        row.pause->setChecked(of.paused);
        row.pause->setText(of.paused ? tr("Go on") : tr("Pause"));
    }
    updateSign();
}

void QueueWindow::updateSign()
{
    if (m_rules.run.paused || m_rules.submit.paused) {
        m_sign->show(Glyph::Dash, Tone::Limit,
                     m_rules.run.paused && m_rules.submit.paused ? tr("Paused: nothing new is begun.")
                     : m_rules.run.paused                        ? tr("Runs are paused: none is begun.")
                                                                 : tr("Submissions are paused: none is begun."));
        return;
    }
    int waiting = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        waiting += m_model->at(row).position ? 1 : 0;
    if (m_model->rowCount() == 0)
        m_sign->show(Glyph::Check, Tone::Quiet, tr("Nothing waits, and nothing is being judged."));
    else
        m_sign->show(Glyph::Ring, Tone::Active,
                     tr("%n waiting", "in the queue", waiting) + QStringLiteral(" · ") +
                         tr("%n being judged", "in the queue", m_model->rowCount() - waiting));
}

void QueueWindow::showFailure(const QString &text)
{
    m_sign->show(Glyph::Cross, Tone::Fail, text);
}

} // namespace assay::app
