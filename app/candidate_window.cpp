// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateWindow: a session as a candidate has it: what will happen, lobby, workspace, finished.
#include "app/candidate_window.h"

#include "app/document_writer.h"
#include "app/drafts/session_drafts.h"
#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/models/samples_model.h"
#include "app/models/submissions_model.h"
#include "app/pages/candidate_lobby.h"
#include "app/pages/problem_controller.h"
#include "app/pages/problem_panel.h"
#include "app/pages/run_controller.h"
#include "app/pages/solve_page.h"
#include "app/pages/submissions_panel.h"
#include "app/solve_wiring.h"
#include "app/text/error_text.h"
#include "app/text/session_text.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/html_dialog.h"
#include "app/widgets/message_bar.h"
#include "app/widgets/session_bar.h"

#include <QCloseEvent>
#include <QDateTime>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

namespace {

Timestamp nowOf()
{
    return Timestamp{Milliseconds{QDateTime::currentMSecsSinceEpoch()}};
}

} // namespace

CandidateWindow::CandidateWindow(EngineHost &host, const core::Joined &joined, const QString &folder)
    : m_host(host)
    , m_session(joined.session)
    , m_participant(joined.participant)
    , m_folder(folder)
    , m_settings(folder + QStringLiteral("/desktop.ini"), QSettings::IniFormat)
    , m_actions(new Actions(this))
    , m_problems(new ProblemsModel(this))
    , m_submissions(new SubmissionsModel(this))
    , m_samples(new SamplesModel(this))
    , m_clock(new QTimer(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 – Assay", "title of a session").arg(m_session.title));
    resize(1280, 800);
    buildCentre();
    buildMenus();
    m_problemController = new ProblemController(m_host, *m_solve, *m_problems, m_settings, m_folder, this);
    m_problemController->restrictTo(m_session.rules);
    m_runController = new RunController(m_host, *m_solve, *m_submissions, *m_problems, this);
    m_runController->setParticipant(m_participant);
    m_writer = new DocumentWriter(m_host, m_participant, this);
    m_submissions->setParticipant(m_participant);
    m_submissions->setTelling(telling());
    for (const auto &status : m_host.engine()->languages().all())
        m_submissions->setLanguageName(status.language.id, status.language.name);
    wire();
    restoreEditor(*m_actions, *m_solve, m_settings);
    m_problemController->start();
    m_runController->start();
    takeSession(m_session);
    m_clock->start(std::chrono::seconds(1));
}

CandidateWindow::~CandidateWindow() = default;

void CandidateWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    m_bar = new SessionBar(centre);
    m_messages = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    m_stack->addWidget(buildNotice());
    m_lobby = new CandidateLobby(m_stack);
    connect(m_lobby, &CandidateLobby::beginRequested, this, [this] { say(&core::SessionService::begin); });
    m_stack->addWidget(m_lobby);
    m_solve = new SolvePage(*m_problems, *m_samples, m_stack);
    m_solve->problemPanel()->setListFixed();
    m_stack->addWidget(m_solve);
    buildFinished();
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
    m_list = new SubmissionsPanel(*m_submissions, this);
    m_list->setRejudgingOffered(false);
    auto *dock = new QDockWidget(tr("Submissions"), this);
    dock->setObjectName(QStringLiteral("submissions"));
    dock->setWidget(m_list);
    dock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    resizeDocks({dock}, {180}, Qt::Vertical);
}

QWidget *CandidateWindow::buildNotice()
{
    auto *box = new QWidget(m_stack);
    m_notice = new QTextBrowser(box);
    m_notice->setAccessibleName(tr("What will happen"));
    m_notice->document()->setDocumentMargin(24);
    m_notice->setFrameShape(QFrame::NoFrame);
    auto *agree = new QPushButton(tr("&Agree"), box);
    agree->setDefault(true);
    auto *leave = new QPushButton(tr("&Leave"), box);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(24, 8, 16, 14);
    buttons->addStretch(1);
    buttons->addWidget(agree);
    buttons->addWidget(leave);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice, 1);
    layout->addLayout(buttons);
    connect(agree, &QPushButton::clicked, this, [this] { say(&core::SessionService::consent); });
    connect(leave, &QPushButton::clicked, this, &CandidateWindow::leave);
    return box;
}

void CandidateWindow::buildFinished()
{
    m_finished = new EmptyState(QStringLiteral("info"), tr("Finished"),
                                tr("Nothing more can be handed in. What you handed in is with the host."), m_stack);
    auto *copy = m_finished->addButton(tr("Save a copy of what I wrote…"));
    auto *close = m_finished->addButton(tr("Close"));
    connect(copy, &QPushButton::clicked, this, &CandidateWindow::askForTarget);
    connect(close, &QPushButton::clicked, this, &CandidateWindow::leave);
    m_stack->addWidget(m_finished);
}

