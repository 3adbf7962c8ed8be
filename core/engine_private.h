// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine is made of.
#pragma once

#include "core/disk_guard.h"
#include "core/engine.h"
#include "core/judge/compile_host.h"
#include "core/judge/judge_worker.h"
#include "core/queue/lane_gates.h"
#include "core/sandbox_host.h"
#include "core/sessions/scheduler.h"

#include <thread>

namespace assay::core {

/// Declared in the order of dependence: what comes later goes first.
class Engine::Private
{
public:
    explicit Private(LanguageTable table)
        : languages(std::move(table))
    {
    }

    Result<void> openStore(const EngineOptions &options);
    void openCaches(const EngineOptions &options);
    Result<void> openQueue(const EngineOptions &options);
    [[nodiscard]] Result<void> canJudge() const;
    [[nodiscard]] Result<void> canTakeIn() const;
    void startWorkers(const EngineOptions &options);
    void openOperations(const EngineOptions &options);
    Result<void> startSessions(const EngineOptions &options);
    void resumeOperations(const QList<Operation> &interrupted);
    void warmUp(const QStringList &languageIds, OperationRun &run, const std::stop_token &stop);
    void tendLeases();
    [[nodiscard]] Result<void> takeFromLostEngines();
    void forgetOldEvents();
    Result<void> writeBackup(const std::filesystem::path &target, OperationRun &run) const;

    SystemClock clock;
    EventBus events;
    LanguageTable languages;
    SandboxHost host;
    std::unique_ptr<CompileHost> compiling;
    std::unique_ptr<Store> store;
    std::unique_ptr<ProblemLibrary> problems;
    std::unique_ptr<SubmissionService> submissions;
    LaneGates gates;
    std::unique_ptr<QueueService> queue;
    std::optional<JudgeContext> context;
    std::vector<std::unique_ptr<JudgeWorker>> workers;
    std::vector<std::jthread> threads;
    std::filesystem::path dataFolder;
    std::optional<DiskGuard> disk;
    Milliseconds leaseTime{0};
    Microseconds leasesTended{}; ///< When, last, by the monotonic clock: by the scheduler's thread alone.
    Milliseconds eventsKept{0};
    Timestamp eventsForgotten{}; ///< When, last: by the scheduler's thread alone.
    std::unique_ptr<SessionService> sessions;
    std::optional<DocumentService> documents;
    std::unique_ptr<RejudgingService> rejudgings;
    std::unique_ptr<ProblemOperations> problemOperations;
    std::unique_ptr<OperationService> operations; ///< Uses what is above.
    std::optional<AccountService> accounts;
    std::optional<AuditedReads> reads;
    std::optional<Scheduler> scheduler;
};

} // namespace assay::core
