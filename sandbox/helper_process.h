// SPDX-License-Identifier: GPL-3.0-or-later
// HelperProcess: one running assay-sandbox and the socket to it.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <filesystem>
#include <utility>

#include <sys/types.h>

namespace assay::sandbox {

/// How long a request to the helper or to a container may take before its receiver counts as broken. A loaded machine
/// is not broken: a container takes milliseconds, a file of 256 MiB a second.
inline constexpr int kPatienceSeconds = 20;

/// Receiving and sending on that socket give up with EAGAIN after kPatienceSeconds.
void limitPatience(const UniqueFd &socket);

/// Ends the process when it goes: first by closing the socket, so that it clears up, then by force.
class HelperProcess
{
public:
    /// Errors: NotFound, Sandbox.
    [[nodiscard]] static Result<HelperProcess> start(const std::filesystem::path &program);
    ~HelperProcess();
    HelperProcess(HelperProcess &&other) noexcept
        : m_socket(std::move(other.m_socket))
        , m_handle(std::move(other.m_handle))
        , m_pid(std::exchange(other.m_pid, -1))
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
    HelperProcess(UniqueFd socket, UniqueFd handle, pid_t pid)
        : m_socket(std::move(socket))
        , m_handle(std::move(handle))
        , m_pid(pid)
    {
    }

    UniqueFd m_socket;
    UniqueFd m_handle;
    pid_t m_pid = -1;
};

} // namespace assay::sandbox
