// SPDX-License-Identifier: GPL-3.0-or-later
// LabSession: an engine of its own for looking at one package, in a folder that goes away with it.
#include "core/lab/lab_session.h"

namespace assay::core {

LabSession::LabSession(std::stop_token stop)
    : m_stop(std::move(stop))
{
}

Result<std::unique_ptr<LabSession>> LabSession::open(EngineOptions options, std::stop_token stop)
{
    std::unique_ptr<LabSession> session(new LabSession(std::move(stop)));
    if (!session->m_folder.isValid())
        return fail(Errc::Io, "making a temporary folder: " + session->m_folder.errorString().toStdString());
    options.dataFolder = session->m_folder.path().toStdString();
    options.database.clear();
    options.verifier = {};
    options.leastFree = {}; // of where temporary files are
    options.runWorkers = 1;
    options.submitWorkers = 1;
    options.queueRules = QueueRules::unbounded();
    session->m_engine = TRY(Engine::open(options));
    session->m_subscription = session->m_engine->events().subscribe([self = session.get()](const Event &event) {
        const std::scoped_lock lock(self->m_mutex);
        self->m_events.push_back(event);
        self->m_arrived.notify_all();
    });
    return session;
}

LabSession::~LabSession()
{
    m_subscription.cancel(); // the engine may still publish while it stops
    m_engine.reset();
}

Event LabSession::nextEvent(SubmissionId id)
{
    const auto concerns = [id](const Event &event) {
        if (const auto *judgement = std::get_if<Judgement>(&event.data))
            return judgement->submission == id;
        const auto *done = std::get_if<CaseDone>(&event.data);
        return done != nullptr && done->submission == id;
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (!m_arrived.wait(lock, m_stop, [this] { return !m_events.empty(); }))
            return {};
        Event event = std::move(m_events.front());
        m_events.pop_front();
        if (concerns(event))
            return event;
    }
}

Result<Judgement> LabSession::judge(const SubmissionDraft &draft, const LabListener &listener)
{
    const LabProgress progress{.submission = draft.label, .done = 0, .total = 0, .what = {}};
    if (!listener(progress))
        return fail(Errc::Cancelled, "interrupted");
    const SubmissionId id = TRY(m_engine->submissions().submit(draft));
    auto judgement = follow(id, progress, listener);
    if (!judgement && judgement.error().code == Errc::Cancelled)
        (void)m_engine->submissions().cancel(id);
    return judgement;
}

Result<Judgement> LabSession::follow(SubmissionId id, LabProgress progress, const LabListener &listener)
{
    for (;;) {
        const Event event = nextEvent(id);
        if (m_stop.stop_requested())
            return fail(Errc::Cancelled, "interrupted");
        if (const auto *caseDone = std::get_if<CaseDone>(&event.data)) {
            ++progress.done;
            progress.what = caseDone->run.name;
        } else {
            const auto &judgement = std::get<Judgement>(event.data);
            if (isFinal(judgement.state))
                return m_engine->store().judgement(judgement.id);
            progress.total = std::max(progress.total, static_cast<int>(judgement.cases.size()));
            progress.what = QString::fromUtf8(kJudgementStateNames.text(judgement.state));
        }
        if (!listener(progress))
            return fail(Errc::Cancelled, "interrupted");
    }
}

} // namespace assay::core
