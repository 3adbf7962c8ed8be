// SPDX-License-Identifier: GPL-3.0-or-later
// Writer: the one thread that writes, and its queue.
#pragma once

#include "base/clock.h"
#include "core/store/event_publisher.h"
#include "core/store/transaction.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace assay::core {

/// Writes that wait at the same time are committed together, with one fsync for all (group commit). Each has a
/// savepoint of its own: one that fails takes no other with it.
class Writer
{
public:
    using Work = std::move_only_function<Result<void>(Transaction &)>;

    /// Opens the database on the writer's thread and brings its schema up to date. Errors: those of migrate.
    /// `engine` is what others that share the database know this one by.
    [[nodiscard]] static Result<std::unique_ptr<Writer>> start(DatabaseAddress address, EngineId engine,
                                                               EventPublisher publisher, const Clock &clock);
    /// Does what is still in the queue, then ends the thread.
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    /// Any thread but the writer's. Returns when `work` is on the disk (COMMIT has returned) and its events have been
    /// handed to the bus, or with the error of `work` or of the commit: then nothing of it happened, unless a connection was
    /// lost just at the commit. A lost one is made anew for the next write.
    [[nodiscard]] Result<void> write(Work work);
    /// Any thread. Soon publishes what other engines have written.
    void catchUp();

private:
    struct Entry {
        Work work;
        std::promise<Result<void>> done;
    };

    /// What the thread wakes up for.
    struct Batch {
        std::deque<Entry> entries;
        bool catchUp = false;

        [[nodiscard]] bool isEmpty() const { return entries.empty() && !catchUp; }
    };

    Writer(DatabaseAddress address, EngineId engine, EventPublisher publisher, const Clock &clock)
        : m_address(std::move(address))
        , m_engine(engine)
        , m_publisher(std::move(publisher))
        , m_clock(clock)
    {
    }
    void serve(std::promise<Result<void>> started, const std::stop_token &stop);
    [[nodiscard]] Batch takeBatch(const std::stop_token &stop);
    void commit(Database &database, std::deque<Entry> batch);
    void report(const Result<void> &published);

    DatabaseAddress m_address;
    EngineId m_engine;
    EventPublisher m_publisher; ///< Of the thread.
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Entry> m_queue;
    bool m_catchUp = false;
    std::jthread m_thread; ///< Last: it uses all of the above.
};

} // namespace assay::core