void CandidateWindow::buildMenus()
{
    m_actions->fill(menuBar()->addMenu(tr("&Edit")), MenuId::Edit);
    m_actions->fill(menuBar()->addMenu(tr("&View")), MenuId::View);
    m_actions->fill(menuBar()->addMenu(tr("&Run")), MenuId::Run);
    // What is the host's is not here.
    for (const auto &row : actionTable()) {
        if (row.menu == MenuId::File || row.menu == MenuId::Session || row.menu == MenuId::Help ||
            row.id == ActionId::Queue || row.id == ActionId::Rejudgings) {
            (*m_actions)[row.id]->setVisible(false);
            (*m_actions)[row.id]->setEnabled(false);
        }
    }
}

void CandidateWindow::wire()
{
    const auto raise = [this](const Message &message) { m_messages->show(message); };
    connect(m_problemController, &ProblemController::messageRaised, this, raise);
    connect(m_runController, &RunController::messageRaised, this, raise);
    connect(m_problemController, &ProblemController::currentChanged, this, [this] {
        m_runController->forget();
        updateActions();
    });
    connect(m_problemController, &ProblemController::listChanged, this, [this] {
        for (int row = 0; row < m_problems->rowCount(); ++row)
            m_submissions->setProblemTitle(m_problems->at(row).id, m_problems->at(row).title);
    });
    connect(m_runController, &RunController::busyChanged, this, &CandidateWindow::updateActions);
    connect(m_runController, &RunController::sourceFetched, m_problemController, &ProblemController::restoreSource);
    connect(m_list, &SubmissionsPanel::detailsRequested, m_runController, &RunController::openDetails);
    connect(m_list, &SubmissionsPanel::sourceRequested, m_runController, &RunController::fetchSource);
    connect(m_list, &SubmissionsPanel::cancelRequested, m_runController, &RunController::cancel);
    connect(m_solve->editor(), &EditorPane::languageChosen, this, &CandidateWindow::updateActions);
    connect(m_solve->editor(), &EditorPane::edited, this, &CandidateWindow::record);
    connect(m_writer, &DocumentWriter::failed, this, [raise](const Error &error) {
        raise({.kind = Message::Kind::Error,
               .text = tr("What you type cannot be recorded now: %1").arg(errorText(error)),
               .details = errorDetails(error)});
    });
    wireEditor(*m_actions, *m_solve, m_settings, this);
    wireRuns(*m_actions, *m_solve, *m_problemController, *m_runController, this);
    connect(m_bar, &SessionBar::noticeRequested, this, &CandidateWindow::showNotice);
    connect(m_bar, &SessionBar::leaveRequested, this, &QWidget::close);
    connect(m_clock, &QTimer::timeout, this, &CandidateWindow::tick);
    connect(&m_host, &EngineHost::eventsArrived, this, [this](const QList<core::Event> &events) {
        for (const core::Event &event : events) {
            const auto *session = std::get_if<core::Session>(&event.data);
            if (session != nullptr && session->id == m_session.id)
                takeSession(*session);
        }
    });
}

const core::Participant *CandidateWindow::self() const
{
    const auto found = std::ranges::find(m_session.participants, m_participant, &core::Participant::id);
    return found == m_session.participants.end() ? nullptr : &*found;
}

bool CandidateWindow::isOver() const
{
    const core::Participant *one = self();
    const auto end = one == nullptr ? std::nullopt : closesFor(m_session, *one, nowOf());
    return one == nullptr || (m_session.state == core::SessionState::Live && end && *end <= nowOf());
}

CandidateWindow::Page CandidateWindow::pageFor() const
{
    switch (m_session.state) {
    case core::SessionState::Live:
    case core::SessionState::Paused:
        if (isOver())
            return Finished;
        return !self()->consented ? Notice : mayWork(m_session, *self()) ? Workspace : Lobby;
    case core::SessionState::Ended:
    case core::SessionState::InReview:
    case core::SessionState::Finalized:
    case core::SessionState::Cancelled:
    case core::SessionState::Purged:
        return Finished;
    default:
        return self() != nullptr && self()->consented ? Lobby : Notice;
    }
}

CandidateWindow::Page CandidateWindow::page() const
{
    return static_cast<Page>(m_stack->currentIndex());
}

core::Telling CandidateWindow::telling() const
{
    return core::tellingOf(m_session);
}

