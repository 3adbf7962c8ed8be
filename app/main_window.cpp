// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: menus, docks, the solve page, and the wiring between them.
#include "app/main_window.h"

#include "app/candidate_controller.h"
#include "app/closing.h"

#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/models/samples_model.h"
#include "app/models/submissions_model.h"
#include "app/pages/live_status_panel.h"
#include "app/pages/operations_controller.h"
#include "app/pages/problem_controller.h"
#include "app/pages/problem_panel.h"
#include "app/pages/queue_controller.h"
#include "app/pages/rejudging_controller.h"
#include "app/pages/run_controller.h"
#include "app/pages/samples_panel.h"
#include "app/pages/server_controller.h"
#include "app/pages/session_controller.h"
#include "app/pages/solve_page.h"
#include "app/pages/status_controller.h"
#include "app/pages/submissions_panel.h"
#include "app/solve_wiring.h"
#include "app/text/error_text.h"
#include "app/theme/icons.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/message_bar.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyleHints>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::app {

namespace {

QString inFolder(const CommandLine &commandLine, const char *name)
{
    return QString::fromStdString((commandLine.engine.dataFolder / name).string());
}

} // namespace

MainWindow::MainWindow(EngineHost &host, const CommandLine &commandLine)
    : m_host(host)
    , m_commandLine(commandLine)
    , m_settings(inFolder(commandLine, "desktop.ini"), QSettings::IniFormat)
    , m_actions(new Actions(this))
    , m_problems(new ProblemsModel(this))
    , m_submissions(new SubmissionsModel(this))
    , m_samples(new SamplesModel(this))
{
    setWindowTitle(tr("Assay"));
    setAcceptDrops(true);
    const auto choice = kThemeChoiceNames.value(m_settings.value(QStringLiteral("theme")).toString().toStdString());
    setTheme(choice.value_or(ThemeChoice::System));
    buildCentre();
    buildDocks();
    buildStatusBar();
    buildMenus();
    m_problemController =
        new ProblemController(m_host, *m_page, *m_problems, m_settings, inFolder(commandLine, "drafts"), this);
    m_runController = new RunController(m_host, *m_page, *m_submissions, *m_problems, this);
    m_statusController = new StatusController(m_host, *m_statusPanel, this);
    m_closing = new Closing(m_host, this);
    m_queueController = new QueueController(m_host, *m_problems, this);
    m_rejudgingController = new RejudgingController(m_host, *m_problems, this);
    m_sessionController = new SessionController(m_host, *m_problems, this);
    m_operations = new OperationsController(m_host, this);
    m_server = new ServerController(
        m_host, m_settings, commandLine.settings.source(core::SettingId::LeastTier) != core::SettingSource::Fallback,
        *m_serverBadge, this);
    m_candidate = new CandidateController(m_host, *this, m_settings, inFolder(commandLine, "drafts"));
    wireEngine();
    wirePages();
    wireFileActions();
    wireEditor(*m_actions, *m_page, m_settings, this);
    connect(m_page->editor(), &EditorPane::languageChosen, this, &MainWindow::updateActions);
    wireRuns(*m_actions, *m_page, *m_problemController, *m_runController, this);
    restoreState();
    updateActions();
    m_page->setFocusPolicy(Qt::ClickFocus);
    m_page->setFocus(Qt::OtherFocusReason); // Not in the search field, where the first keys would land.
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    m_messages = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    m_page = new SolvePage(*m_problems, *m_samples, m_stack);
    m_failure = new EmptyState(QStringLiteral("error"), tr("The engine could not be started"), {}, m_stack);
    auto *again = m_failure->addButton(tr("Try again"));
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_failure);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
    connect(again, &QPushButton::clicked, this, [this] {
        m_stack->setCurrentWidget(m_page);
        m_engineLabel->setText(tr("Starting the engine…"));
        m_host.open();
    });
}

void MainWindow::buildDocks()
{
    setDockNestingEnabled(true);
    m_submissionsPanel = new SubmissionsPanel(*m_submissions, this);
    m_submissionsDock = new QDockWidget(tr("Submissions"), this);
    m_submissionsDock->setObjectName(QStringLiteral("submissions"));
    m_submissionsDock->setWidget(m_submissionsPanel);
    addDockWidget(Qt::BottomDockWidgetArea, m_submissionsDock);
    m_statusPanel = new LiveStatusPanel(this);
    m_statusDock = new QDockWidget(tr("Live status"), this);
    m_statusDock->setObjectName(QStringLiteral("status"));
    m_statusDock->setWidget(m_statusPanel);
    addDockWidget(Qt::RightDockWidgetArea, m_statusDock);
    for (auto *dock : {m_submissionsDock, m_statusDock}) // Closed and opened by the View menu.
        dock->setFeatures(QDockWidget::DockWidgetMovable);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_submissionsDock}, {180}, Qt::Vertical);
    resizeDocks({m_statusDock}, {250}, Qt::Horizontal);
}

