// SPDX-License-Identifier: GPL-3.0-or-later
// Sandbox: the helper process of this engine, and the containers that it makes.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/container.h"
#include "sandbox/helper_process.h"
#include "sandbox/helper_protocol.h"
#include "sandbox/seqpacket.h"
#include "sandbox/tier.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include <sys/types.h>

namespace assay::sandbox {

struct SandboxOptions {
    std::filesystem::path helper; ///< The program assay-sandbox.
    Tier best = Tier::Full; ///< No better tier than this, even where the host gives one: for tests, and to try it.
    /// How long a request to the helper or to a container may take before its receiver counts as broken. A loaded
    /// machine is not broken: a container takes milliseconds, a file of 256 MiB a second.
    Milliseconds patience{20'000};
    std::filesystem::path warmFolder; ///< Absolute; seen read-only as kWarmFolder by all that runs. Empty: none.
};

[[nodiscard]] Result<void> statusToResult(const Status &status);

/// Thread-safe. Must outlive its containers. When it goes, the helper removes every container and ends.
class Sandbox
{
public:
    /// Starts the helper: do it early, while this process is small. Errors: NotFound, Sandbox.
    [[nodiscard]] static Result<std::unique_ptr<Sandbox>> start(const SandboxOptions &options);
    ~Sandbox();
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    /// Compiles a policy text (see resources/seccomp/README). The descriptor can be shared by all containers.
    /// Errors: InvalidData naming the line.
    [[nodiscard]] Result<UniqueFd> compilePolicy(std::string_view text);
    /// A new container, reset and empty. Errors: Sandbox, saying at which step and why; also when control groups that
    /// the first container had are no longer to be had.
    [[nodiscard]] Result<std::unique_ptr<Container>> createContainer(const ScratchSizes &sizes = {});
    /// Starts the helper again if it is gone, and removes what it left. Its containers are gone as well; compiled
    /// policies stay good. True: it was gone. Errors: NotFound, Sandbox.
    [[nodiscard]] Result<bool> restartIfGone();
    /// Has the helper try everything of HostTrial once. Errors: Sandbox.
    [[nodiscard]] Result<HostTrialReply> tryHost();
    [[nodiscard]] Tier best() const { return m_options.best; }
    /// Containers are made at this tier from now on. See probeHost. Not while another thread makes one.
    void useTier(Tier tier);
    [[nodiscard]] const std::filesystem::path &helperProgram() const { return m_options.helper; }
    /// Process id of the helper; -1: it could not be started again.
    [[nodiscard]] pid_t helperProcess() const;
    /// A descriptor that becomes readable when the helper has ended; none when there is no helper.
    [[nodiscard]] UniqueFd helperHandle() const;

private:
    friend class Container;
    Sandbox(const SandboxOptions &options, HelperProcess helper);

    void destroyContainer(std::uint32_t index);
    /// Sends and receives under the lock. After an error the helper is not to be spoken to any more.
    template <typename Reply>
    [[nodiscard]] Result<void> exchange(std::span<const std::byte> request, Reply &reply, ReceivedFds &fds);
    [[nodiscard]] Result<ContainerReply> requestContainer(std::uint32_t index, ReceivedFds &fds);

    SandboxOptions m_options;
    mutable std::mutex m_mutex; ///< One request at a time to the helper.
    std::optional<HelperProcess> m_helper;
    std::uint32_t m_nextIndex = 1;
    std::atomic<std::uint32_t> m_firstIndex = 1; ///< Of the helper that runs now: containers before it are gone.
    Tier m_tier = Tier::Full;
    std::optional<CgroupVersion> m_cgroups; ///< Of the first container at this tier, and so of every other.
};

} // namespace assay::sandbox
