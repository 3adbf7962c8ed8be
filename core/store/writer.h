// SPDX-License-Identifier: GPL-3.0-or-later
// Writer: the one thread that writes, and its queue.
#pragma once

#include "base/clock.h"
#include "core/events/event_bus.h"
#include "core/store/transaction.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
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
    [[nodiscard]] static Result<std::unique_ptr<Writer>> start(std::filesystem::path file, EventBus &bus,
                                                               const Clock &clock);
    /// Does what is still in the queue, then ends the thread.
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    /// Any thread but the writer's. Returns when `work` is on the disk (COMMIT has returned) and its events have been
    /// handed to the bus, or with the error of `work` or of the commit: then nothing of it happened.
    [[nodiscard]] Result<void> write(Work work);

private:
    struct Entry {
        Work work;
        std::promise<Result<void>> done;
    };

    Writer(EventBus &bus, const Clock &clock)
        : m_bus(bus)
        , m_clock(clock)
    {
    }
    void serve(const std::filesystem::path &file, std::promise<Result<void>> started, const std::stop_token &stop);
    [[nodiscard]] std::deque<Entry> takeBatch(const std::stop_token &stop);
    void commit(Database &database, std::deque<Entry> batch);

    EventBus &m_bus;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Entry> m_queue;
    std::jthread m_thread; ///< Last: it uses all of the above.
};

} // namespace assay::core
