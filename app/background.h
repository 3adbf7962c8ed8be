// SPDX-License-Identifier: GPL-3.0-or-later
// Background: the one way in which the desktop does anything that may wait.
#pragma once

#include <QFutureWatcher>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace assay::app {

/// Runs work on threads of its own and hands the value back on the thread of a context object. Its destructor waits
/// for what has begun, so that whatever the work refers to must only outlive this object.
class Background
{
public:
    /// With one thread the works run in the order in which they came.
    explicit Background(int threads) { m_pool.setMaxThreadCount(threads); }

    /// `done` gets what `work` returned; it is not called when `context` has gone by then.
    template <typename Work, typename Done>
    void run(QObject *context, Work work, Done done)
    {
        using Value = std::invoke_result_t<Work>;
        auto *watcher = new QFutureWatcher<Value>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            if constexpr (std::is_void_v<Value>)
                done();
            else
                done(watcher->future().takeResult());
        });
        watcher->setFuture(QtConcurrent::run(&m_pool, std::move(work)));
    }

    /// For work whose end nobody waits for.
    template <typename Work>
    void run(Work work)
    {
        m_pool.start(std::move(work));
    }

    void waitForAll() { m_pool.waitForDone(); }

private:
    QThreadPool m_pool;
};

} // namespace assay::app
