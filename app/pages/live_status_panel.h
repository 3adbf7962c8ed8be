// SPDX-License-Identifier: GPL-3.0-or-later
// LiveStatusPanel: queue, workers, sandbox and languages of the engine, as they are now.
#pragma once

#include "core/engine.h"

#include <QScrollArea>

class QPushButton;

namespace assay::app {

class StatusSection;

class LiveStatusPanel final : public QScrollArea
{
    Q_OBJECT

public:
    explicit LiveStatusPanel(QWidget *parent = nullptr);

    void showStatus(const core::EngineStatus &status);
    void showStopped();
    /// There is such a session, or it is another now; what is not over is shown.
    void showSession(const core::Session &session);
    void showLanguages(const QList<core::LanguageStatus> &languages);

Q_SIGNALS:
    /// The sandbox is to be tried.
    void checkRequested();

private:
    void showSessions();
    void showQueue(const core::QueueDepth &queue, const core::QueueRules &rules);
    void showWorkers(const core::EngineStatus &status);
    void showSandbox(const core::SandboxStatus &sandbox);

    StatusSection *m_sessions;
    StatusSection *m_queue;
    StatusSection *m_workers;
    StatusSection *m_sandbox;
    QPushButton *m_check;
    StatusSection *m_languages;
    QList<core::Session> m_current; ///< Not over, and no drafts.
};

} // namespace assay::app
