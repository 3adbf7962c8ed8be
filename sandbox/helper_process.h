// SPDX-License-Identifier: GPL-3.0-or-later
// HelperProcess: one running assay-sandbox and the socket to it.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "base/units.h"

#include <filesystem>
#include <utility>

#include <sys/types.h>

namespace assay::sandbox {

/// Receiving and sending on that socket give up with EAGAIN after that time.
void limitPatience(const UniqueFd &socket, Milliseconds patience);

/// Ends the process when it goes: first by closing the socket, so that it clears up, then by force.
class HelperProcess
{
public:
    /// `patience` holds for every request to it, and for its end. Errors: NotFound, Sandbox.
    [[nodiscard]] static Result<HelperProcess> start(const std::filesystem::path &program, Milliseconds patience);
    ~HelperProcess();
    HelperProcess(HelperProcess &&other) noexcept
        : m_socket(std::move(other.m_socket))
        , m_handle(std::move(other.m_handle))
        , m_pid(std::exchange(other.m_pid, -1))
        , m_patience(other.m_patience)
    {
    }
    HelperProcess &operator=(HelperProcess &&) = delete;
    HelperProcess(const HelperProcess &) = delete;
    HelperProcess &operator=(const HelperProcess &) = delete;

    [[nodiscard]] int socket() const { return m_socket.get(); }
    /// A pidfd: readable once the process is gone.
    [[nodiscard]] int handle() const { return m_handle.get(); }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] bool isAlive() const;
    /// For one that has lost its place in the protocol. Its containers die with it.
    void kill();

private:
    HelperProcess(UniqueFd socket, UniqueFd handle, pid_t pid, Milliseconds patience)
        : m_socket(std::move(socket))
        , m_handle(std::move(handle))
        , m_pid(pid)
        , m_patience(patience)
    {
    }

    UniqueFd m_socket;
    UniqueFd m_handle;
    pid_t m_pid = -1;
    Milliseconds m_patience{0};
};

} // namespace assay::sandbox
