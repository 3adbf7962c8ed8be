// SPDX-License-Identifier: GPL-3.0-or-later
// ServerController: the server's window, and the badge that says who can reach it.
#pragma once

#include "app/server_host.h"

#include <QPointer>

class QSettings;
class QToolButton;

namespace assay::app {

class ServerDialog;

class ServerController final : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; `parent` is that of the window. `anyTier`: see ServerWishes.
    ServerController(EngineHost &host, QSettings &settings, bool anyTier, QToolButton &badge, QWidget *parent);

    void open();
    /// Null while it is not open.
    [[nodiscard]] ServerDialog *window() const;
    [[nodiscard]] const ServerState &state() const { return m_server.state(); }

Q_SIGNALS:
    /// Where it is reached, of the places that others can reach first; empty: it is off.
    void linkChanged(const QString &link);

private:
    void start(Exposure exposure, int port);
    void makeAccount(const QString &name);
    void show();

    EngineHost &m_host;
    QSettings &m_settings;
    bool m_anyTier;
    QToolButton &m_badge;
    QWidget *m_parent;
    ServerHost m_server;
    QPointer<ServerDialog> m_window;
};

} // namespace assay::app
