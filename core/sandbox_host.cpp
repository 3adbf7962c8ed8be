// SPDX-License-Identifier: GPL-3.0-or-later
// SandboxHost: the sandbox of this process with its policies, and what it can do.
#include "core/sandbox_host.h"

#include "core/delegated_scope.h"
#include "core/judge/compile_host.h"
#include "core/log_categories.h"
#include "sandbox/host_probe.h"

namespace assay::core {

namespace {

QString textOf(sandbox::Tier tier)
{
    return QString::fromUtf8(sandbox::kTierNames.text(tier));
}

SandboxStatus toStatus(const sandbox::HostReport &report)
{
    SandboxStatus status{.tier = textOf(report.tier), .reason = QString::fromStdString(report.reason)};
    for (const auto &mechanism : report.mechanisms)
        status.mechanisms.append({.name = QString::fromUtf8(sandbox::kHostMechanismNames.text(mechanism.mechanism)),
                                  .available = mechanism.state == sandbox::MechanismState::Works,
                                  .state = QString::fromUtf8(sandbox::kMechanismStateNames.text(mechanism.state)),
                                  .detail = QString::fromStdString(mechanism.detail),
                                  .fix = QString::fromStdString(mechanism.fix)});
    return status;
}

SandboxMechanism toMechanism(const ScopeReport &scope)
{
    const bool missing = scope.state == ScopeState::Failed;
    const auto state = missing                                ? sandbox::MechanismState::Missing
                       : scope.state == ScopeState::NotNeeded ? sandbox::MechanismState::Off
                                                              : sandbox::MechanismState::Works;
    return {.name = QStringLiteral("delegated scope"),
            .available = scope.state == ScopeState::Entered,
            .state = QString::fromUtf8(sandbox::kMechanismStateNames.text(state)),
            .detail = scope.detail,
            .fix = missing ? QStringLiteral("On a systemd desktop: systemd-run --user --scope -p Delegate=yes assay")
                           : QString()};
}

} // namespace

SandboxHost SandboxHost::start(const EngineOptions &options)
{
    SandboxHost host;
    host.status.leastTier = textOf(options.leastTier.tier);
    const auto unusable = [&host](const Error &error) -> SandboxHost {
        host.status.reason = QString::fromStdString(error.describe());
        return std::move(host);
    };
    // First: the helper and the containers are to be in the scope as well.
    const ScopeReport scope = options.bestTier == sandbox::Tier::Full
                                  ? enterDelegatedScope()
                                  : ScopeReport{.state = ScopeState::NotNeeded,
                                                .detail = QStringLiteral("not needed: no full tier is wanted")};
    auto started = sandbox::Sandbox::start({.helper = options.sandboxProgram,
                                            .best = options.bestTier,
                                            .warmFolder = CompileHost::warmFolder(options.compiling)});
    if (!started)
        return unusable(started.error());
    const sandbox::HostReport report = sandbox::probeHost(**started, [&](sandbox::Tier tier) -> Result<int> {
        host.policies = TRY(SyscallPolicies::load(options.resourceFolder / "seccomp", **started, tier));
        return host.policies->find(QStringLiteral("native"));
    });
    host.status = toStatus(report);
    host.status.mechanisms.append(toMechanism(scope));
    host.status.leastTier = textOf(options.leastTier.tier);
    if (const auto enough = sandbox::requireTier(report.tier, options.leastTier.tier); !enough) {
        host.status.reason = QString::fromStdString(enough.error().detail + ": " + report.reason);
        return host;
    }
    host.status.usable = true;
    if (report.tier != sandbox::Tier::Full)
        qCWarning(lcEngine, "programs are run under the sandbox tier %s (%s); accepted because %s",
                  qPrintable(host.status.tier), report.reason.c_str(), qPrintable(options.leastTier.reason));
    host.sandbox = std::move(*started);
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
            current.tier = textOf(sandbox::Tier::None);
            current.usable = false;
            current.reason = QString::fromStdString(problem);
        }
    }
    return current;
}

} // namespace assay::core
