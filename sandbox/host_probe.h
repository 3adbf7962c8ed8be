// SPDX-License-Identifier: GPL-3.0-or-later
// HostReport: what this host's sandbox can do, mechanism by mechanism, found by doing each of them once.
#pragma once

#include "sandbox/sandbox.h"
#include "sandbox/tier.h"

#include <functional>
#include <string>
#include <vector>

namespace assay::sandbox {

/// What a sandbox is made of. The names are part of what `assayd doctor --json` prints: they stay.
enum class HostMechanism : std::uint8_t {
    // as HostTrial counts them
    UserNamespaces,
    MountNamespace,
    PidNamespace,
    NetworkNamespace,
    IpcNamespace,
    UtsNamespace,
    CgroupNamespace,
    ProcMount,
    TmpfsLimits,
    Filter,
    NoNewPrivileges,
    PidDescriptors,
    Subreaper,
    Landlock,
    OwnUser,
    // what only a container shows
    MemoryCgroup,
    PidsCgroup,
    CpuCgroup,
    PeakReset,
    TreePolling,
    TrialContainer,
};

inline constexpr auto kHostMechanismNames = makeEnumTable<HostMechanism>({
    {HostMechanism::UserNamespaces, "user namespaces"},   {HostMechanism::MountNamespace, "mount namespace"},
    {HostMechanism::PidNamespace, "PID namespace"},       {HostMechanism::NetworkNamespace, "network namespace"},
    {HostMechanism::IpcNamespace, "IPC namespace"},       {HostMechanism::UtsNamespace, "UTS namespace"},
    {HostMechanism::CgroupNamespace, "cgroup namespace"}, {HostMechanism::ProcMount, "nested proc mount"},
    {HostMechanism::TmpfsLimits, "tmpfs limits"},         {HostMechanism::Filter, "system call filter"},
    {HostMechanism::NoNewPrivileges, "no_new_privs"},     {HostMechanism::PidDescriptors, "pidfd"},
    {HostMechanism::Subreaper, "child subreaper"},        {HostMechanism::Landlock, "Landlock"},
    {HostMechanism::OwnUser, "host user per container"},  {HostMechanism::MemoryCgroup, "memory cgroup"},
    {HostMechanism::PidsCgroup, "pids cgroup"},           {HostMechanism::CpuCgroup, "cpu cgroup"},
    {HostMechanism::PeakReset, "memory.peak reset"},      {HostMechanism::TreePolling, "process tree polling"},
    {HostMechanism::TrialContainer, "trial container"},
});
static_assert(kHostMechanismNames.isComplete(HostMechanism::TrialContainer));
static_assert(static_cast<std::size_t>(HostMechanism::OwnUser) + 1 == kHostTrials);

enum class MechanismState : std::uint8_t {
    Works,
    Missing,
    Off, ///< Not used at this tier, whether it works or not.
};

inline constexpr auto kMechanismStateNames = makeEnumTable<MechanismState>({
    {MechanismState::Works, "works"},
    {MechanismState::Missing, "missing"},
    {MechanismState::Off, "off"},
});
static_assert(kMechanismStateNames.isComplete(MechanismState::Off));

struct MechanismReport {
    HostMechanism mechanism{};
    MechanismState state = MechanismState::Missing;
    std::string detail; ///< How it is done, or why not.
    std::string fix;    ///< What to do about it; empty when there is nothing to do.
};

struct HostReport {
    Tier tier = Tier::None;
    std::string reason;                      ///< Why it is not full.
    std::vector<MechanismReport> mechanisms; ///< All of them, in the order of HostMechanism.

    [[nodiscard]] const MechanismReport &of(HostMechanism mechanism) const
    {
        return mechanisms[static_cast<std::size_t>(mechanism)];
    }
};

/// Whether a tier cannot do without it.
[[nodiscard]] bool isNeeded(HostMechanism mechanism, Tier tier);

/// The best tier, not better than `best`, that has everything it needs. `mechanisms` as in HostReport.
[[nodiscard]] Tier tierOf(const std::vector<MechanismReport> &mechanisms, Tier best);

/// The policy that programs have at that tier, compiled; borrowed until it is asked for another.
using TrialPolicy = std::function<Result<int>(Tier)>;

/// Tries every mechanism, then runs the helper's trial program in a trial container: it looks around, and does what has
/// to be stopped. From then on the sandbox makes containers of the tier that was found.
[[nodiscard]] HostReport probeHost(Sandbox &sandbox, const TrialPolicy &policy);

} // namespace assay::sandbox