void MainWindow::buildStatusBar()
{
    m_engineLabel = new QLabel(tr("Starting the engine…"), this);
    m_engineLabel->setContentsMargins(10, 2, 10, 2);
    m_tierButton = new QToolButton(this);
    m_tierButton->setAutoRaise(true);
    m_tierButton->setFocusPolicy(Qt::TabFocus);
    m_tierButton->setToolTip(tr("Check this computer"));
    m_tierButton->hide(); // until the engine knows
    statusBar()->addWidget(m_engineLabel, 1);
    m_serverBadge = new QToolButton(this);
    m_serverBadge->setAutoRaise(true);
    m_serverBadge->setFocusPolicy(Qt::TabFocus);
    m_serverBadge->setEnabled(false); // until there is an engine
    statusBar()->addPermanentWidget(m_serverBadge);
    statusBar()->addPermanentWidget(m_tierButton);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::buildMenus()
{
    m_actions->fill(menuBar()->addMenu(tr("&File")), MenuId::File);
    m_actions->fill(menuBar()->addMenu(tr("&Edit")), MenuId::Edit);
    auto *view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_submissionsDock->toggleViewAction());
    view->addAction(m_statusDock->toggleViewAction());
    buildThemeMenu(view->addMenu(tr("The&me")));
    m_actions->fill(view, MenuId::View);
    m_actions->fill(menuBar()->addMenu(tr("&Run")), MenuId::Run);
    m_actions->fill(menuBar()->addMenu(tr("&Session")), MenuId::Session);
    m_actions->fill(menuBar()->addMenu(tr("&Help")), MenuId::Help);
}

void MainWindow::buildThemeMenu(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    const auto stored = m_settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString().toStdString();
    const auto add = [this, menu, group, &stored](ThemeChoice choice, const QString &text) {
        auto *action = menu->addAction(text, this, [this, choice] { setTheme(choice); });
        action->setCheckable(true);
        action->setChecked(stored == kThemeChoiceNames.text(choice));
        group->addAction(action);
    };
    add(ThemeChoice::System, tr("As the &System"));
    add(ThemeChoice::Light, tr("&Light"));
    add(ThemeChoice::Dark, tr("&Dark"));
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString() == QStringLiteral("system"))
            applyTheme(*qApp, ThemeChoice::System);
    });
}

void MainWindow::setTheme(ThemeChoice choice)
{
    m_settings.setValue(QStringLiteral("theme"), QString::fromUtf8(kThemeChoiceNames.text(choice)));
    applyTheme(*qApp, choice);
}

void MainWindow::wireEngine()
{
    connect(&m_host, &EngineHost::opened, this, &MainWindow::engineOpened);
    connect(&m_host, &EngineHost::failed, this, &MainWindow::engineFailed);
    const auto raise = [this](const Message &message) { m_messages->show(message); };
    connect(m_problemController, &ProblemController::messageRaised, this, raise);
    connect(m_runController, &RunController::messageRaised, this, raise);
    connect(m_rejudgingController, &RejudgingController::messageRaised, this, raise);
    connect(m_closing, &Closing::messageRaised, this, raise);
    // Not at once: it may be a window's own closing that brought it.
    connect(m_closing, &Closing::ready, this, &QWidget::close, Qt::QueuedConnection);
    connect(m_statusController, &StatusController::languagesKnown, m_page->editor(), &EditorPane::setLanguages);
    connect(m_statusController, &StatusController::sandboxKnown, this, [this](const core::SandboxStatus &sandbox) {
        m_sandbox = sandbox;
        m_tierButton->setText(tr("Sandbox: %1").arg(sandbox.tier));
        m_tierButton->show();
    });
}

