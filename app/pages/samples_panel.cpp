// SPDX-License-Identifier: GPL-3.0-or-later
// SamplesPanel: the samples in a list, and of the chosen one input, expected and actual output side by side.
#include "app/pages/samples_panel.h"

#include "app/models/samples_model.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"
#include "app/theme/icons.h"
#include "app/widgets/delegates.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/text_pane.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::app {

namespace {

QToolButton *smallButton(const QString &icon, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(textIcon(icon));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// "12 ms · 3.4 MiB": the verdict stands in the list.
QString factsOf(const core::CandidateCase &run)
{
    if (run.state != core::CaseState::Done)
        return lookOf(run).text;
    return SamplesPanel::tr("%1 · %2", "time, memory").arg(durationText(run.cpu), sizeText(run.memory));
}

} // namespace

SamplesPanel::SamplesPanel(SamplesModel &samples, QWidget *parent)
    : QWidget(parent)
    , m_samples(samples)
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildPanes());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({150, 600});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(&m_samples, &QAbstractItemModel::rowsInserted, this, [this] {
        if (currentRow() < 0)
            select(0);
        showCurrent();
    });
    connect(&m_samples, &QAbstractItemModel::rowsRemoved, this, [this] { showCurrent(); });
    connect(&m_samples, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        if (from.row() <= currentRow() && currentRow() <= to.row())
            showResult();
    });
    showCurrent();
}

QWidget *SamplesPanel::buildList()
{
    auto *box = new QWidget(this);
    m_list = new QListView(box);
    m_list->setModel(&m_samples);
    m_list->setItemDelegate(new LookDelegate(LookDelegate::Place::Right, m_list));
    m_list->setAccessibleName(tr("Samples"));
    m_list->setMinimumWidth(110);
    auto *add = smallButton(QStringLiteral("add"), tr("Add a sample of your own"), box);
    m_duplicate = smallButton(QStringLiteral("duplicate"), tr("Duplicate as a sample of your own"), box);
    m_remove = smallButton(QStringLiteral("delete"), tr("Delete this sample of your own"), box);
    m_judged = smallButton(QStringLiteral("glyph-check"), tr("Compare with the expected output"), box);
    m_judged->setCheckable(true);
    m_whitespace = smallButton(QStringLiteral("whitespace"), tr("Show white space"), box);
    m_whitespace->setCheckable(true);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(6, 3, 6, 3);
    buttons->setSpacing(2);
    for (auto *button : {add, m_duplicate, m_remove, m_judged})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(m_whitespace);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);

    connect(add, &QToolButton::clicked, this, [this] { addSample(); });
    connect(m_duplicate, &QToolButton::clicked, this, [this] { duplicateSample(); });
    connect(m_remove, &QToolButton::clicked, this, [this] { removeSample(); });
    connect(m_whitespace, &QToolButton::toggled, this, &SamplesPanel::whitespaceToggled);
    connect(m_judged, &QToolButton::clicked, this, [this](bool on) {
        if (currentRow() >= 0)
            m_samples.setJudged(currentRow(), on);
        showCurrent();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { showCurrent(); });
    return box;
}

QWidget *SamplesPanel::buildPanes()
{
    m_stack = new QStackedWidget(this);
    auto *page = new QWidget(m_stack);
    auto *panes = new QSplitter(Qt::Horizontal, page);
    panes->setChildrenCollapsible(false);
    m_input = new TextPane(tr("Input"), TextPane::Access::ReadOnly, panes);
    m_expected = new TextPane(tr("Expected"), TextPane::Access::ReadOnly, panes);
    m_actual = new TextPane(tr("Actual"), TextPane::Access::ReadOnly, panes);
    m_errors = new TextPane(tr("Error output"), TextPane::Access::ReadOnly, panes);
    for (auto *pane : {m_input, m_expected, m_actual, m_errors}) {
        pane->setContentsMargins(4, 4, 4, 4);
        panes->addWidget(pane);
    }
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(4, 2, 4, 4);
    layout->addWidget(panes);

    auto *empty =
        new EmptyState(QStringLiteral("details"), tr("No samples"),
                       tr("This problem comes without samples. Add one of your own to try your program."), m_stack);
    auto *add = empty->addButton(tr("Add a sample"));
    m_stack->addWidget(page);
    m_stack->addWidget(empty);
    connect(add, &QPushButton::clicked, this, [this] { addSample(); });
    connect(m_input, &TextPane::textEdited, this, [this] {
        if (currentRow() >= 0)
            m_samples.setInput(currentRow(), m_input->bytes());
    });
    connect(m_expected, &TextPane::textEdited, this, [this] {
        if (currentRow() >= 0)
            m_samples.setExpected(currentRow(), m_expected->bytes());
    });
    return m_stack;
}

