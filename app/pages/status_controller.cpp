// SPDX-License-Identifier: GPL-3.0-or-later
// StatusController: keeps the live status panel true.
#include "app/pages/status_controller.h"

#include "app/engine_host.h"
#include "app/pages/live_status_panel.h"
#include "app/refresher.h"

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
    , m_refresher(new Refresher([this] { read(); }, kBusy, this, kIdle))
{
}

void StatusController::start()
{
    connect(&m_host, &EngineHost::eventsArrived, m_refresher, &Refresher::changed);
    m_panel.showLanguages(m_host.engine()->languages().all());
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->languages().probeVersions(); },
        [this](const QList<core::LanguageStatus> &languages) {
            m_panel.showLanguages(languages);
            Q_EMIT languagesKnown(languages);
        });
    m_refresher->now();
}

void StatusController::read()
{
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->status(); },
        [this](const core::EngineStatus &status) {
            m_panel.showStatus(status);
            Q_EMIT sandboxKnown(status.sandbox);
            m_refresher->ended();
        });
}

} // namespace assay::app
