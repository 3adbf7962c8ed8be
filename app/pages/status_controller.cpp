// SPDX-License-Identifier: GPL-3.0-or-later
// StatusController: keeps the live status panel true.
#include "app/pages/status_controller.h"

#include "app/engine_host.h"
#include "app/pages/live_status_panel.h"

#include <QTimer>

namespace assay::app {

namespace {

/// Between two looks at a busy engine, and at one that says nothing.
constexpr std::chrono::milliseconds kBusy{150};
constexpr std::chrono::milliseconds kIdle{3000};

} // namespace

StatusController::StatusController(EngineHost &host, LiveStatusPanel &panel, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_panel(panel)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    connect(m_soon, &QTimer::timeout, this, &StatusController::refresh);
}

void StatusController::start()
{
    connect(&m_host, &EngineHost::eventsArrived, this, [this] {
        m_stale = true;
        if (!m_soon->isActive() || m_soon->remainingTimeAsDuration() > kBusy)
            m_soon->start(kBusy);
    });
    m_panel.showLanguages(m_host.engine()->languages().all());
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->languages().probeVersions(); },
        [this](const QList<core::LanguageStatus> &languages) {
            m_panel.showLanguages(languages);
            Q_EMIT languagesKnown(languages);
        });
    refresh();
}

void StatusController::refresh()
{
    if (m_asking)
        return;
    m_asking = true;
    m_stale = false;
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->status(); },
        [this](const core::EngineStatus &status) {
            m_asking = false;
            m_panel.showStatus(status);
            Q_EMIT sandboxKnown(status.sandbox);
            m_soon->start(m_stale ? kBusy : kIdle);
        });
}

} // namespace assay::app
