// SPDX-License-Identifier: GPL-3.0-or-later
// What the processes of this PID namespace use right now, read from /proc: for hosts without cgroups.
#include "sandbox/helper/tree_usage.h"

#include "base/unique_fd.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

void addProcess(const char *name, TreeUsage &usage)
{
    char path[300];
    char text[1024];
    std::snprintf(path, sizeof path, "/proc/%s/stat", name);
    const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
    if (!fd)
        return; // it has ended
    const ssize_t size = ::read(fd.get(), text, sizeof text - 1);
    if (size <= 0)
        return;
    text[size] = 0;
    const char *fields = std::strrchr(text, ')'); // the name before it may hold anything
    if (fields == nullptr)
        return;
    unsigned long user = 0;
    unsigned long system = 0;
    long childUser = 0;
    long childSystem = 0;
    long resident = 0;
    // proc_pid_stat(5): fields 14 to 17 are times in clock ticks, field 24 the resident pages.
    if (std::sscanf(fields + 1,
                    " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %*d %*d %*u %*u %ld", &user,
                    &system, &childUser, &childSystem, &resident) != 5)
        return;
    static const auto ticksPerSecond = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t ticks = user + system + static_cast<unsigned long>(childUser + childSystem);
    usage.cpuMicroseconds += ticks * 1'000'000 / ticksPerSecond;
    usage.residentBytes += static_cast<std::uint64_t>(resident) * pageSize;
}

} // namespace

TreeUsage readTreeUsage()
{
    TreeUsage usage;
    DIR *folder = ::opendir("/proc");
    if (folder == nullptr)
        return usage;
    while (const dirent *entry = ::readdir(folder)) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && std::strcmp(entry->d_name, "1") != 0)
            addProcess(entry->d_name, usage);
    }
    ::closedir(folder);
    return usage;
}

} // namespace assay::sandbox::helper
