// SPDX-License-Identifier: GPL-3.0-or-later
// OperationService: runs long actions, each under its record in the store.
#pragma once

#include "base/clock.h"
#include "core/model/operation.h"
#include "core/store/store.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <tuple>
#include <vector>

namespace assay::core {

/// What the work of an operation tells of itself. Of one thread; its log is written at most a second behind.
class OperationRun
{
public:
    OperationRun(Store &store, const Clock &clock, Operation operation);

    [[nodiscard]] const Operation &operation() const { return m_operation; }
    /// The next step begins; the one before is done.
    void step(const QString &doing);
    /// For work whose steps are known only once it has begun: so many of so many are done, and that is under way.
    void advance(int done, int steps, const QString &doing);
    /// See Operation::result.
    void setResult(const QString &result);
    void log(const QString &text, LogLevel level = LogLevel::Information);
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }
    /// Errors: Cancelled when somebody cancelled it, or the engine ends.
    [[nodiscard]] Result<void> mayGoOn() const;
    /// It goes on when the next engine starts.
    [[nodiscard]] bool isInterrupted() const { return m_stop.stop_requested() && !m_cancelled; }

private:
    friend class OperationService;
    void flush();
    void flushLines(const std::scoped_lock<std::mutex> &held);
    void store();

    Store &m_store;
    const Clock &m_clock;
    Operation m_operation;
    std::stop_source m_stop;
    std::atomic<bool> m_cancelled = false; ///< By somebody, and not by the engine that ends.
    std::mutex m_mutex; ///< Guards what follows; the service flushes from another thread.
    QList<OperationLine> m_lines;
};

struct OperationTask {
    OperationType type = OperationType::PrepareSession;
    std::optional<SessionId> session;
    QString subject; ///< See Operation::subject.
    int steps = 1;
    bool joins = true; ///< One that is open already is this one; else that is an error.
    std::function<Result<void>(OperationRun &)> work; ///< Done again from the start when it was interrupted.
    std::function<Result<void>()> undo{}; ///< Done when somebody cancelled it, also before it began. May be empty.
};

/// Thread-safe.
class OperationService
{
public:
    OperationService(Store &store, const Clock &clock);
    ~OperationService();
    OperationService(const OperationService &) = delete;
    OperationService &operator=(const OperationService &) = delete;

    /// What an engine left open that ended in the middle: it has failed as interrupted, or, where doing it again from the
    /// start does no harm, waits for somebody to start it again; those are returned. At the start before anything else.
    [[nodiscard]] Result<QList<Operation>> recover(LostWhen when);
    /// Does it on a thread of its own. One that is open already, of that type, session and subject, is that operation, where it
    /// joins. Errors: InvalidArgument where it does not; QueueFull when very many are open that nobody's time depends on; Store.
    [[nodiscard]] Result<OperationId> start(OperationTask task);
    /// Does it now. Errors: InvalidArgument when it is under way already; those of its work.
    [[nodiscard]] Result<void> perform(const OperationTask &task);
    /// Asks it to stop. Returns false when it had ended, or cannot be stopped any more. Errors: NotFound.
    [[nodiscard]] Result<bool> cancel(OperationId id);
    /// One that nobody will start again is over. Errors: NotFound, Store.
    [[nodiscard]] Result<void> giveUp(OperationId id, const QString &why);
    [[nodiscard]] bool isUnderWay(OperationType type, const std::optional<SessionId> &session,
                                  const QString &subject = {}) const;
    /// Writes what was logged, forgets what ended a day ago.
    void tick();
    /// What is under way is asked to end, and goes on at the next start. Nothing begins any more.
    void shutDown();

private:
    using Key = std::tuple<OperationType, std::optional<SessionId>, QString>; ///< Type, session, subject.
    struct Runner {
        std::jthread thread;
        std::shared_ptr<std::atomic<bool>> done;
    };
    /// On a thread of its own: some take minutes, or wait for one another, and what is due does not wait for them.
    void beginRun(OperationTask task, const std::shared_ptr<OperationRun> &run);
    /// Null when one of that key is under way.
    [[nodiscard]] Result<std::shared_ptr<OperationRun>> open(const OperationTask &task);
    [[nodiscard]] Result<void> run(const OperationTask &task, OperationRun &run);
    void end(OperationRun &run, const Result<void> &done);

    Store &m_store;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::map<Key, std::shared_ptr<OperationRun>> m_runs; ///< Under way.
    bool m_shutDown = false;
    Timestamp m_forgotten{};
    std::vector<Runner> m_runners;
};

} // namespace assay::core
