// SPDX-License-Identifier: GPL-3.0-or-later
// Engine: wires store, queue, judge workers and sandbox together. One per process.
#pragma once

#include "base/result.h"
#include "core/accounts/account_service.h"
#include "core/accounts/audited_reads.h"
#include "core/events/event_bus.h"
#include "core/judge/compile_host_options.h"
#include "core/judge/data_check_report.h"
#include "core/judge/language_table.h"
#include "core/judge/rejudging_service.h"
#include "core/judge/submission_service.h"
#include "core/operations/operation_service.h"
#include "core/operations/problem_operations.h"
#include "core/problems/problem_library.h"
#include "core/queue/queue_service.h"
#include "core/sessions/document_service.h"
#include "core/sessions/session_service.h"
#include "core/store/store.h"
#include "sandbox/tier.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace assay::core {

/// The least sandbox tier under which an engine runs programs.
/// Full, unless somebody decides otherwise and says why: that is logged.
struct LeastTier {
    sandbox::Tier tier = sandbox::Tier::Full;
    QString reason; ///< Why it may be less than full.

    /// For programs of the people who sit at this computer: a host without control groups will do. Programs of remote
    /// participants need the full tier.
    [[nodiscard]] static LeastTier forOwnPrograms();
    /// Of that name: "full", "partial", "reduced"; full for any other.
    [[nodiscard]] static LeastTier named(const QString &name, const QString &reason);
};

struct EngineOptions {
    std::filesystem::path dataFolder; ///< Made if missing; one engine at a time holds it.
    QString
        database; ///< A PostgreSQL database that several engines share; see StoreOptions. Empty: SQLite in dataFolder.
    Milliseconds leaseTime{15'000}; ///< See StoreOptions.
    Bytes leastFree; ///< Where dataFolder is: nothing more is taken in when less is free. 0: that is not looked at.
    std::filesystem::path resourceFolder; ///< languages/, seccomp/
    std::filesystem::path sandboxProgram; ///< assay-sandbox
    int runWorkers = 0; ///< Where the queue's rules leave it open; 0: derived from the cores.
    int submitWorkers = 0;
    QueueRules queueRules; ///< Until others are set.
    CompileHostOptions compiling; ///< Without a folder: "cache" in dataFolder.
    LeastTier leastTier; ///< A sandbox that holds less runs nothing.
    sandbox::Tier bestTier = sandbox::Tier::Full; ///< No better tier than this, even where there is one: to try it.
    Milliseconds eventsKept = std::chrono::days(30); ///< Older ones are forgotten: what they were about is not.
    double timeFactor = 1; ///< Multiplies every time limit: for a machine slower than the one the limits are made for.
    PackageVerifier verifier; ///< Usually verifyInLab. Empty: problems are not verified.
    bool verifiesForSessions = true; ///< What nobody has verified yet, when a session is prepared.
};

/// A part of the sandbox, whether this host gives it, and if not, why and what to do.
struct SandboxMechanism {
    QString name; ///< "user namespaces", "memory cgroup", "system call filter".
    bool available = false;
    QString state; ///< "works", "missing", "off": not used at this tier.
    QString detail; ///< How it is done, or why it is missing.
    QString fix; ///< What the user can do; empty when available.

    bool operator==(const SandboxMechanism &) const = default;
};

struct SandboxStatus {
    QString tier; ///< "full", "partial", "reduced", "none".
    QString leastTier; ///< Under which programs are run here.
    bool usable = false; ///< Whether the tier is good enough for that.
    QString reason; ///< Why it is not full; empty when it is.
    QList<SandboxMechanism> mechanisms;

    bool operator==(const SandboxStatus &) const = default;
};

struct WorkerStatus {
    QString name; ///< "submit-1".
    Purpose lane = Purpose::Submit;
    std::optional<SubmissionId> submission; ///< What it is judging; nothing when idle.

    bool operator==(const WorkerStatus &) const = default;
};

struct EngineStatus {
    QueueDepth queue;
    QueueRules rules;
    QList<WorkerStatus> workers;
    SandboxStatus sandbox;
    QString disk; ///< Why nothing more is taken in: there is too little room. Empty: there is enough.
    QStringList problems; ///< What does not work as it should, and judging goes on without; in English, for logs.
};

/// Everything but `open` may be called from any thread.
class Engine
{
public:
    /// Opens the store, starts the sandbox helper and the workers, puts interrupted work back into the queue.
    /// An unusable sandbox is no error here: status() says so, and every judgement then ends as a judging error.
    /// Errors: Store (also when another engine holds the data folder), Io, InvalidData for a broken language file.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const EngineOptions &options);
    /// Takes no more work and waits for what is being judged, at most so long. Returns whether all of it ended.
    /// What comes in meanwhile waits for the next start.
    bool drain(Milliseconds most);
    /// Stops taking work, cancels what runs (it goes back to the queue at the next start), joins all threads.
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] const LanguageTable &languages() const;
    [[nodiscard]] ProblemLibrary &problems();
    [[nodiscard]] SubmissionService &submissions();
    [[nodiscard]] RejudgingService &rejudgings();
    [[nodiscard]] QueueService &queue();
    [[nodiscard]] SessionService &sessions();
    [[nodiscard]] DocumentService &documents();
    [[nodiscard]] OperationService &operations();
    [[nodiscard]] ProblemOperations &problemOperations();
    [[nodiscard]] AccountService &accounts();
    [[nodiscard]] const AuditedReads &reads() const;
    [[nodiscard]] Store &store();
    [[nodiscard]] EventBus &events();
    [[nodiscard]] EngineStatus status() const;
    /// Begins to write everything to a new folder; see writeBackup in core/store/backup.h. Errors: Store,
    /// Unsupported where the database is PostgreSQL's.
    [[nodiscard]] Result<OperationId> backUp(const std::filesystem::path &target);
    /// The part of the status that nobody has to wait for.
    [[nodiscard]] QList<WorkerStatus> workers() const;
    /// Asks a problem's validators about its test data; see checkData in data_check.h. Takes as long as they do.
    /// Errors: Sandbox when nothing can be run here, Cancelled.
    [[nodiscard]] Result<DataCheckReport> checkTestData(const Problem &problem, const DataCheckListener &listener,
                                                        const std::stop_token &stop);

private:
    class Private;
    explicit Engine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace assay::core
