// SPDX-License-Identifier: GPL-3.0-or-later
// EngineHost: opens the engine behind the window, runs calls into it and brings its events to the GUI thread.
#pragma once

#include "app/background.h"
#include "core/engine.h"

#include <QObject>

#include <mutex>

class QTimer;

namespace assay::app {

class EngineHost : public QObject
{
    Q_OBJECT

public:
    explicit EngineHost(core::EngineOptions options, QObject *parent = nullptr);
    ~EngineHost() override;

    /// Begins to open; `opened` or `failed` follows. May be called again after a failure.
    void open();
    /// Null until `opened`.
    [[nodiscard]] core::Engine *engine() const { return m_engine.get(); }
    [[nodiscard]] Background &background() { return m_background; }
    [[nodiscard]] const core::EngineOptions &options() const { return m_options; }

Q_SIGNALS:
    void opened();
    void failed(const assay::Error &error);
    /// In `seq` order, gathered to at most one batch per frame.
    void eventsArrived(const QList<assay::core::Event> &events);

private:
    void take(core::Event event);
    void flush();

    core::EngineOptions m_options;
    std::unique_ptr<core::Engine> m_engine;
    Background m_background; ///< After the engine, so that it waits for what uses the engine.
    QTimer *m_frame;
    std::mutex m_mutex; ///< Guards the two below, which the bus's threads fill.
    QList<core::Event> m_waiting;
    bool m_flushPosted = false;
    core::Subscription m_subscription;
};

} // namespace assay::app
