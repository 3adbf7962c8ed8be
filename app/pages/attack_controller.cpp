// SPDX-License-Identifier: GPL-3.0-or-later
// AttackController: runs the attacks on a thread of its own and brings their rows to the GUI thread.
#include "app/pages/attack_controller.h"

namespace assay::app {

AttackController::AttackController(core::AttackOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_background(1)
{
}

AttackController::~AttackController()
{
    stop();
}

void AttackController::start()
{
    if (m_running)
        return;
    m_running = true;
    m_stop = std::stop_source();
    const core::AttackListener listener{.started =
                                            [this](int cases, const QString &tier) {
                                                QMetaObject::invokeMethod(
                                                    this, [this, cases, tier] { Q_EMIT started(cases, tier); },
                                                    Qt::QueuedConnection);
                                            },
                                        .finished = [this](const core::AttackRow &row) { take(row); }};
    m_background.run(
        this,
        [options = m_options, listener, stop = m_stop.get_token()] {
            return core::runAttacks(options, listener, stop);
        },
        [this](const Result<core::AttackSummary> &summary) { finish(summary); });
}

void AttackController::stop()
{
    m_stop.request_stop();
}

void AttackController::take(const core::AttackRow &row)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.append(row);
    if (m_flushPosted)
        return;
    m_flushPosted = true;
    QMetaObject::invokeMethod(this, &AttackController::flush, Qt::QueuedConnection);
}

void AttackController::flush()
{
    QList<core::AttackRow> rows;
    {
        const std::scoped_lock lock(m_mutex);
        rows.swap(m_waiting);
        m_flushPosted = false;
    }
    if (!rows.isEmpty())
        Q_EMIT rowsArrived(rows);
}

void AttackController::finish(const Result<core::AttackSummary> &summary)
{
    flush();
    m_running = false;
    if (summary)
        Q_EMIT ended(*summary);
    else
        Q_EMIT failed(summary.error());
}

} // namespace assay::app
