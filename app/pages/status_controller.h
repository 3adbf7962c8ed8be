// SPDX-License-Identifier: GPL-3.0-or-later
// StatusController: keeps the live status panel true.
#pragma once

#include "core/engine.h"

#include <QObject>

namespace assay::app {

class EngineHost;
class LiveStatusPanel;
class Refresher;

class StatusController : public QObject
{
    Q_OBJECT

public:
    /// Both are borrowed.
    StatusController(EngineHost &host, LiveStatusPanel &panel, QObject *parent = nullptr);

    /// After the engine opened.
    void start();

Q_SIGNALS:
    void sandboxKnown(const assay::core::SandboxStatus &sandbox);
    /// With their versions.
    void languagesKnown(const QList<assay::core::LanguageStatus> &languages);

private:
    void read();

    EngineHost &m_host;
    LiveStatusPanel &m_panel;
    Refresher *m_refresher;
};

} // namespace assay::app
