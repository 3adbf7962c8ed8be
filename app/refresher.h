// SPDX-License-Identifier: GPL-3.0-or-later
// Refresher: reads anew what changed, soon, and never twice at once.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace assay::app {

class Refresher final : public QObject
{
public:
    /// `read` begins to read, and calls `ended` once it has. With `idle` it is read anew after that time in any case: for
    /// what no event tells of.
    Refresher(std::function<void()> read, std::chrono::milliseconds soon, QObject *parent,
              std::chrono::milliseconds idle = {})
        : QObject(parent)
        , m_read(std::move(read))
        , m_soon(soon)
        , m_idle(idle)
        , m_timer(new QTimer(this))
    {
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &Refresher::now);
    }

    /// Something is no longer what was read.
    void changed()
    {
        m_stale = true;
        if (!m_reading && (!m_timer->isActive() || m_timer->remainingTimeAsDuration() > m_soon))
            m_timer->start(m_soon);
    }
    /// Also while it is being read: then once more after that.
    void now()
    {
        if (m_reading) {
            m_stale = true;
            return;
        }
        m_reading = true;
        m_stale = false;
        m_read();
    }
    /// Nobody looks any more: `read` calls this instead of reading.
    void stop()
    {
        m_reading = false;
        m_timer->stop();
    }
    void ended()
    {
        m_reading = false;
        if (m_stale)
            m_timer->start(m_soon);
        else if (m_idle.count() > 0)
            m_timer->start(m_idle);
    }

private:
    std::function<void()> m_read;
    std::chrono::milliseconds m_soon;
    std::chrono::milliseconds m_idle;
    QTimer *m_timer;
    bool m_reading = false;
    bool m_stale = false; ///< Something changed since the last reading began.
};

} // namespace assay::app
