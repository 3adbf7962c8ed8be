// SPDX-License-Identifier: GPL-3.0-or-later
// SessionController: opens the windows of sessions, keeps them true and does what is asked for there.
#pragma once

#include "core/sessions/session_service.h"

#include <QObject>
#include <QPointer>

namespace assay::app {

class EngineHost;
class ProblemsModel;
class Refresher;
class SessionsWindow;
class SessionWizard;

class SessionController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; `parent` is that of the windows.
    SessionController(EngineHost &host, const ProblemsModel &problems, QWidget *parent);

    /// After the engine opened: says what sessions there are.
    void start();
    void open();
    void openWizard();
    /// Where this computer's server is reached; empty: it is off.
    void setServerLink(const QString &link);
    /// Null while they are not open.
    [[nodiscard]] SessionsWindow *window() const;
    [[nodiscard]] SessionWizard *wizard() const;

Q_SIGNALS:
    /// There is such a session, or it is another now.
    void sessionSeen(const assay::core::Session &session);

private:
    void read();
    void act(core::SessionId id, core::SessionAction action);
    void change(std::function<Result<core::Session>(core::SessionService &)> change);
    void makeCode(core::SessionId id, core::ParticipantId participant);
    void editChosen();
    SessionWizard *makeWizard();
    void storeDraft(bool thenClose);
    void arm();
    void report(const Error &error);

    EngineHost &m_host;
    const ProblemsModel &m_problems;
    QWidget *m_parent;
    QString m_serverLink;
    QPointer<SessionsWindow> m_window;
    QPointer<SessionWizard> m_wizard;
    Refresher *m_refresher;
};

} // namespace assay::app