void CandidateWindow::takeSession(const core::Session &session)
{
    m_session = session;
    if (session.state == core::SessionState::Purged || self() == nullptr) {
        leave(); // nothing of it is here any more
        return;
    }
    m_notice->setHtml(noticeHtml());
    m_lobby->show(session, *self());
    showPage(pageFor());
    tick();
}

void CandidateWindow::showPage(Page page)
{
    const bool changed = m_stack->currentIndex() != page;
    m_stack->setCurrentIndex(page);
    m_bar->show(m_session.title, page == Finished ? Look{.text = tr("Over"), .glyph = Glyph::Check, .tone = Tone::Quiet}
                                                  : lookOf(m_session.state));
    for (auto *dock : findChildren<QDockWidget *>())
        dock->setVisible(page == Workspace || page == Finished);
    menuBar()->setVisible(page == Workspace);
    if (m_submissions->tellingOf(core::Purpose::Submit) != telling()) {
        m_submissions->setTelling(telling());
        m_runController->reload();
    }
    if (changed && page == Finished)
        m_problemController->flushDrafts();
    updateActions();
}

void CandidateWindow::tick()
{
    const core::Participant *one = self();
    const bool runs = m_session.state == core::SessionState::Live || m_session.state == core::SessionState::Paused;
    const bool counts = one != nullptr && runs && mayWork(m_session, *one);
    const auto end = counts ? closesFor(m_session, *one, nowOf()) : std::nullopt;
    m_bar->setTime(end ? tr("%1 left").arg(countdownText(*end - nowOf())) : QString());
    if (pageFor() != page())
        showPage(pageFor());
}

void CandidateWindow::record()
{
    if (const auto &place = m_problemController->place(); place && page() == Workspace)
        m_writer->wrote(place->problem, place->language, m_solve->editor()->draft());
}

void CandidateWindow::updateActions()
{
    updateSolving(*m_actions, *m_solve, *m_runController,
                  page() == Workspace && m_problemController->current().has_value(),
                  m_session.state == core::SessionState::Live);
}

QString CandidateWindow::noticeHtml() const
{
    QStringList languages;
    for (const QString &id : m_session.rules.languages) {
        const auto *status = m_host.engine()->languages().find(id);
        languages.append(status == nullptr ? id : status->language.name);
    }
    return QStringLiteral("<h2>%1</h2>").arg(m_session.title.toHtmlEscaped()) +
           toHtml(candidateNotice(m_session, static_cast<int>(m_session.rules.problems.size()), languages, self()));
}

void CandidateWindow::say(Result<void> (core::SessionService::*what)(core::SessionId, core::ParticipantId))
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), what, id = m_session.id, who = m_participant] {
            return (engine->sessions().*what)(id, who);
        },
        [this](const Result<void> &done) {
            if (!done)
                m_messages->show({.kind = Message::Kind::Error,
                                  .text = errorText(done.error()),
                                  .details = errorDetails(done.error())});
        });
}

void CandidateWindow::showNotice()
{
    openHtmlDialog(this, tr("What is kept"), noticeHtml());
}

void CandidateWindow::askToLeave()
{
    auto *box =
        new QMessageBox(QMessageBox::Question, tr("Leave the session"),
                        tr("Leave it now? What you handed in stays. Your time goes on, and you need a new code to "
                           "come back."),
                        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto *yes = box->addButton(tr("&Leave"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("&Stay"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, &CandidateWindow::leave);
    box->open();
}

void CandidateWindow::leave()
{
    m_leaving = true;
    close();
}

void CandidateWindow::closeEvent(QCloseEvent *event)
{
    m_problemController->flushDrafts();
    if (!m_leaving && (page() == Workspace || page() == Lobby)) {
        event->ignore();
        askToLeave();
        return;
    }
    m_writer->finish();
    QMainWindow::closeEvent(event);
    Q_EMIT left();
}

void CandidateWindow::askForTarget()
{
    auto *dialog = new QFileDialog(this, tr("Save a copy into a folder"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &CandidateWindow::saveCopy);
    dialog->open();
}

void CandidateWindow::saveCopy(const QString &target)
{
    m_host.background().run(
        this, [folder = m_folder, target] { return copyDrafts(folder, target); },
        [this, target](const Result<int> &files) {
            if (files)
                m_messages->show({.kind = Message::Kind::Information,
                                  .text = tr("%n file(s) saved to %1.", nullptr, *files).arg(target),
                                  .details = {}});
            else
                m_messages->show({.kind = Message::Kind::Error,
                                  .text = errorText(files.error()),
                                  .details = errorDetails(files.error())});
        });
}

} // namespace assay::app
