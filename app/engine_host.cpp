// SPDX-License-Identifier: GPL-3.0-or-later
// EngineHost: opens the engine behind the window, runs calls into it and brings its events to the GUI thread.
#include "app/engine_host.h"

#include <QTimer>

namespace assay::app {

namespace {

constexpr std::chrono::milliseconds kFrame{33};
constexpr int kThreads = 3;

} // namespace

EngineHost::EngineHost(core::EngineOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_background(kThreads)
    , m_frame(new QTimer(this))
{
    m_frame->setSingleShot(true);
    m_frame->setInterval(kFrame);
    connect(m_frame, &QTimer::timeout, this, &EngineHost::flush);
}

EngineHost::~EngineHost()
{
    m_subscription.cancel();
    m_background.waitForAll();
}

void EngineHost::open()
{
    m_background.run(
        this, [options = m_options] { return core::Engine::open(options); },
        [this](Result<std::unique_ptr<core::Engine>> engine) {
            if (!engine) {
                Q_EMIT failed(engine.error());
                return;
            }
            m_engine = std::move(*engine);
            m_subscription = m_engine->events().subscribe([this](const core::Event &event) { take(event); });
            Q_EMIT opened();
        });
}

void EngineHost::take(core::Event event)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.append(std::move(event));
    if (m_flushPosted)
        return;
    m_flushPosted = true;
    QMetaObject::invokeMethod(this, [this] { m_frame->start(); }, Qt::QueuedConnection);
}

void EngineHost::flush()
{
    QList<core::Event> events;
    {
        const std::scoped_lock lock(m_mutex);
        events.swap(m_waiting);
        m_flushPosted = false;
    }
    if (!events.isEmpty())
        Q_EMIT eventsArrived(events);
}

} // namespace assay::app
