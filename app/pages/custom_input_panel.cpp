// SPDX-License-Identifier: GPL-3.0-or-later
// CustomInputPanel: an input of one's own, and what the program made of it.
#include "app/pages/custom_input_panel.h"

#include "app/text/format_text.h"
#include "app/text/verdict_text.h"
#include "app/widgets/text_pane.h"

#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace assay::app {

CustomInputPanel::CustomInputPanel(QWidget *parent)
    : QWidget(parent)
    , m_input(new TextPane(tr("Input"), TextPane::Access::ReadWrite, this))
    , m_output(new TextPane(tr("Output"), TextPane::Access::ReadOnly, this))
    , m_errors(new TextPane(tr("Error output"), TextPane::Access::ReadOnly, this))
    , m_facts(new QLabel(this))
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    for (auto *pane : {m_input, m_output, m_errors}) {
        pane->setContentsMargins(4, 4, 4, 4);
        splitter->addWidget(pane);
    }
    m_facts->setProperty("role", QStringLiteral("muted"));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 2, 4, 4);
    layout->setSpacing(2);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_facts);
    m_facts->setContentsMargins(6, 0, 6, 2);
    connect(m_input, &TextPane::textEdited, this, &CustomInputPanel::edited);
    clearResult();
}

void CustomInputPanel::setInput(const QByteArray &input)
{
    m_input->setBytes(input);
}

QByteArray CustomInputPanel::input() const
{
    return m_input->bytes();
}

void CustomInputPanel::showResult(const core::CandidateCase &run)
{
    m_output->setBytes(run.output);
    m_errors->setBytes(run.errorOutput);
    m_output->setNote(run.outputCut ? tr("shortened") : QString());
    m_output->setPlaceholder(run.state == core::CaseState::Done ? tr("The program wrote nothing.") : QString());
    if (run.state != core::CaseState::Done) {
        m_facts->setText(lookOf(run).text);
        return;
    }
    auto facts = tr("%1 · processor %2 · wall clock %3 · memory %4", "facts of a run")
                     .arg(lookOf(run).text, durationText(run.cpu), durationText(run.wall), sizeText(run.memory));
    if (run.exitCode >= 0)
        facts = tr("%1 · exit code %2", "facts of a run, then its exit code").arg(facts).arg(run.exitCode);
    if (!run.reason.isEmpty())
        facts = tr("%1 · %2", "facts of a run, then the reason").arg(facts, run.reason);
    m_facts->setText(facts);
}

void CustomInputPanel::clearResult()
{
    m_output->setBytes({});
    m_errors->setBytes({});
    m_output->setNote({});
    m_output->setPlaceholder(tr("Run to see what your program writes for this input."));
    m_facts->setText(tr("An input of your own is run without being judged."));
}

void CustomInputPanel::setWhitespaceVisible(bool visible)
{
    for (auto *pane : {m_input, m_output, m_errors})
        pane->setWhitespaceVisible(visible);
}

void CustomInputPanel::focusInput()
{
    m_input->edit()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace assay::app
