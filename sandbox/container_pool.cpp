// SPDX-License-Identifier: GPL-3.0-or-later
// ContainerPool: containers that are ready before somebody asks, and that repairs itself.
#include "sandbox/container_pool.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>

namespace assay::sandbox {

namespace {

using std::chrono::steady_clock;

/// Between attempts to repair; doubled up to the second value while they fail.
constexpr Milliseconds kFirstPause{20};
constexpr Milliseconds kLongestPause{2'000};

} // namespace

ContainerLease &ContainerLease::operator=(ContainerLease &&other) noexcept
{
    if (this != &other) {
        giveBack();
        m_pool = std::exchange(other.m_pool, nullptr);
        m_container = std::move(other.m_container);
    }
    return *this;
}

void ContainerLease::giveBack()
{
    if (m_container)
        m_pool->takeBack(std::move(m_container));
    m_pool = nullptr;
}

ContainerPool::ContainerPool(Sandbox &sandbox, const PoolOptions &options)
    : m_sandbox(sandbox)
    , m_options(options)
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_thread([this](const std::stop_token &stop) { serve(stop); })
{
}

ContainerPool::~ContainerPool()
{
    m_thread.request_stop();
    m_thread.join();
    assert(m_leased == 0);
}

Result<ContainerLease> ContainerPool::acquire(const std::stop_token &stop)
{
    std::optional<Time> deadline; // from when there is a problem
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    setAsideTheDead();
    wake();
    const auto isReady = [this] {
        setAsideTheDead();
        return !m_ready.empty();
    };
    bool patient = true;
    while (!isReady() && !stop.stop_requested() && patient) {
        if (!m_problem) {
            m_changed.wait(lock, stop, [&] { return isReady() || m_problem.has_value(); });
            continue;
        }
        deadline = deadline.value_or(steady_clock::now() + m_options.patience);
        m_changed.wait_until(lock, stop, *deadline, [&] { return isReady() || !m_problem; });
        patient = steady_clock::now() < *deadline;
    }
    --m_waiting;
    if (stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled while waiting for a container");
    if (m_ready.empty())
        return std::unexpected(m_problem.value_or(Error{.code = Errc::Timeout, .detail = "no container in time"}));
    ContainerLease lease(this, std::move(m_ready.front()));
    m_ready.pop_front();
    ++m_leased;
    wake(); // a spare is missing now
    return lease;
}

PoolState ContainerPool::state() const
{
    const std::scoped_lock lock(m_mutex);
    return {.ready = static_cast<int>(m_ready.size()),
            .leased = m_leased,
            .total = m_total,
            .repairs = m_repairs,
            .problem = m_problem ? m_problem->describe() : std::string()};
}

void ContainerPool::takeBack(std::unique_ptr<Container> container)
{
    const std::scoped_lock lock(m_mutex);
    --m_leased;
    m_returned.push_back(std::move(container));
    wake();
}

/// Whoever killed a holder, or the helper: what is ready is only ready while it lives.
void ContainerPool::setAsideTheDead()
{
    for (auto container = m_ready.begin(); container != m_ready.end();) {
        if ((*container)->isAlive()) {
            ++container;
        } else {
            m_returned.push_back(std::move(*container));
            container = m_ready.erase(container);
        }
    }
}

void ContainerPool::serve(const std::stop_token &stop)
{
    const std::stop_callback onStop(stop, [this] { wake(); });
    while (!stop.stop_requested()) {
        if (!workOnce())
            waitForWork();
    }
}

/// One step of work, if there is any.
bool ContainerPool::workOnce()
{
    std::unique_lock lock(m_mutex);
    setAsideTheDead();
    if (!m_returned.empty()) {
        auto container = std::move(m_returned.front());
        m_returned.pop_front();
        lock.unlock();
        clean(std::move(container));
        return true;
    }
    if (steady_clock::now() < m_nextAttempt)
        return false;
    const UniqueFd helper = m_sandbox.helperHandle();
    pollfd gone{.fd = helper.get(), .events = POLLIN, .revents = 0};
    const bool isAlive = helper && ::poll(&gone, 1, 0) == 0;
    if (isAlive && !m_problem && !wantsAnother())
        return false;
    lock.unlock();
    makeOne();
    return true;
}

void ContainerPool::clean(std::unique_ptr<Container> container)
{
    if (!container->isInDoubt() && container->isAlive() && container->reset(m_options.sizes)) {
        const std::scoped_lock lock(m_mutex);
        m_ready.push_back(std::move(container));
    } else {
        container.reset();
        const std::scoped_lock lock(m_mutex);
        --m_total;
    }
    m_changed.notify_all();
}

/// Null when enough are there.
Result<std::unique_ptr<Container>> ContainerPool::repairAndCreate()
{
    const bool repaired = TRY(m_sandbox.restartIfGone());
    {
        const std::scoped_lock lock(m_mutex);
        m_repairs += repaired ? 1 : 0;
        if (!wantsAnother())
            return nullptr;
    }
    return m_sandbox.createContainer(m_options.sizes);
}

void ContainerPool::makeOne()
{
    auto container = repairAndCreate();
    {
        const std::scoped_lock lock(m_mutex);
        if (!container) {
            recordFailure(std::move(container.error()));
        } else {
            m_problem.reset();
            m_nextAttempt = Time{};
        }
        if (container && *container) {
            ++m_total;
            m_ready.push_back(std::move(*container));
        }
    }
    m_changed.notify_all();
}

void ContainerPool::recordFailure(Error error)
{
    m_pause = m_problem ? std::min(2 * m_pause, kLongestPause) : kFirstPause;
    m_nextAttempt = steady_clock::now() + m_pause;
    m_problem = std::move(error);
}

bool ContainerPool::wantsAnother() const
{
    return m_total < m_options.most && static_cast<int>(m_ready.size()) < m_options.spares + m_waiting;
}

/// Until somebody wakes it, the helper or an idle container dies, or the next attempt is due.
void ContainerPool::waitForWork()
{
    std::vector<pollfd> files{{.fd = m_wake.get(), .events = POLLIN, .revents = 0}};
    int timeout = -1;
    UniqueFd helper;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_problem) {
            const auto left = std::chrono::ceil<Milliseconds>(m_nextAttempt - steady_clock::now());
            timeout = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
        } else {
            helper = m_sandbox.helperHandle();
            files.push_back({.fd = helper.get(), .events = POLLIN, .revents = 0});
        }
        for (const auto &container : m_ready)
            files.push_back({.fd = container->holderSocket(), .events = 0, .revents = 0});
    }
    (void)::poll(files.data(), files.size(), timeout);
    eventfd_t count = 0;
    (void)::eventfd_read(m_wake.get(), &count);
}

void ContainerPool::wake() const
{
    (void)::eventfd_write(m_wake.get(), 1);
}

} // namespace assay::sandbox
