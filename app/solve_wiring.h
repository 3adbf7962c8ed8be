// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of editing and running do, wherever problems are solved.
#pragma once

class QObject;
class QSettings;

namespace assay::app {

class Actions;
class ProblemController;
class RunController;
class SolvePage;

/// All are borrowed; `context` is what the connections end with. `settings` keeps zoom, Tab mode and white space.
void wireEditor(Actions &actions, SolvePage &page, QSettings &settings, QObject *context);
void restoreEditor(Actions &actions, SolvePage &page, const QSettings &settings);
void wireRuns(Actions &actions, SolvePage &page, ProblemController &problems, RunController &runs, QObject *context);
/// `open`: a problem can be worked on; `takes`: something may be handed in now.
void updateSolving(const Actions &actions, const SolvePage &page, const RunController &runs, bool open, bool takes);

} // namespace assay::app
