// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a process of the helper answered can be an answer at all.
#pragma once

#include "sandbox/helper_protocol.h"
#include "sandbox/seqpacket.h"

namespace assay::sandbox {

/// The launcher lives beside hostile programs, and what it says is believed no more than they are: enums in their
/// range, texts that end, quantities with which one can calculate, statuses that wait(2) can give.
[[nodiscard]] bool isSound(const Status &status);
[[nodiscard]] bool isSound(const ContainerReply &reply);
[[nodiscard]] bool isSound(const HostTrialReply &reply);
[[nodiscard]] bool isSound(const RunReply &reply);
[[nodiscard]] bool isSound(const StandbyReply &reply);

/// Receives a packet that must be exactly one sound Reply. Returns 0 or errno: EPROTO when it is something else,
/// ECONNRESET when the other end is gone.
template <typename Reply>
[[nodiscard]] int receiveReply(int socket, Reply &reply, ReceivedFds &fds)
{
    const int error = receiveStruct(socket, reply, fds);
    if (error == 0 && !isSound(reply))
        return EPROTO;
    return error;
}

} // namespace assay::sandbox
