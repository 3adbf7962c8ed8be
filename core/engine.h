// SPDX-License-Identifier: GPL-3.0-or-later
// Engine: wires store, queue, judge workers and sandbox together. One per process.
#pragma once

#include "base/result.h"
#include "core/events/event_bus.h"
#include "core/judge/language_table.h"
#include "core/judge/submission_service.h"
#include "core/problems/problem_library.h"
#include "core/store/store.h"

#include <filesystem>
#include <memory>

namespace assay::core {

struct EngineOptions {
    std::filesystem::path dataFolder;     ///< Made if missing; one engine at a time holds it.
    std::filesystem::path resourceFolder; ///< languages/, seccomp/
    std::filesystem::path sandboxProgram; ///< assay-sandbox
    int runWorkers = 0;                   ///< 0: derived from the cores.
    int submitWorkers = 0;
    double timeFactor = 1; ///< Multiplies every time limit: for a machine slower than the one the limits are made for.
};

/// A part of the sandbox, whether this host gives it, and if not, why and what to do.
struct SandboxMechanism {
    QString name; ///< "user namespaces", "memory cgroup", "system call filter".
    bool available = false;
    QString detail; ///< How it is done, or why it is missing.
    QString fix; ///< What the user can do; empty when available.

    bool operator==(const SandboxMechanism &) const = default;
};

struct SandboxStatus {
    QString tier; ///< "full", "partial", "none".
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
    QList<WorkerStatus> workers;
    SandboxStatus sandbox;
};

/// Everything but `open` may be called from any thread.
class Engine
{
public:
    /// Opens the store, starts the sandbox helper and the workers, puts interrupted work back into the queue.
    /// An unusable sandbox is no error here: status() says so, and every judgement then ends as a judging error.
    /// Errors: Store (also when another engine holds the data folder), Io, InvalidData for a broken language file.
    [[nodiscard]] static Result<std::unique_ptr<Engine>> open(const EngineOptions &options);
    /// Stops taking work, cancels what runs (it goes back to the queue at the next start), joins all threads.
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    [[nodiscard]] const LanguageTable &languages() const;
    [[nodiscard]] ProblemLibrary &problems();
    [[nodiscard]] SubmissionService &submissions();
    [[nodiscard]] Store &store();
    [[nodiscard]] EventBus &events();
    [[nodiscard]] EngineStatus status() const;

private:
    class Private;
    explicit Engine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace assay::core
