// SPDX-License-Identifier: GPL-3.0-or-later
// LabSession: an engine of its own for looking at one package, in a folder that goes away with it.
#pragma once

#include "core/engine.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>

namespace assay::core {

/// How far the judging of one submission is.
struct LabProgress {
    QString submission; ///< Its label.
    int done = 0;       ///< Cases.
    int total = 0;      ///< 0 while it is not known.
    QString what;       ///< The case that ended, or the judgement's state.
};
/// Called on the session's thread. False: stop, nobody waits for the rest.
using LabListener = std::function<bool(const LabProgress &)>;

class LabSession
{
public:
    /// In a temporary data folder: everything but what compilers made is forgotten at the end. Errors: those of
    /// Engine::open.
    [[nodiscard]] static Result<std::unique_ptr<LabSession>> open(EngineOptions options, std::stop_token stop);
    ~LabSession();

    [[nodiscard]] Engine &engine() { return *m_engine; }
    [[nodiscard]] const std::stop_token &stopToken() const { return m_stop; }
    /// Submits and waits for the end; the listener hears of it before the first case, then of each case. Errors: those
    /// of submit; Cancelled on a stop request, after which the submission is cancelled as well.
    [[nodiscard]] Result<Judgement> judge(const SubmissionDraft &draft, const LabListener &listener);

private:
    explicit LabSession(std::stop_token stop);

    [[nodiscard]] Event nextEvent(SubmissionId id);
    [[nodiscard]] Result<Judgement> follow(SubmissionId id, LabProgress progress, const LabListener &listener);

    std::stop_token m_stop;
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Event> m_events;
    Subscription m_subscription;
};

} // namespace assay::core
