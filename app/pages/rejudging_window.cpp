// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingWindow: what a rejudging would change, to be applied or discarded.
#include "app/pages/rejudging_window.h"

#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace assay::app {

RejudgingWindow::RejudgingWindow(QWidget *parent)
    : QDialog(parent)
    , m_model(new RejudgingModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_sign(new SignLine(tr("State of the rejudging"), this))
    , m_progress(new QProgressBar(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Judge again"));
    resize(900, 520);
    m_shown->setSourceModel(m_model);
    m_shown->setFilterRole(RejudgingModel::kNotableRole);
    m_sign->setContentsMargins(16, 14, 16, 10);
    m_progress->setAccessibleName(tr("Progress of the rejudging"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    auto *table = makeTable(m_shown, tr("Submissions that are judged again"), this);
    setColumnWidths(*table, {{RejudgingModel::Change, 20},
                             {RejudgingModel::When, 14},
                             {RejudgingModel::Id, 10},
                             {RejudgingModel::Language, 14},
                             {RejudgingModel::Before, 26},
                             {RejudgingModel::After, 26}});
    table->horizontalHeader()->setSectionResizeMode(RejudgingModel::Problem, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sign);
    layout->addWidget(m_progress);
    layout->addWidget(table, 1);
    layout->addWidget(buildButtons());
}

QWidget *RejudgingWindow::buildButtons()
{
    auto *bar = new QWidget(this);
    m_changesOnly = new QCheckBox(tr("Only what c&hanges"), bar);
    m_apply = new QPushButton(tr("&Apply"), bar);
    m_apply->setToolTip(tr("The new verdicts count from now on; the old ones are kept"));
    m_discard = new QPushButton(tr("&Discard"), bar);
    m_discard->setToolTip(tr("Everything stays as it is"));
    auto *close = new QPushButton(tr("Decide &later"), bar);
    for (auto *button : {m_apply, m_discard, close})
        button->setAutoDefault(false); // nothing is decided by a stray Enter
    connect(m_changesOnly, &QCheckBox::toggled, this,
            [this](bool only) { m_shown->setFilterFixedString(only ? QStringLiteral("true") : QString()); });
    connect(m_apply, &QPushButton::clicked, this, &RejudgingWindow::applyRequested);
    connect(m_discard, &QPushButton::clicked, this, &RejudgingWindow::discardRequested);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 8, 12, 10);
    layout->addWidget(m_changesOnly);
    layout->addStretch(1);
    for (auto *button : {m_apply, m_discard, close})
        layout->addWidget(button);
    return bar;
}

void RejudgingWindow::show(const core::Rejudging &rejudging)
{
    m_model->update(rejudging);
    const auto count = static_cast<int>(rejudging.submissions.size());
    m_progress->setRange(0, count);
    m_progress->setValue(rejudging.finishedCount());
    const bool open = rejudging.state == core::RejudgingState::Open;
    m_apply->setEnabled(open && rejudging.isFinished());
    m_discard->setEnabled(open);
    updateSign();
    QDialog::show();
}

void RejudgingWindow::updateSign()
{
    const core::Rejudging &rejudging = m_model->rejudging();
    const auto count = static_cast<int>(rejudging.submissions.size());
    const int changed = rejudging.changedCount();
    if (rejudging.state == core::RejudgingState::Applied)
        m_sign->show(Glyph::Check, Tone::Pass,
                     tr("Applied: %n verdict(s) changed. The old ones are kept.", nullptr, changed));
    else if (rejudging.state == core::RejudgingState::Discarded)
        m_sign->show(Glyph::Dash, Tone::Quiet, tr("Discarded: everything is as it was."));
    else if (!rejudging.isFinished())
        m_sign->show(Glyph::Ring, Tone::Active,
                     tr("%1 of %n submission(s) judged again. Nothing that counts has changed.", nullptr, count)
                         .arg(rejudging.finishedCount()));
    else if (changed == 0)
        m_sign->show(Glyph::Check, Tone::Pass, tr("No verdict would change."));
    else
        m_sign->show(Glyph::Bolt, Tone::Limit, tr("%n verdict(s) would change.", nullptr, changed));
}

void RejudgingWindow::showFailure(const QString &text)
{
    m_sign->show(Glyph::Cross, Tone::Fail, text);
}

} // namespace assay::app
