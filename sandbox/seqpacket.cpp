// SPDX-License-Identifier: GPL-3.0-or-later
// Messages with file descriptors over a SOCK_SEQPACKET socket.
#include "sandbox/seqpacket.h"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/uio.h>

namespace assay::sandbox {

namespace {

constexpr std::size_t kControlSize = CMSG_SPACE(kMaxDescriptors * sizeof(int));

void takeDescriptors(const msghdr &message, ReceivedFds &fds)
{
    auto &mutableMessage = const_cast<msghdr &>(message); // CMSG_NXTHDR wants it so
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&mutableMessage, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
            UniqueFd owned(fd);
            if (fds.count < kMaxDescriptors)
                fds.fds[fds.count++] = std::move(owned);
        }
    }
}

} // namespace

int makeSocketPair(UniqueFd &first, UniqueFd &second)
{
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return errno;
    first.reset(pair[0]);
    second.reset(pair[1]);
    return 0;
}

int sendMessage(int socket, std::span<const std::byte> bytes, std::span<const int> fds)
{
    iovec part{.iov_base = const_cast<std::byte *>(bytes.data()), .iov_len = bytes.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) char control[kControlSize] = {};
    if (fds.size() > kMaxDescriptors)
        return EINVAL;
    if (!fds.empty()) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(fds.size_bytes());
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(fds.size_bytes());
        std::memcpy(CMSG_DATA(header), fds.data(), fds.size_bytes());
    }
    for (;;) {
        if (::sendmsg(socket, &message, MSG_NOSIGNAL) >= 0)
            return 0;
        if (errno != EINTR)
            return errno;
    }
}

long receiveMessage(int socket, std::span<std::byte> buffer, ReceivedFds &fds)
{
    fds = ReceivedFds{};
    iovec part{.iov_base = buffer.data(), .iov_len = buffer.size()};
    alignas(cmsghdr) char control[kControlSize] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t size = 0;
    do {
        size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size < 0)
        return -errno;
    takeDescriptors(message, fds);
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
        return -EPROTO;
    return size;
}

} // namespace assay::sandbox
