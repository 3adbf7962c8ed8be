// SPDX-License-Identifier: GPL-3.0-or-later
// SandboxHost: the sandbox of this process with its policies, and what it can do.
#include "core/sandbox_host.h"

#include "core/judge/compile_step.h"

namespace assay::core {

namespace {

SandboxStatus toStatus(const sandbox::HostReport &report)
{
    const auto tier = sandbox::kTierNames.text(report.tier);
    SandboxStatus status{
        .tier = QString::fromUtf8(tier), .reason = QString::fromStdString(report.reason), .mechanisms = {}};
    for (const auto &mechanism : report.mechanisms)
        status.mechanisms.append({.name = QString::fromStdString(mechanism.name),
                                  .available = mechanism.available,
                                  .detail = QString::fromStdString(mechanism.detail),
                                  .fix = QString::fromStdString(mechanism.fix)});
    return status;
}

} // namespace

SandboxHost SandboxHost::start(const EngineOptions &options)
{
    SandboxHost host;
    const auto unusable = [&host](const Error &error) -> SandboxHost {
        host.status.reason = QString::fromStdString(error.describe());
        return std::move(host);
    };
    auto started = sandbox::Sandbox::start({.helper = options.sandboxProgram});
    if (!started)
        return unusable(started.error());
    auto policies = SyscallPolicies::load(options.resourceFolder / "seccomp", **started);
    if (!policies)
        return unusable(policies.error());
    const auto trial = policies->find(QStringLiteral("native"));
    if (!trial)
        return unusable(trial.error());
    const auto report = (*started)->probe(*trial);
    host.status = toStatus(report);
    if (report.tier != sandbox::Tier::None) {
        host.sandbox = std::move(*started);
        host.policies = std::move(*policies);
    }
    return host;
}

void SandboxHost::openPool(int most)
{
    if (sandbox)
        pool = std::make_unique<sandbox::ContainerPool>(
            *sandbox, sandbox::PoolOptions{.most = most, .sizes = kSubmissionScratch});
}

SandboxStatus SandboxHost::currentStatus() const
{
    SandboxStatus current = status;
    if (pool) {
        if (const std::string problem = pool->state().problem; !problem.empty()) {
            current.tier = QString::fromUtf8(sandbox::kTierNames.text(sandbox::Tier::None));
            current.reason = QString::fromStdString(problem);
        }
    }
    return current;
}

} // namespace assay::core
