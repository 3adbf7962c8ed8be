// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: menus, docks, the solve page, and the wiring between them.
#pragma once

#include "app/actions.h"
#include "app/command_line.h"
#include "app/theme/theme.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>

#include <functional>

class QDockWidget;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace assay::app {

class CandidateController;
class CheckWindow;
class EmptyState;
class EngineHost;
class LabWindow;
class LiveStatusPanel;
class MessageBar;
class OperationsController;
class ProblemController;
class ProblemsModel;
class Closing;
class QueueController;
class RejudgingController;
class RunController;
class ServerController;
class SessionController;
class SamplesModel;
class SolvePage;
class StatusController;
class SubmissionsModel;
class SubmissionsPanel;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The host is borrowed; it is not opened yet.
    MainWindow(EngineHost &host, const CommandLine &commandLine);
    ~MainWindow() override;

    [[nodiscard]] SolvePage *solvePage() const { return m_page; }
    [[nodiscard]] SubmissionsModel *submissions() const { return m_submissions; }
    [[nodiscard]] MessageBar *messageBar() const { return m_messages; }
    [[nodiscard]] Actions *actions() const { return m_actions; }
    /// Null while it is not open.
    [[nodiscard]] CheckWindow *checkWindow() const;
    [[nodiscard]] LabWindow *labWindow() const;
    [[nodiscard]] QueueController *queue() const { return m_queueController; }
    [[nodiscard]] CandidateController *candidate() const { return m_candidate; }
    [[nodiscard]] ServerController *server() const { return m_server; }
    [[nodiscard]] OperationsController *operations() const { return m_operations; }
    [[nodiscard]] SessionController *sessions() const { return m_sessionController; }
    [[nodiscard]] RejudgingController *rejudging() const { return m_rejudgingController; }
    [[nodiscard]] SubmissionsPanel *submissionsPanel() const { return m_submissionsPanel; }
    [[nodiscard]] Closing *closing() const { return m_closing; }
    void setTheme(ThemeChoice choice);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void buildThemeMenu(QMenu *view);
    void buildStatusBar();
    void wireEngine();
    void wirePages();
    void wireFileActions();
    void engineOpened();
    void engineFailed(const Error &error);
    void updateActions();
    void seeSession(const core::Session &session);
    void openProblem();
    void importProblem();
    /// Hands the package that the user chooses to `open`.
    void askForPackage(QWidget *parent, std::function<void(const std::filesystem::path &)> open);
    void openSamples();
    void checkComputer();
    void openLab();
    void openSettings();
    void saveSupportBundle();
    void showShortcuts();
    void showAbout();
    void saveState();
    void restoreState();

    EngineHost &m_host;
    CommandLine m_commandLine;
    QSettings m_settings;
    Actions *m_actions;
    ProblemsModel *m_problems;
    SubmissionsModel *m_submissions;
    SamplesModel *m_samples;
    MessageBar *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    SolvePage *m_page = nullptr;
    EmptyState *m_failure = nullptr;
    SubmissionsPanel *m_submissionsPanel = nullptr;
    LiveStatusPanel *m_statusPanel = nullptr;
    QDockWidget *m_submissionsDock = nullptr;
    QDockWidget *m_statusDock = nullptr;
    QLabel *m_engineLabel = nullptr;
    QToolButton *m_tierButton = nullptr;
    QToolButton *m_serverBadge = nullptr;
    QPointer<CheckWindow> m_check;
    QPointer<LabWindow> m_lab;
    core::SandboxStatus m_sandbox;
    ProblemController *m_problemController = nullptr;
    RunController *m_runController = nullptr;
    StatusController *m_statusController = nullptr;
    QueueController *m_queueController = nullptr;
    RejudgingController *m_rejudgingController = nullptr;
    SessionController *m_sessionController = nullptr;
    CandidateController *m_candidate = nullptr;
    OperationsController *m_operations = nullptr;
    ServerController *m_server = nullptr;
    Closing *m_closing = nullptr;
};

} // namespace assay::app
