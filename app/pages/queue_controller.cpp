// SPDX-License-Identifier: GPL-3.0-or-later
// QueueController: opens the queue's window, keeps it true and does what is asked for there.
#include "app/pages/queue_controller.h"

#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/pages/queue_window.h"
#include "app/refresher.h"
#include "app/text/error_text.h"
#include "app/widgets/bring_up.h"

namespace assay::app {

namespace {

constexpr int kShown = 200; ///< Of each lane; nobody reads more.
constexpr std::chrono::milliseconds kSoon{150};
constexpr std::chrono::milliseconds kIdle{2000};

struct QueueView {
    QList<core::QueueEntry> entries;
    core::QueueRules rules;
    core::QueueRules own;
};

Result<QueueView> readQueue(core::QueueService &queue)
{
    QueueView view{.entries = TRY(queue.entries(kShown)), .rules = TRY(queue.rules()), .own = queue.ownRules()};
    return view;
}

} // namespace

QueueController::QueueController(EngineHost &host, const ProblemsModel &problems, QWidget *parent)
    : QObject(parent)
    , m_host(host)
    , m_problems(problems)
    , m_parent(parent)
    , m_refresher(new Refresher([this] { read(); }, kSoon, this, kIdle))
{
    connect(&m_host, &EngineHost::eventsArrived, this, [this] {
        if (m_window != nullptr)
            m_refresher->changed();
    });
}

QueueWindow *QueueController::window() const
{
    return m_window;
}

void QueueController::open()
{
    if (m_window == nullptr) {
        m_window = new QueueWindow(m_parent);
        connect(m_window, &QueueWindow::rulesChanged, this, &QueueController::setRules);
        connect(m_window, &QueueWindow::stopRequested, this, &QueueController::stop);
    }
    m_window->model()->names().fill(m_problems, m_host.engine()->languages().all());
    bringUp(*m_window);
    m_refresher->now();
}

void QueueController::read()
{
    if (m_window == nullptr) {
        m_refresher->stop();
        return;
    }
    m_host.background().run(
        this, [engine = m_host.engine()] { return readQueue(engine->queue()); },
        [this](const Result<QueueView> &view) {
            m_refresher->ended();
            if (m_window == nullptr)
                return;
            if (view) {
                m_window->showEntries(view->entries);
                m_window->showRules(view->rules, view->own);
            } else {
                m_window->showFailure(errorText(view.error()));
            }
        });
}

void QueueController::setRules(const core::QueueRules &rules)
{
    m_host.background().run(
        this, [engine = m_host.engine(), rules] { return engine->queue().setRules(rules); },
        [this](const Result<void> &done) { report(done); });
}

void QueueController::stop(const QList<core::SubmissionId> &submissions)
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), submissions]() -> Result<void> {
            for (const core::SubmissionId id : submissions)
                TRY(engine->submissions().cancel(id));
            return {};
        },
        [this](const Result<void> &done) { report(done); });
}

void QueueController::report(const Result<void> &done)
{
    m_refresher->now();
    if (!done && m_window != nullptr)
        m_window->showFailure(errorWithDetails(done.error()));
}

} // namespace assay::app
