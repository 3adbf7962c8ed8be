// SPDX-License-Identifier: GPL-3.0-or-later
// SolvePage: problem on the left, editor in the middle, samples, input and compiler below it.
#pragma once

#include "app/drafts/draft.h"
#include "app/pages/statement_view.h"
#include "app/widgets/run_bar.h"
#include "core/model/submission.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace assay::app {

class CompilerPanel;
class CustomInputPanel;
class EditorPane;
class ProblemPanel;
class ProblemsModel;
class SamplesModel;
class SamplesPanel;

class SolvePage : public QWidget
{
    Q_OBJECT

public:
    /// The models are borrowed.
    SolvePage(ProblemsModel &problems, SamplesModel &samples, QWidget *parent = nullptr);

    [[nodiscard]] ProblemPanel *problemPanel() const { return m_problemPanel; }
    [[nodiscard]] EditorPane *editor() const { return m_editor; }
    [[nodiscard]] RunBar *runBar() const { return m_runBar; }
    [[nodiscard]] SamplesPanel *samplesPanel() const { return m_samplesPanel; }

    /// Until a problem is shown, an explanation stands in the editor's place.
    void showEditor(bool shown);
    void setInput(const core::CandidateProblem &problem, const InputDraft &draft);
    [[nodiscard]] InputDraft input() const;
    /// What "Run" runs now: the checked samples, or the custom input when its tab is in front.
    [[nodiscard]] QList<core::RunInput> runInputs() const;
    void showCustomInput();
    void showSamples();
    /// Spreads a judgement over run bar, samples, custom input and compiler. `newlyEnded` brings the tab to the
    /// front that explains it.
    void showProgress(const RunProgress &progress, bool newlyEnded);
    /// A run or submission is on its way: results of the last one go.
    void beginRun(core::Purpose purpose);

    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    void sourceEdited();
    void inputEdited();

private:
    QWidget *buildEditorSide();
    QWidget *buildLowerTabs();
    void updateRunLabel();
    void updateTabTexts(const core::CandidateJudgement &judgement);

    SamplesModel &m_samples;
    ProblemPanel *m_problemPanel = nullptr;
    EditorPane *m_editor = nullptr;
    RunBar *m_runBar = nullptr;
    QTabWidget *m_tabs = nullptr;
    SamplesPanel *m_samplesPanel = nullptr;
    CustomInputPanel *m_custom = nullptr;
    CompilerPanel *m_compiler = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_columns = nullptr;
    QSplitter *m_rows = nullptr;
};

} // namespace assay::app
