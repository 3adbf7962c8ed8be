// SPDX-License-Identifier: GPL-3.0-or-later
// Messages with file descriptors over a SOCK_SEQPACKET socket.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <span>

namespace assay::sandbox {

/// Descriptors that came with a message. No heap: it is used between fork and exec as well.
struct ReceivedFds {
    std::array<UniqueFd, kMaxDescriptors> fds;
    std::size_t count = 0;

    [[nodiscard]] int at(std::size_t index) const { return index < count ? fds[index].get() : -1; }
    [[nodiscard]] UniqueFd take(std::size_t index) { return index < count ? std::move(fds[index]) : UniqueFd(); }
};

/// A connected pair of SOCK_SEQPACKET sockets, close-on-exec. Returns 0 or errno.
[[nodiscard]] int makeSocketPair(UniqueFd &first, UniqueFd &second);

/// Sends one packet. Returns 0 or errno; EPIPE when the other end is gone (no signal is raised).
[[nodiscard]] int sendMessage(int socket, std::span<const std::byte> bytes, std::span<const int> fds = {});

/// Receives one packet into `buffer`. Returns its size, 0 when the other end is gone, or -errno. More descriptors
/// than kMaxDescriptors, or a packet that was cut, is -EPROTO.
[[nodiscard]] long receiveMessage(int socket, std::span<std::byte> buffer, ReceivedFds &fds);

template <typename Struct>
[[nodiscard]] int sendStruct(int socket, const Struct &value, std::span<const int> fds = {})
{
    return sendMessage(socket, std::as_bytes(std::span<const Struct, 1>(&value, 1)), fds);
}

/// Receives a packet that must be exactly one Struct. Returns 0 or errno; ECONNRESET when the other end is gone.
template <typename Struct>
[[nodiscard]] int receiveStruct(int socket, Struct &value, ReceivedFds &fds)
{
    const long size = receiveMessage(socket, std::as_writable_bytes(std::span<Struct, 1>(&value, 1)), fds);
    if (size == 0)
        return ECONNRESET;
    if (size < 0)
        return static_cast<int>(-size);
    return size == static_cast<long>(sizeof(Struct)) ? 0 : EPROTO;
}

} // namespace assay::sandbox
