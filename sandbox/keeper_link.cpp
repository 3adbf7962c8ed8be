// SPDX-License-Identifier: GPL-3.0-or-later
// KeeperLink: the engine's end of a keeper, the helper's process that holds a started interpreter.
#include "sandbox/keeper_link.h"

#include "sandbox/reply_check.h"
#include "sandbox/sandbox.h"
#include "sandbox/seqpacket.h"

#include <linux/memfd.h>
#include <poll.h>
#include <sys/mman.h>

namespace assay::sandbox {

namespace {

/// The keeper gives up by itself before.
constexpr int kPatienceMilliseconds = 12'000;

} // namespace

KeeperLink::KeeperLink(UniqueFd socket)
    : m_socket(std::move(socket))
{
}

Result<void> KeeperLink::warmUp(std::span<const std::byte> message)
{
    // Interpreters look at their standard input while they start. That of a run is a file at its beginning.
    const UniqueFd standardInput(::memfd_create("assay-input", MFD_CLOEXEC));
    if (!standardInput)
        return fail(Errc::Io, "memfd_create", errno);
    const int attached[1] = {standardInput.get()};
    if (const int error = sendMessage(m_socket.get(), message, attached); error != 0)
        return fail(Errc::Sandbox, "the keeper of a warm start is gone", error);
    m_replyIsDue = true;
    return {};
}

bool KeeperLink::isAlive() const
{
    pollfd file{.fd = m_socket.get(), .events = 0, .revents = 0};
    return ::poll(&file, 1, 0) == 0;
}

void KeeperLink::requestStandby()
{
    if (m_standsBy || m_replyIsDue)
        return;
    (void)sendStruct(m_socket.get(), KeeperRequest{.kind = MessageKind::Standby});
    m_replyIsDue = true;
}

Result<void> KeeperLink::await(int cancelled)
{
    if (!m_replyIsDue)
        return {};
    m_replyIsDue = false;
    pollfd files[2] = {{.fd = m_socket.get(), .events = POLLIN, .revents = 0},
                       {.fd = cancelled, .events = POLLIN, .revents = 0}};
    const int ready = ::poll(files, 2, kPatienceMilliseconds);
    if (ready < 0)
        return fail(Errc::Io, "poll", errno);
    if (ready == 0)
        return fail(Errc::Sandbox, "the keeper of a warm start does not answer");
    if (files[0].revents == 0)
        return fail(Errc::Cancelled, "cancelled while it starts");
    StandbyReply reply;
    ReceivedFds fds;
    if (const int error = receiveReply(m_socket.get(), reply, fds); error != 0)
        return fail(Errc::Sandbox, "the keeper of a warm start is gone", error);
    TRY(statusToResult(reply.status));
    if (fds.count == 1)
        m_filterListener = fds.take(0);
    if (!m_filterListener) // programs without anybody who hears of forbidden calls
        return fail(Errc::Sandbox, "no filter listener came with the reply");
    m_standsBy = true;
    m_memory = {.interpreter = Bytes{static_cast<std::int64_t>(reply.interpreterBytes)},
                .program = Bytes{static_cast<std::int64_t>(reply.programBytes)}};
    return {};
}

} // namespace assay::sandbox
