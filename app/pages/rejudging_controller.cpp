// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingController: has submissions judged again, follows that, and applies or discards it.
#include "app/pages/rejudging_controller.h"

#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/pages/rejudging_window.h"
#include "app/text/error_text.h"

#include <algorithm>

namespace assay::app {

RejudgingController::RejudgingController(EngineHost &host, const ProblemsModel &problems, QWidget *parent)
    : QObject(parent)
    , m_host(host)
    , m_problems(problems)
    , m_parent(parent)
{
    connect(&m_host, &EngineHost::eventsArrived, this, &RejudgingController::follow);
}

RejudgingWindow *RejudgingController::window() const
{
    return m_window;
}

void RejudgingController::start(const QList<core::SubmissionId> &submissions)
{
    m_host.background().run(
        this, [engine = m_host.engine(), submissions] { return engine->rejudgings().start(submissions, QString()); },
        [this](const Result<core::RejudgingId> &id) {
            if (id)
                open(*id);
            else
                raise(tr("This could not be judged again."), id.error());
        });
}

void RejudgingController::showOpen()
{
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->rejudgings().newestOpen(); },
        [this](const Result<std::optional<core::RejudgingId>> &id) {
            if (!id)
                raise(tr("The rejudgings could not be read."), id.error());
            else if (*id)
                open(**id);
            else
                Q_EMIT messageRaised({.kind = Message::Kind::Information,
                                      .text = tr("Nothing is being judged again. Choose submissions in the list, and "
                                                 "\"Judge again\" in their menu."),
                                      .details = {}});
        });
}

void RejudgingController::open(core::RejudgingId id)
{
    m_id = id;
    if (m_window == nullptr) {
        m_window = new RejudgingWindow(m_parent);
        connect(m_window, &RejudgingWindow::applyRequested, this, [this] { decide(core::RejudgingState::Applied); });
        connect(m_window, &RejudgingWindow::discardRequested, this,
                [this] { decide(core::RejudgingState::Discarded); });
    }
    m_window->model()->names().fill(m_problems, m_host.engine()->languages().all());
    refresh();
}

void RejudgingController::refresh()
{
    m_stale = m_reading;
    if (m_reading)
        return;
    m_reading = true;
    m_host.background().run(
        this, [engine = m_host.engine(), id = m_id] { return engine->rejudgings().find(id); },
        [this](const Result<core::Rejudging> &rejudging) {
            m_reading = false;
            if (m_window != nullptr && rejudging)
                m_window->show(*rejudging);
            else if (!rejudging)
                raise(tr("The rejudging could not be read."), rejudging.error());
            if (m_stale && m_window != nullptr)
                refresh();
        });
}

void RejudgingController::follow(const QList<core::Event> &events)
{
    const auto concerns = [this](const core::Event &event) {
        const auto *judgement = std::get_if<core::Judgement>(&event.data);
        return judgement != nullptr && judgement->rejudging == m_id;
    };
    if (m_window != nullptr && std::ranges::any_of(events, concerns))
        refresh();
}

void RejudgingController::decide(core::RejudgingState state)
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), id = m_id, state] {
            return state == core::RejudgingState::Applied ? engine->rejudgings().apply(id)
                                                          : engine->rejudgings().discard(id);
        },
        [this](const Result<void> &done) {
            if (done)
                refresh();
            else if (m_window != nullptr)
                m_window->showFailure(errorWithDetails(done.error()));
        });
}

void RejudgingController::raise(const QString &text, const Error &error)
{
    Q_EMIT messageRaised({.kind = Message::Kind::Error,
                          .text = tr("%1 %2", "what failed, then why").arg(text, errorText(error)),
                          .details = errorDetails(error)});
}

} // namespace assay::app
