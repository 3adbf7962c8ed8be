// SPDX-License-Identifier: GPL-3.0-or-later
// JudgeSession: an engine of its own for one command, in a folder that goes away with it.
#pragma once

#include "core/engine.h"
#include "server/assayd/console.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>

namespace assay::server {

class JudgeSession
{
public:
    /// Every time limit is multiplied by the factor. Errors: those of Engine::open.
    [[nodiscard]] static Result<std::unique_ptr<JudgeSession>> open(std::stop_token stop, double timeFactor = 1);
    ~JudgeSession();

    [[nodiscard]] core::Engine &engine() { return *m_engine; }
    /// Submits and waits for the end, showing progress under that label. Errors: those of submit; Cancelled on a stop
    /// request, after which the submission is cancelled as well.
    [[nodiscard]] Result<core::Judgement> judge(const core::SubmissionDraft &draft, std::string_view label);

private:
    explicit JudgeSession(std::stop_token stop);

    [[nodiscard]] core::Event nextEvent(core::SubmissionId id);
    [[nodiscard]] Result<core::Judgement> follow(core::SubmissionId id, std::string_view label);

    std::stop_token m_stop;
    QTemporaryDir m_folder;
    std::unique_ptr<core::Engine> m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<core::Event> m_events;
    core::Subscription m_subscription;
};

} // namespace assay::server