int SamplesPanel::currentRow() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void SamplesPanel::select(int row)
{
    m_list->setCurrentIndex(m_samples.index(row));
}

bool SamplesPanel::selectNextFailing()
{
    const auto count = m_samples.rowCount();
    for (int step = 1; step <= count; ++step) {
        const auto row = (currentRow() + step + count) % count;
        const auto &result = m_samples.at(row).result;
        if (result && result->verdict && !core::isPass(*result->verdict)) {
            select(row);
            return true;
        }
    }
    return false;
}

void SamplesPanel::setWhitespaceVisible(bool visible)
{
    m_whitespace->setChecked(visible);
    for (auto *pane : {m_input, m_expected, m_actual, m_errors})
        pane->setWhitespaceVisible(visible);
}

void SamplesPanel::showCurrent()
{
    const auto row = currentRow();
    m_stack->setCurrentIndex(m_samples.rowCount() == 0 ? 1 : 0);
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0 && m_samples.at(row).own);
    m_judged->setVisible(row >= 0 && m_samples.at(row).own);
    m_judged->setChecked(row >= 0 && m_samples.at(row).judged);
    if (row < 0)
        return;
    const auto &entry = m_samples.at(row);
    const auto access = entry.own ? TextPane::Access::ReadWrite : TextPane::Access::ReadOnly;
    m_input->setAccess(access);
    m_expected->setAccess(access);
    m_input->setBytes(entry.input);
    m_expected->setBytes(entry.expected);
    m_expected->setVisible(entry.judged);
    m_input->setNote(entry.own ? tr("editable") : QString());
    showResult();
}

void SamplesPanel::showResult()
{
    const auto row = currentRow();
    if (row < 0)
        return;
    const auto &entry = m_samples.at(row);
    const auto hasOutput = entry.result && entry.result->state == core::CaseState::Done;
    m_actual->setBytes(hasOutput ? entry.result->output : QByteArray());
    m_actual->setPlaceholder(hasOutput ? tr("The program wrote nothing.") : tr("Run to see what your program writes."));
    m_actual->setNote(entry.result ? factsOf(*entry.result) : QString());
    m_errors->setBytes(hasOutput ? entry.result->errorOutput : QByteArray());
    m_errors->setNote(hasOutput ? entry.result->reason : QString());
    const auto died = hasOutput && entry.result->verdict && !core::isPass(*entry.result->verdict) &&
                      *entry.result->verdict != core::Verdict::WrongAnswer;
    m_errors->setVisible(hasOutput && (died || !entry.result->errorOutput.isEmpty()));
    m_expected->setNote({});
    TextDifference difference;
    if (hasOutput && entry.judged && entry.result->verdict && !core::isPass(*entry.result->verdict))
        difference = differenceOf(m_actual->text(), m_expected->text());
    m_actual->setMarks(difference.actual, false);
    m_expected->setMarks(difference.expected, true);
    if (difference.firstLine > 0)
        m_expected->setNote(tr("line %1 differs").arg(difference.firstLine));
}

void SamplesPanel::addSample()
{
    select(m_samples.addOwn({}, {}));
    m_input->edit()->setFocus(Qt::OtherFocusReason);
}

void SamplesPanel::duplicateSample()
{
    const auto row = currentRow();
    if (row >= 0)
        select(m_samples.addOwn(m_samples.at(row).input, m_samples.at(row).expected));
}

void SamplesPanel::removeSample()
{
    if (currentRow() >= 0)
        m_samples.remove(currentRow());
}

} // namespace assay::app
