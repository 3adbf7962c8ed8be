// SPDX-License-Identifier: GPL-3.0-or-later
// JudgeSession: an engine of its own for one command, in a folder that goes away with it.
#include "server/assayd/judge_session.h"

#include "core/installation.h"

namespace assay::server {

using core::Event;
using core::Judgement;

JudgeSession::JudgeSession(std::stop_token stop)
    : m_stop(std::move(stop))
{
}

Result<std::unique_ptr<JudgeSession>> JudgeSession::open(std::stop_token stop, double timeFactor)
{
    std::unique_ptr<JudgeSession> session(new JudgeSession(std::move(stop)));
    if (!session->m_folder.isValid())
        return fail(Errc::Io, "making a temporary folder: " + session->m_folder.errorString().toStdString());
    const auto installation = core::Installation::find();
    session->m_engine = TRY(core::Engine::open({.dataFolder = session->m_folder.path().toStdString(),
                                                .resourceFolder = installation.resourceFolder,
                                                .sandboxProgram = installation.sandboxProgram,
                                                .runWorkers = 1,
                                                .submitWorkers = 1,
                                                .timeFactor = timeFactor}));
    session->m_subscription = session->m_engine->events().subscribe([self = session.get()](const Event &event) {
        const std::scoped_lock lock(self->m_mutex);
        self->m_events.push_back(event);
        self->m_arrived.notify_all();
    });
    return session;
}

JudgeSession::~JudgeSession()
{
    m_subscription.cancel(); // the engine may still publish while it stops
    m_engine.reset();
}

Event JudgeSession::nextEvent(core::SubmissionId id)
{
    const auto concerns = [id](const Event &event) {
        if (const auto *judgement = std::get_if<Judgement>(&event.data))
            return judgement->submission == id;
        const auto *done = std::get_if<core::CaseDone>(&event.data);
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

Result<Judgement> JudgeSession::judge(const core::SubmissionDraft &draft, std::string_view label)
{
    if (outputIsClosed())
        return fail(Errc::Cancelled, "nobody reads the output");
    const core::SubmissionId id = TRY(m_engine->submissions().submit(draft));
    auto judgement = follow(id, label);
    if (!judgement && judgement.error().code == Errc::Cancelled)
        (void)m_engine->submissions().cancel(id);
    return judgement;
}

Result<Judgement> JudgeSession::follow(core::SubmissionId id, std::string_view label)
{
    ProgressLine progress;
    int total = 0;
    int done = 0;
    for (;;) {
        const Event event = nextEvent(id);
        if (m_stop.stop_requested())
            return fail(Errc::Cancelled, "interrupted");
        if (const auto *caseDone = std::get_if<core::CaseDone>(&event.data)) {
            progress.show(label, ++done, total, caseDone->run.name.toStdString());
            continue;
        }
        const auto &judgement = std::get<Judgement>(event.data);
        if (core::isFinal(judgement.state))
            return m_engine->store().judgement(judgement.id);
        total = std::max(total, static_cast<int>(judgement.cases.size()));
        progress.show(label, done, total, core::kJudgementStateNames.text(judgement.state));
    }
}

} // namespace assay::server
