// SPDX-License-Identifier: GPL-3.0-or-later
// SandboxHost: the sandbox of this process with its policies, and what it can do.
#pragma once

#include "core/engine.h"
#include "core/judge/syscall_policies.h"
#include "sandbox/container_pool.h"

#include <memory>
#include <optional>

namespace assay::core {

/// Not usable is a state, not an error: `status` says why, and `sandbox` is null then.
struct SandboxHost {
    SandboxStatus status{.tier = QStringLiteral("none")};
    std::unique_ptr<sandbox::Sandbox> sandbox;
    std::optional<SyscallPolicies> policies;
    std::unique_ptr<sandbox::ContainerPool> pool; ///< Null before openPool.

    /// Starts the helper (early, while this process is small) and tries everything once.
    [[nodiscard]] static SandboxHost start(const EngineOptions &options);
    /// Lets containers be made beforehand, `most` at a time. Nothing when the sandbox is not usable.
    void openPool(int most);
    /// `status`, or why the sandbox that was found then has no containers now.
    [[nodiscard]] SandboxStatus currentStatus() const;
};

} // namespace assay::core
