// SPDX-License-Identifier: GPL-3.0-or-later
// What each tier needs of a host.
#include "sandbox/host_probe.h"

#include <algorithm>

namespace assay::sandbox {

bool isNeeded(HostMechanism mechanism, Tier tier)
{
    switch (mechanism) {
    case HostMechanism::UserNamespaces:
    case HostMechanism::MountNamespace:
    case HostMechanism::PidNamespace:
    case HostMechanism::NetworkNamespace:
    case HostMechanism::IpcNamespace:
    case HostMechanism::UtsNamespace:
    case HostMechanism::CgroupNamespace:
    case HostMechanism::ProcMount:
    case HostMechanism::TmpfsLimits:
        return tier == Tier::Full || tier == Tier::Partial;
    case HostMechanism::Filter:
    case HostMechanism::NoNewPrivileges:
    case HostMechanism::PidDescriptors:
    case HostMechanism::TrialContainer:
        return true;
    case HostMechanism::Subreaper:
    case HostMechanism::Landlock:
        return tier == Tier::Reduced;
    case HostMechanism::MemoryCgroup:
    case HostMechanism::PidsCgroup:
    case HostMechanism::CpuCgroup:
        return tier == Tier::Full;
    case HostMechanism::TreePolling:
        return tier == Tier::Partial || tier == Tier::Reduced;
    case HostMechanism::OwnUser:
    case HostMechanism::PeakReset:
        break;
    }
    return false;
}

Tier tierOf(const std::vector<MechanismReport> &mechanisms, Tier best)
{
    for (const Tier tier : {Tier::Full, Tier::Partial, Tier::Reduced}) {
        const auto isThere = [tier](const MechanismReport &report) {
            return report.state == MechanismState::Works || !isNeeded(report.mechanism, tier);
        };
        if (tier >= best && std::ranges::all_of(mechanisms, isThere))
            return tier;
    }
    return Tier::None;
}

} // namespace assay::sandbox