void MainWindow::wirePages()
{
    connect(m_problemController, &ProblemController::currentChanged, this, [this] {
        m_runController->forget();
        updateActions();
        const auto current = m_problemController->current();
        const auto *record = current ? m_problems->find(*current) : nullptr;
        setWindowTitle(record == nullptr ? tr("Assay") : tr("%1 – Assay", "window title").arg(record->title));
    });
    connect(m_problemController, &ProblemController::listChanged, this, [this] {
        for (int row = 0; row < m_problems->rowCount(); ++row)
            m_submissions->setProblemTitle(m_problems->at(row).id, m_problems->at(row).title);
    });
    connect(m_runController, &RunController::busyChanged, this, &MainWindow::updateActions);
    connect(m_sessionController, &SessionController::sessionSeen, this, &MainWindow::seeSession);
    connect(m_sessionController, &SessionController::sessionSeen, m_statusPanel, &LiveStatusPanel::showSession);
    connect(m_server, &ServerController::linkChanged, m_sessionController, &SessionController::setServerLink);
    connect(m_runController, &RunController::sourceFetched, m_problemController, &ProblemController::restoreSource);
    connect(m_submissionsPanel, &SubmissionsPanel::detailsRequested, m_runController, &RunController::openDetails);
    connect(m_submissionsPanel, &SubmissionsPanel::sourceRequested, m_runController, &RunController::fetchSource);
    connect(m_submissionsPanel, &SubmissionsPanel::cancelRequested, m_runController, &RunController::cancel);
    connect(m_submissionsPanel, &SubmissionsPanel::rejudgeRequested, m_rejudgingController,
            &RejudgingController::start);
    connect(m_page->problemPanel(), &ProblemPanel::openRequested, this, &MainWindow::openProblem);
    connect(m_page->problemPanel(), &ProblemPanel::practiceRequested, this, &MainWindow::openSamples);
}

void MainWindow::engineOpened()
{
    const auto folder = QString::fromStdString(m_commandLine.engine.dataFolder.string());
    m_engineLabel->setText(tr("Engine ready"));
    m_engineLabel->setToolTip(tr("Data folder: %1").arg(folder));
    for (const auto &status : m_host.engine()->languages().all())
        m_submissions->setLanguageName(status.language.id, status.language.name);
    m_problemController->start();
    m_runController->start();
    m_statusController->start();
    m_sessionController->start();
    m_candidate->start();
    if (const QStringList errors = m_commandLine.settings.errors(); !errors.isEmpty())
        m_messages->show({.kind = Message::Kind::Warning,
                          .text = tr("Some settings cannot be used; it goes on without them."),
                          .details = errors.join(QLatin1Char('\n'))});
    if (m_commandLine.practice)
        openSamples();
    m_problemController->open(m_commandLine.packages);
    updateActions();
}

void MainWindow::seeSession(const core::Session &session)
{
    if (session.state == core::SessionState::Purged) {
        if (!m_submissions->hasPeopleOf(session.id))
            return;
        m_runController->reload(); // nothing of it is shown any longer
        m_sessionController->start();
    } else if (!session.participants.isEmpty()) {
        m_submissions->setPeople(session);
        m_submissionsPanel->showWho();
    }
}

void MainWindow::engineFailed(const Error &error)
{
    m_engineLabel->setText(tr("The engine is not running"));
    const auto folder = QString::fromStdString(m_commandLine.engine.dataFolder.string());
    m_failure->setTexts(
        tr("The engine could not be started"),
        tr("%1\n\nThe data folder is %2. If another Assay is using it, close that one, or start this one "
           "with --data and another folder.",
           "what the engine said, folder")
            .arg(errorDetails(error), folder));
    m_statusPanel->showStopped();
    m_stack->setCurrentWidget(m_failure);
    updateActions();
}

void MainWindow::updateActions()
{
    const auto engine = m_host.engine() != nullptr;
    updateSolving(*m_actions, *m_page, *m_runController, engine && m_problemController->current().has_value(), true);
    for (const auto id :
         {ActionId::OpenProblem, ActionId::OpenSamples, ActionId::Queue, ActionId::Rejudgings, ActionId::ImportProblem,
          ActionId::Sessions, ActionId::NewSession, ActionId::JoinSession, ActionId::Operations, ActionId::Server})
        (*m_actions)[id]->setEnabled(engine);
    m_serverBadge->setEnabled(engine);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_problemController->flushDrafts();
    if (!m_closing->mayClose()) {
        event->ignore();
        return;
    }
    saveState();
    m_candidate->close();
    QMainWindow::closeEvent(event);
    if (!isVisible()) // behind a candidate's: then no window is the last one to close
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
}

void MainWindow::saveState()
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/docks"), QMainWindow::saveState());
    m_settings.setValue(QStringLiteral("window/layout"), m_page->saveLayout());
}

void MainWindow::restoreState()
{
    resize(1280, 800);
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    QMainWindow::restoreState(m_settings.value(QStringLiteral("window/docks")).toByteArray());
    m_page->restoreLayout(m_settings.value(QStringLiteral("window/layout")).toByteArray());
    restoreEditor(*m_actions, *m_page, m_settings);
}

} // namespace assay::app
