// SPDX-License-Identifier: GPL-3.0-or-later
// KeeperLink: the engine's end of a keeper, the helper's process that holds a started interpreter.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"
#include "sandbox/warm_start.h"

#include <span>

namespace assay::sandbox {

/// What of a group's memory is not the launcher's while a program stands by.
struct StandingMemory {
    Bytes interpreter; ///< Nobody's: it is there between runs as well.
    Bytes program;     ///< What the next run holds already at its start.
};

class KeeperLink
{
public:
    explicit KeeperLink(UniqueFd socket);

    /// Asks it to start the interpreter; await tells what came of it. `message` is a RunRequest of kind WarmUp with
    /// its strings. Errors: Sandbox.
    [[nodiscard]] Result<void> warmUp(std::span<const std::byte> message);
    /// Asks for a program for the next run, unless one stands by or is on its way. A keeper that is gone shows in await.
    void requestStandby();
    /// Returns when it has done what it was asked for. Errors: Cancelled when `cancelled` became readable (-1: never),
    /// Sandbox; after either it is of no more use.
    [[nodiscard]] Result<void> await(int cancelled);
    /// False once it has seen that its interpreter died, or died itself.
    [[nodiscard]] bool isAlive() const;
    /// The program that stood by has been started, or killed.
    void forgetStandby() { m_standsBy = false; }

    [[nodiscard]] const StandingMemory &memory() const { return m_memory; }
    /// Reports forbidden calls of the programs that it starts; -1 before it has started one.
    [[nodiscard]] int filterListener() const { return m_filterListener.get(); }

private:
    UniqueFd m_socket;
    UniqueFd m_filterListener;
    StandingMemory m_memory;
    bool m_replyIsDue = false;
    bool m_standsBy = false;
};

} // namespace assay::sandbox
