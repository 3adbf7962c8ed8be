// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateWindow: a session as a candidate has it: what will happen, lobby, workspace, finished.
#pragma once

#include "app/actions.h"
#include "core/model/candidate_event.h"
#include "core/store/store.h"

#include <QMainWindow>
#include <QSettings>

class QStackedWidget;
class QTextBrowser;
class QTimer;

namespace assay::core {
class SessionService;
}

namespace assay::app {

class CandidateLobby;
class DocumentWriter;
class EmptyState;
class EngineHost;
class MessageBar;
class ProblemController;
class ProblemsModel;
class RunController;
class SamplesModel;
class SessionBar;
class SolvePage;
class SubmissionsModel;
class SubmissionsPanel;

class CandidateWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum Page : int { Notice, Lobby, Workspace, Finished };

    /// The host is borrowed, and open. What is typed is kept in `folder`.
    CandidateWindow(EngineHost &host, const core::Joined &joined, const QString &folder);
    ~CandidateWindow() override;

    [[nodiscard]] Page page() const;
    [[nodiscard]] core::SessionId session() const { return m_session.id; }
    [[nodiscard]] core::ParticipantId participant() const { return m_participant; }
    [[nodiscard]] SolvePage *solvePage() const { return m_solve; }
    [[nodiscard]] SubmissionsModel *submissions() const { return m_submissions; }
    [[nodiscard]] SessionBar *bar() const { return m_bar; }
    [[nodiscard]] Actions *actions() const { return m_actions; }
    /// The session as it is now.
    void takeSession(const core::Session &session);
    /// Writes every source to that folder.
    void saveCopy(const QString &target);
    /// Without asking.
    void leave();

Q_SIGNALS:
    /// The window goes.
    void left();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildCentre();
    QWidget *buildNotice();
    void buildFinished();
    void buildMenus();
    void wire();
    /// How it stands in the editor.
    void record();
    /// What a candidate says about themselves, stored in the background.
    void say(Result<void> (core::SessionService::*what)(core::SessionId, core::ParticipantId));
    void tick();
    void showPage(Page page);
    void updateActions();
    void showNotice();
    void askToLeave();
    void askForTarget();
    [[nodiscard]] const core::Participant *self() const;
    [[nodiscard]] Page pageFor() const;
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] core::Telling telling() const;
    [[nodiscard]] QString noticeHtml() const;

    EngineHost &m_host;
    core::Session m_session;
    core::ParticipantId m_participant;
    QString m_folder;
    QSettings m_settings;
    Actions *m_actions;
    ProblemsModel *m_problems;
    SubmissionsModel *m_submissions;
    SamplesModel *m_samples;
    SessionBar *m_bar = nullptr;
    MessageBar *m_messages = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTextBrowser *m_notice = nullptr;
    DocumentWriter *m_writer = nullptr;
    CandidateLobby *m_lobby = nullptr;
    SolvePage *m_solve = nullptr;
    EmptyState *m_finished = nullptr;
    SubmissionsPanel *m_list = nullptr;
    ProblemController *m_problemController = nullptr;
    RunController *m_runController = nullptr;
    QTimer *m_clock;
    bool m_leaving = false;
};

} // namespace assay::app
