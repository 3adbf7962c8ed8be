// SPDX-License-Identifier: GPL-3.0-or-later
// SolvePage: problem on the left, editor in the middle, samples, input and compiler below it.
#include "app/pages/solve_page.h"

#include "app/editor/editor_pane.h"
#include "app/models/samples_model.h"
#include "app/pages/compiler_panel.h"
#include "app/pages/custom_input_panel.h"
#include "app/pages/problem_panel.h"
#include "app/pages/samples_panel.h"
#include "app/widgets/empty_state.h"

#include <QDataStream>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

const auto kCustomName = QStringLiteral("custom");

} // namespace

SolvePage::SolvePage(ProblemsModel &problems, SamplesModel &samples, QWidget *parent)
    : QWidget(parent)
    , m_samples(samples)
    , m_problemPanel(new ProblemPanel(problems, this))
{
    m_columns = new QSplitter(Qt::Horizontal, this);
    m_columns->setChildrenCollapsible(false);
    m_problemPanel->setMinimumWidth(220);
    m_columns->addWidget(m_problemPanel);
    m_stack = new QStackedWidget(m_columns);
    m_stack->addWidget(new EmptyState(QStringLiteral("glyph-brackets"), tr("Choose a problem to begin"),
                                      tr("Your code is kept as you type, for every problem and language on its own."),
                                      m_stack));
    m_stack->addWidget(buildEditorSide());
    m_columns->addWidget(m_stack);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({370, 800});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
}

QWidget *SolvePage::buildEditorSide()
{
    m_rows = new QSplitter(Qt::Vertical, m_stack);
    m_rows->setChildrenCollapsible(false);
    m_editor = new EditorPane(m_rows);
    m_rows->addWidget(m_editor);
    auto *lower = new QWidget(m_rows);
    m_runBar = new RunBar(lower);
    auto *layout = new QVBoxLayout(lower);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_runBar);
    layout->addWidget(buildLowerTabs(), 1);
    m_rows->addWidget(lower);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setSizes({480, 230});
    connect(m_editor, &EditorPane::edited, this, &SolvePage::sourceEdited);
    return m_rows;
}

QWidget *SolvePage::buildLowerTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_samplesPanel = new SamplesPanel(m_samples, m_tabs);
    m_custom = new CustomInputPanel(m_tabs);
    m_compiler = new CompilerPanel(m_tabs);
    m_tabs->addTab(m_samplesPanel, tr("Samples"));
    m_tabs->addTab(m_custom, tr("Custom input"));
    m_tabs->addTab(m_compiler, tr("Compiler"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { updateRunLabel(); });
    connect(&m_samples, &SamplesModel::edited, this, &SolvePage::inputEdited);
    connect(m_custom, &CustomInputPanel::edited, this, &SolvePage::inputEdited);
    connect(m_samplesPanel, &SamplesPanel::whitespaceToggled, this, [this](bool visible) {
        m_samplesPanel->setWhitespaceVisible(visible);
        m_custom->setWhitespaceVisible(visible);
    });
    connect(m_compiler, &CompilerPanel::placeChosen, this,
            [this](const Diagnostic &place) { m_editor->goTo(place.file, place.line, place.column); });
    updateRunLabel();
    return m_tabs;
}

void SolvePage::updateRunLabel()
{
    m_runBar->setRunLabel(m_tabs->currentWidget() == m_custom ? tr("Run on input") : tr("Run samples"));
}

void SolvePage::showEditor(bool shown)
{
    m_stack->setCurrentIndex(shown ? 1 : 0);
}

void SolvePage::setInput(const core::CandidateProblem &problem, const InputDraft &draft)
{
    m_samples.setProblem(problem.samples, draft);
    m_custom->setInput(draft.customInput);
    m_custom->clearResult();
    m_compiler->clearResult();
    m_runBar->clearProgress();
    updateTabTexts({});
}

InputDraft SolvePage::input() const
{
    InputDraft draft;
    m_samples.store(draft);
    draft.customInput = m_custom->input();
    return draft;
}

QList<core::RunInput> SolvePage::runInputs() const
{
    if (m_tabs->currentWidget() == m_custom)
        return {{.name = kCustomName, .input = m_custom->input(), .expected = std::nullopt}};
    return m_samples.inputs();
}

void SolvePage::showCustomInput()
{
    m_tabs->setCurrentWidget(m_custom);
    m_custom->focusInput();
}

void SolvePage::showSamples()
{
    m_tabs->setCurrentWidget(m_samplesPanel);
}

void SolvePage::beginRun(core::Purpose purpose)
{
    m_runBar->showSending();
    m_editor->setDiagnostics({});
    m_compiler->clearResult();
    if (purpose == core::Purpose::Run && m_tabs->currentWidget() == m_custom)
        m_custom->clearResult();
    else
        m_samples.clearResults();
    updateTabTexts({});
}

void SolvePage::showProgress(const RunProgress &progress, bool newlyEnded)
{
    const auto &judgement = progress.judgement;
    m_runBar->showProgress(progress);
    m_samples.takeResults(judgement.cases);
    const auto custom = std::ranges::find(judgement.cases, kCustomName, &core::CandidateCase::name);
    if (custom != judgement.cases.end())
        m_custom->showResult(*custom);
    updateTabTexts(judgement);
    if (!newlyEnded)
        return;
    if (judgement.compile) {
        m_editor->setDiagnostics(m_compiler->showResult(*judgement.compile, m_editor->fileNames()));
        if (!judgement.compile->ok)
            m_tabs->setCurrentWidget(m_compiler);
    }
    const auto failed = std::ranges::any_of(judgement.cases, [](const core::CandidateCase &run) {
        return !run.name.isEmpty() && run.name != kCustomName && run.verdict && !core::isPass(*run.verdict);
    });
    if (failed && m_samplesPanel->selectNextFailing())
        m_tabs->setCurrentWidget(m_samplesPanel);
}

void SolvePage::updateTabTexts(const core::CandidateJudgement &judgement)
{
    int passed = 0;
    int all = 0;
    for (int row = 0; row < m_samples.rowCount(); ++row) {
        const auto &result = m_samples.at(row).result;
        all += result && result->state == core::CaseState::Done ? 1 : 0;
        passed += result && result->verdict && core::isPass(*result->verdict) ? 1 : 0;
    }
    m_tabs->setTabText(m_tabs->indexOf(m_samplesPanel),
                       all == 0 ? tr("Samples") : tr("Samples %1/%2", "passed of all").arg(passed).arg(all));
    const auto complains = judgement.compile && !judgement.compile->ok;
    m_tabs->setTabText(m_tabs->indexOf(m_compiler), complains ? tr("Compiler ●") : tr("Compiler"));
}

QByteArray SolvePage::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_columns->saveState() << m_rows->saveState() << m_problemPanel->splitter()->saveState();
    return state;
}

void SolvePage::restoreLayout(const QByteArray &state)
{
    QDataStream stream(state);
    for (auto *splitter : {m_columns, m_rows, m_problemPanel->splitter()}) {
        QByteArray part;
        stream >> part;
        if (!part.isEmpty())
            splitter->restoreState(part);
    }
}

} // namespace assay::app
