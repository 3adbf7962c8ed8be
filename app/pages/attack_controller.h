// SPDX-License-Identifier: GPL-3.0-or-later
// AttackController: runs the attacks on a thread of its own and brings their rows to the GUI thread.
#pragma once

#include "app/background.h"
#include "core/doctor/attack_run.h"

#include <QObject>

#include <mutex>
#include <stop_token>

namespace assay::app {

class AttackController : public QObject
{
    Q_OBJECT

public:
    explicit AttackController(core::AttackOptions options, QObject *parent = nullptr);
    /// Stops what runs, and waits the moment that takes.
    ~AttackController() override;

    /// Nothing when it runs already.
    void start();
    /// `failed` with Cancelled follows.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void started(int cases, const QString &tier);
    /// In their order, gathered to one batch per turn of the event loop.
    void rowsArrived(const QList<assay::core::AttackRow> &rows);
    void ended(const assay::core::AttackSummary &summary);
    void failed(const assay::Error &error);

private:
    void take(const core::AttackRow &row);
    void flush();
    void finish(const Result<core::AttackSummary> &summary);

    core::AttackOptions m_options;
    std::stop_source m_stop;
    bool m_running = false;
    std::mutex m_mutex; ///< Guards the two below, which the attacks' thread fills.
    QList<core::AttackRow> m_waiting;
    bool m_flushPosted = false;
    Background m_background; ///< Last: it waits for what uses the rest.
};

} // namespace assay::app
