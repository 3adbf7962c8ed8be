// SPDX-License-Identifier: GPL-3.0-or-later
// How each mechanism of the sandbox is done, and what a person can do when it is missing.
#include "sandbox/host_texts.h"

#include <fstream>
#include <optional>

namespace assay::sandbox {

namespace {

std::optional<long> settingOf(const char *path)
{
    std::ifstream file(path);
    long value = 0;
    return file >> value ? std::optional(value) : std::nullopt;
}

std::string namespaceFix()
{
    // Ubuntu 24.04 and later: a user namespace is made, but without its capabilities, unless a profile allows it.
    if (settingOf("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").value_or(0) != 0)
        return "AppArmor restricts user namespaces: install the profile packaging/apparmor/assay-sandbox";
    if (settingOf("/proc/sys/kernel/unprivileged_userns_clone").value_or(1) == 0)
        return "sudo sysctl kernel.unprivileged_userns_clone=1";
    if (settingOf("/proc/sys/user/max_user_namespaces").value_or(1) == 0)
        return "sudo sysctl user.max_user_namespaces=10000";
    return "Something keeps this program from making namespaces, as containers and chroot do: start it outside";
}

} // namespace

std::string howOf(HostMechanism mechanism)
{
    switch (mechanism) {
    case HostMechanism::UserNamespaces:
        return "each container has one, with a single user";
    case HostMechanism::MountNamespace:
        return "each container has a file system of its own";
    case HostMechanism::PidNamespace:
        return "two nested ones; the inner one ends with its launcher";
    case HostMechanism::NetworkNamespace:
        return "no interface, no address";
    case HostMechanism::IpcNamespace:
        return "a new one for each submission";
    case HostMechanism::UtsNamespace:
        return "a host name of its own";
    case HostMechanism::CgroupNamespace:
        return "the host's groups are not to be seen";
    case HostMechanism::ProcMount:
        return "shows the program's own processes only";
    case HostMechanism::TmpfsLimits:
        return "bytes and files are limited";
    case HostMechanism::Filter:
        return "seccomp, with a listener that names the forbidden call";
    case HostMechanism::NoNewPrivileges:
        return "set-user-id programs gain nothing";
    case HostMechanism::PidDescriptors:
        return "signals go to the process that was meant";
    case HostMechanism::Subreaper:
        return "orphans come to the launcher";
    case HostMechanism::Landlock:
        return "files, signals and abstract sockets";
    case HostMechanism::OwnUser:
        return "an unused user id for each";
    case HostMechanism::MemoryCgroup:
    case HostMechanism::PidsCgroup:
    case HostMechanism::CpuCgroup:
        return "limits and figures of the whole process tree";
    case HostMechanism::PeakReset:
        return "each run's peak is its own";
    case HostMechanism::TreePolling:
        return "every 5 ms";
    case HostMechanism::TrialContainer:
        return "made, and nothing of the host was in reach";
    }
    return {};
}

std::string fixFor(HostMechanism mechanism)
{
    switch (mechanism) {
    case HostMechanism::UserNamespaces:
    case HostMechanism::MountNamespace:
    case HostMechanism::PidNamespace:
    case HostMechanism::NetworkNamespace:
    case HostMechanism::IpcNamespace:
    case HostMechanism::UtsNamespace:
    case HostMechanism::CgroupNamespace:
    case HostMechanism::TmpfsLimits:
        return namespaceFix();
    case HostMechanism::ProcMount:
        return settingOf("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").value_or(0) != 0
                   ? namespaceFix()
                   : "Parts of /proc are covered here, as container engines do: start it outside";
    case HostMechanism::Filter:
        return "A kernel with seccomp user notification is needed (Linux 5.0 or later)";
    case HostMechanism::NoNewPrivileges:
    case HostMechanism::Subreaper:
        return "A newer kernel is needed";
    case HostMechanism::PidDescriptors:
        return "Linux 5.3 or later is needed";
    case HostMechanism::Landlock:
        return "Linux 6.12 or later, with landlock in the list of the boot option lsm=";
    case HostMechanism::MemoryCgroup:
    case HostMechanism::PidsCgroup:
    case HostMechanism::CpuCgroup:
        return "Start it in a scope of its own: systemd-run --user --scope -p Delegate=yes assay";
    case HostMechanism::PeakReset:
        return "Linux 6.12 or later; without it a peak is only known when it is the highest so far";
    case HostMechanism::OwnUser:
        return "Only as root: a service of the system, for one";
    case HostMechanism::TreePolling:
    case HostMechanism::TrialContainer:
        break;
    }
    return {};
}

} // namespace assay::sandbox
