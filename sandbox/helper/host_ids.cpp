// SPDX-License-Identifier: GPL-3.0-or-later
// Which host user a container's user is.
#include "sandbox/helper/host_ids.h"

#include <cstdio>

#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Above what systemd hands out to services, users and containers (its documentation "Users, Groups, UIDs and GIDs"
/// leaves 1879048192 to 2147483647 to the host).
constexpr std::uint32_t kFirstId = 2'000'000'000;
constexpr std::uint32_t kProcesses = 100'000; // different engines on one host take different ids
constexpr std::uint32_t kContainersPerProcess = 1'000;

/// Whether this user namespace has the ids at all: in a nested one only a few are mapped.
bool isMapped(const char *mapFile, std::uint32_t id)
{
    std::FILE *file = std::fopen(mapFile, "re");
    if (file == nullptr)
        return false;
    bool found = false;
    unsigned long long inside = 0;
    unsigned long long outside = 0;
    unsigned long long count = 0;
    while (!found && std::fscanf(file, "%llu %llu %llu", &inside, &outside, &count) == 3)
        found = id >= inside && id - inside < count;
    std::fclose(file);
    return found;
}

} // namespace

HostIds hostIdsFor(std::uint32_t containerIndex)
{
    const auto process = static_cast<std::uint32_t>(::getpid()) % kProcesses;
    const std::uint32_t id = kFirstId + process * kContainersPerProcess + containerIndex % kContainersPerProcess;
    if (::geteuid() == 0 && isMapped("/proc/self/uid_map", id) && isMapped("/proc/self/gid_map", id))
        return {.uid = id, .gid = id};
    return {.uid = ::geteuid(), .gid = ::getegid()};
}

} // namespace assay::sandbox::helper
