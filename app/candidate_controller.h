// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateController: lets somebody into a session on this computer, and back into it after a restart.
#pragma once

#include "core/store/store.h"

#include <QObject>
#include <QPointer>

class QSettings;

namespace assay::app {

class CandidateWindow;
class EngineHost;
class JoinDialog;

class CandidateController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed. `main` is hidden while somebody takes part: they are not to see what is the host's. `settings`
    /// keeps who it is, `drafts` is the folder of all drafts.
    CandidateController(EngineHost &host, QWidget &main, QSettings &settings, const QString &drafts);
    ~CandidateController() override;

    /// After the engine opened: removes drafts of what was purged meanwhile, and goes on with what was going on.
    void start();
    /// Asks for a code.
    void join();
    void close();
    /// Null while they are not open.
    [[nodiscard]] CandidateWindow *window() const;
    [[nodiscard]] JoinDialog *dialog() const;

private:
    void enter(const QString &code);
    void open(const core::Joined &joined);
    void left();
    void removePurged(const QList<core::Session> &sessions);

    EngineHost &m_host;
    QWidget &m_main;
    QSettings &m_settings;
    QString m_drafts;
    QPointer<CandidateWindow> m_window;
    QPointer<JoinDialog> m_dialog;
};

} // namespace assay::app
