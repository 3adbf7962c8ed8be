// SPDX-License-Identifier: GPL-3.0-or-later
// Feed: what a program is given to read while it runs.
#include "core/judge/feed.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace assay::core {

namespace {

/// How long the end of a feed may take to be noticed while the pipe is full.
constexpr int kPumpWaitMilliseconds = 20;

} // namespace

Result<std::unique_ptr<Feed>> Feed::make()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) < 0)
        return fail(Errc::Io, "pipe", errno);
    std::unique_ptr<Feed> feed(new Feed);
    feed->m_readEnd.reset(ends[0]);
    feed->m_writeEnd.reset(ends[1]);
    if (::fcntl(ends[1], F_SETFL, O_NONBLOCK) < 0) // the write end alone: the program's end blocks as usual
        return fail(Errc::Io, "pipe", errno);
    feed->m_pump = std::jthread([self = feed.get()](const std::stop_token &stop) { self->pump(stop); });
    return feed;
}

void Feed::append(std::string_view bytes)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_writeEnd || m_finished)
        return;
    const bool wasEmpty = m_waiting.empty();
    m_waiting.append(bytes);
    if (wasEmpty) // mostly all of it goes at once, on the thread that has it
        writeSome();
    if (!m_waiting.empty())
        m_work.notify_one();
}

void Feed::finish()
{
    const std::scoped_lock lock(m_mutex);
    m_finished = true;
    if (m_waiting.empty())
        m_writeEnd.reset();
}

/// What the pipe takes now.
void Feed::writeSome()
{
    std::size_t done = 0;
    while (done < m_waiting.size()) {
        const ssize_t written = ::write(m_writeEnd.get(), m_waiting.data() + done, m_waiting.size() - done);
        if (written > 0)
            done += static_cast<std::size_t>(written);
        else if (errno != EINTR)
            break;
    }
    m_waiting.erase(0, done);
    if (m_waiting.empty() && m_finished)
        m_writeEnd.reset();
}

void Feed::pump(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_work.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
        pollfd room{.fd = m_writeEnd.get(), .events = POLLOUT, .revents = 0};
        lock.unlock();
        (void)::poll(&room, 1, kPumpWaitMilliseconds);
        lock.lock();
        if (stop.stop_requested())
            return;
        if (!m_waiting.empty())
            writeSome();
    }
}

} // namespace assay::core
