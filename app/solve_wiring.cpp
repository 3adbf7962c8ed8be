// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of editing and running do, wherever problems are solved.
#include "app/solve_wiring.h"

#include "app/actions.h"
#include "app/editor/code_editor.h"
#include "app/editor/editor_pane.h"
#include "app/editor/find_bar.h"
#include "app/pages/problem_controller.h"
#include "app/pages/run_controller.h"
#include "app/pages/samples_panel.h"
#include "app/pages/solve_page.h"

#include <QSettings>

namespace assay::app {

void wireEditor(Actions &actions, SolvePage &page, QSettings &settings, QObject *context)
{
    auto *pane = page.editor();
    const auto edit = [&actions, pane, context](ActionId id, void (*what)(CodeEditor &)) {
        QObject::connect(actions[id], &QAction::triggered, context, [pane, what] {
            if (auto *editor = pane->currentEditor(); editor != nullptr)
                what(*editor);
        });
    };
    edit(ActionId::Undo, [](CodeEditor &editor) { editor.undo(); });
    edit(ActionId::Redo, [](CodeEditor &editor) { editor.redo(); });
    edit(ActionId::ToggleComment, [](CodeEditor &editor) { editor.toggleLineComment(); });
    edit(ActionId::MoveUp, [](CodeEditor &editor) { editor.moveSelectedLines(MoveLines::Up); });
    edit(ActionId::MoveDown, [](CodeEditor &editor) { editor.moveSelectedLines(MoveLines::Down); });
    edit(ActionId::Duplicate, [](CodeEditor &editor) { editor.duplicateSelectedLines(); });

    auto *find = pane->findBar();
    QObject::connect(actions[ActionId::Find], &QAction::triggered, context,
                     [find] { find->open(FindBar::Mode::Find); });
    QObject::connect(actions[ActionId::Replace], &QAction::triggered, context,
                     [find] { find->open(FindBar::Mode::Replace); });
    QObject::connect(actions[ActionId::FindNext], &QAction::triggered, context, [find] { find->findNext(); });
    QObject::connect(actions[ActionId::FindPrevious], &QAction::triggered, context, [find] { find->findPrevious(); });
    QObject::connect(actions[ActionId::GoToLine], &QAction::triggered, pane, &EditorPane::askForLine);
    QObject::connect(actions[ActionId::AddFile], &QAction::triggered, pane, &EditorPane::askForNewFile);
    QObject::connect(actions[ActionId::ZoomIn], &QAction::triggered, context,
                     [pane] { pane->setZoom(pane->zoom() + 10); });
    QObject::connect(actions[ActionId::ZoomOut], &QAction::triggered, context,
                     [pane] { pane->setZoom(pane->zoom() - 10); });
    QObject::connect(actions[ActionId::ZoomReset], &QAction::triggered, context, [pane] { pane->setZoom(100); });
    QObject::connect(pane, &EditorPane::zoomChanged, context,
                     [&settings](int percent) { settings.setValue(QStringLiteral("zoom"), percent); });
    QObject::connect(actions[ActionId::TabMode], &QAction::toggled, context, [&settings, pane](bool on) {
        pane->setTabMovesFocus(on);
        settings.setValue(QStringLiteral("tabMovesFocus"), on);
    });
    auto *samples = page.samplesPanel();
    QObject::connect(actions[ActionId::Whitespace], &QAction::toggled, context, [&settings, samples](bool on) {
        samples->setWhitespaceVisible(on);
        settings.setValue(QStringLiteral("whitespace"), on);
    });
    QObject::connect(samples, &SamplesPanel::whitespaceToggled, actions[ActionId::Whitespace], &QAction::setChecked);
}

void restoreEditor(Actions &actions, SolvePage &page, const QSettings &settings)
{
    page.editor()->setZoom(settings.value(QStringLiteral("zoom"), 100).toInt());
    actions[ActionId::TabMode]->setChecked(settings.value(QStringLiteral("tabMovesFocus"), false).toBool());
    actions[ActionId::Whitespace]->setChecked(settings.value(QStringLiteral("whitespace"), false).toBool());
}

void wireRuns(Actions &actions, SolvePage &page, ProblemController &problems, RunController &runs, QObject *context)
{
    page.runBar()->setActions(actions[ActionId::Run], actions[ActionId::Submit], actions[ActionId::Stop]);
    const auto run = [&problems, &runs](core::Purpose purpose) {
        if (const auto problem = problems.current())
            runs.run(*problem, purpose);
    };
    QObject::connect(actions[ActionId::Run], &QAction::triggered, context, [run] { run(core::Purpose::Run); });
    QObject::connect(actions[ActionId::Submit], &QAction::triggered, context, [run] { run(core::Purpose::Submit); });
    QObject::connect(actions[ActionId::Stop], &QAction::triggered, &runs, &RunController::stop);
    QObject::connect(actions[ActionId::CustomInput], &QAction::triggered, &page, &SolvePage::showCustomInput);
    QObject::connect(actions[ActionId::Samples], &QAction::triggered, &page, &SolvePage::showSamples);
    QObject::connect(actions[ActionId::NextFailing], &QAction::triggered, context, [&page] {
        page.showSamples();
        page.samplesPanel()->selectNextFailing();
    });
}

void updateSolving(const Actions &actions, const SolvePage &page, const RunController &runs, bool open, bool takes)
{
    const auto *language = page.editor()->languageStatus();
    const bool can = open && takes && language != nullptr && language->available && !runs.isBusy();
    actions[ActionId::Run]->setEnabled(can);
    actions[ActionId::Submit]->setEnabled(can);
    actions[ActionId::Stop]->setEnabled(runs.isBusy());
    for (const auto id :
         {ActionId::Find, ActionId::Replace, ActionId::GoToLine, ActionId::ToggleComment, ActionId::MoveUp,
          ActionId::MoveDown, ActionId::Duplicate, ActionId::AddFile, ActionId::FindNext, ActionId::FindPrevious})
        actions[id]->setEnabled(open);
}

} // namespace assay::app
