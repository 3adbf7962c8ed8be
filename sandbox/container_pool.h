// SPDX-License-Identifier: GPL-3.0-or-later
// ContainerPool: containers that are ready before somebody asks, and that repairs itself.
#pragma once

#include "sandbox/sandbox.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace assay::sandbox {

class ContainerPool;

/// A container for one submission. Goes back to its pool, which must outlive it.
class ContainerLease
{
public:
    ContainerLease() = default;
    ContainerLease(ContainerLease &&other) noexcept
        : m_pool(std::exchange(other.m_pool, nullptr))
        , m_container(std::move(other.m_container))
    {
    }
    ContainerLease &operator=(ContainerLease &&other) noexcept;
    ContainerLease(const ContainerLease &) = delete;
    ContainerLease &operator=(const ContainerLease &) = delete;
    ~ContainerLease() { giveBack(); }

    /// Until then its files, its processes and its memory are the holder's of this lease; returns at once.
    void giveBack();
    [[nodiscard]] explicit operator bool() const { return m_container != nullptr; }
    [[nodiscard]] Container &operator*() const { return *m_container; }
    [[nodiscard]] Container *operator->() const { return m_container.get(); }

private:
    friend class ContainerPool;
    ContainerLease(ContainerPool *pool, std::unique_ptr<Container> container)
        : m_pool(pool)
        , m_container(std::move(container))
    {
    }

    ContainerPool *m_pool = nullptr;
    std::unique_ptr<Container> m_container;
};

struct PoolOptions {
    int most = 3;       ///< Containers at a time, leased ones included.
    int spares = 1;     ///< How many are kept ready beyond those leased, as far as `most` allows.
    ScratchSizes sizes; ///< Of every container that is handed out.
    /// How long acquire waits for a sandbox that is broken, before it says so.
    Milliseconds patience{10'000};
};

struct PoolState {
    int ready = 0;
    int leased = 0;
    int total = 0;   ///< Ready, leased, being made and being cleaned.
    int repairs = 0; ///< How often the helper was started again.
    std::string problem; ///< Why no container can be made at the moment; empty when all is well.
};

/// Makes, cleans and destroys containers on a thread of its own, and starts the helper again when that is gone.
/// Thread-safe.
class ContainerPool
{
public:
    /// Returns at once; the first containers are made meanwhile. The sandbox is borrowed.
    ContainerPool(Sandbox &sandbox, const PoolOptions &options);
    /// No lease may be out any more.
    ~ContainerPool();
    ContainerPool(const ContainerPool &) = delete;
    ContainerPool &operator=(const ContainerPool &) = delete;

    /// A container with nothing of anybody in it. Waits while all are leased.
    /// Errors: Cancelled by `stop`; whatever keeps the pool from making one, after the patience of the options.
    [[nodiscard]] Result<ContainerLease> acquire(const std::stop_token &stop);
    [[nodiscard]] PoolState state() const;

private:
    friend class ContainerLease;
    using Time = std::chrono::steady_clock::time_point;

    void takeBack(std::unique_ptr<Container> container);
    void setAsideTheDead();
    void serve(const std::stop_token &stop);
    [[nodiscard]] bool workOnce();
    void clean(std::unique_ptr<Container> container);
    void makeOne();
    [[nodiscard]] Result<std::unique_ptr<Container>> repairAndCreate();
    [[nodiscard]] bool wantsAnother() const;
    void recordFailure(Error error);
    void waitForWork();
    void wake() const;

    Sandbox &m_sandbox;
    PoolOptions m_options;
    UniqueFd m_wake; ///< eventfd: something for the thread to look at.

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::unique_ptr<Container>> m_ready;
    std::deque<std::unique_ptr<Container>> m_returned; ///< To be cleaned or destroyed.
    int m_total = 0;
    int m_leased = 0;
    int m_waiting = 0;
    int m_repairs = 0;
    std::optional<Error> m_problem;
    Milliseconds m_pause{0}; ///< Before the next attempt, while there is a problem.
    Time m_nextAttempt;

    std::jthread m_thread; ///< Last: it uses everything above.
};

} // namespace assay::sandbox
