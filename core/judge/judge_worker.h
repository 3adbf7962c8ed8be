// SPDX-License-Identifier: GPL-3.0-or-later
// JudgeWorker: takes one judgement after the other from a lane and walks it from queue to verdict.
#pragma once

#include "base/clock.h"
#include "core/events/event_bus.h"
#include "core/judge/graded_cases.h"
#include "core/judge/language_table.h"
#include "core/problems/problem_library.h"
#include "core/queue/lane_gates.h"
#include "core/store/store.h"
#include "sandbox/container_pool.h"

#include <mutex>
#include <stop_token>

namespace assay::core {

/// What all workers of an engine share. Everything outlives them.
struct JudgeContext {
    Store &store;
    EventBus &events;
    ProblemLibrary &problems;
    const LanguageTable &languages;
    const Clock &clock;
    LaneGates &gates;
    sandbox::ContainerPool *pool = nullptr;    ///< Null: this host cannot run anything.
    CompileTools tools;                        ///< Its policies are null as well then.
    QString sandboxTier;
    QString sandboxProblem; ///< Why nothing can be run.
    double timeFactor = 1;  ///< Of this machine.
};

/// Owned by one judge thread, which is in serve(). The other calls may come from any thread.
class JudgeWorker
{
public:
    /// `number` counts the lane's workers, from 0.
    JudgeWorker(const JudgeContext &context, Purpose lane, int number);

    /// Judges until asked to stop. What is running then stays leased and goes back to the queue at the next start.
    void serve(const std::stop_token &stop);

    [[nodiscard]] QString name() const { return m_name; } ///< "submit-1"
    [[nodiscard]] Purpose lane() const { return m_lane; }
    [[nodiscard]] int number() const { return m_number; }
    /// What it is judging; nothing when idle.
    [[nodiscard]] std::optional<SubmissionId> current() const;

private:
    struct Job;

    /// False when nothing was there.
    bool judgeNext(const std::stop_token &stop);
    void judge(ClaimedTask task, const std::stop_token &stop);
    [[nodiscard]] Result<void> judgeJob(Job &job, const std::stop_token &stop);
    [[nodiscard]] Result<void> enter(Job &job, JudgementState state);
    [[nodiscard]] Result<void> finish(Job &job);
    void giveBackOrEnd(Job &job, const Error &error, const std::stop_token &stop);
    [[nodiscard]] Result<void> endAsJudgingError(Job &job, const Error &error);
    [[nodiscard]] Result<sandbox::ContainerLease> container(const std::stop_token &stop);
    [[nodiscard]] Result<void> runInputs(Job &job, CaseBench &bench, const Problem *problem,
                                         const std::stop_token &stop);
    [[nodiscard]] Result<void> judgeTests(Job &job, GradedBench &graded, const std::stop_token &stop);
    [[nodiscard]] Result<void> record(Job &job, const CaseRun &run);
    /// Once a container could be had: the sandbox is there.
    [[nodiscard]] Jury &jury();
    void setCurrent(const ClaimedTask *task, std::stop_source cancel);
    void onEvent(const Event &event);

    const JudgeContext &m_context;
    Purpose m_lane;
    int m_number;
    QString m_name;
    std::optional<Jury> m_jury;

    mutable std::mutex m_mutex;
    std::optional<JudgementId> m_judgement;
    std::optional<SubmissionId> m_submission;
    std::stop_source m_cancel;

    Subscription m_subscription;
};

} // namespace assay::core
