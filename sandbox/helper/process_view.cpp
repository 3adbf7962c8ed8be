// SPDX-License-Identifier: GPL-3.0-or-later
// What /proc tells of a process that the container's own /proc does not show.
#include "sandbox/helper/process_view.h"

#include "sandbox/helper/setup_status.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sys/syscall.h>

namespace assay::sandbox::helper {

namespace {

// proc_pid_pagemap(5)
constexpr std::uint64_t kPresent = 1ULL << 63;
constexpr std::uint64_t kOfFile = 1ULL << 61;
constexpr std::uint64_t kMappedOnce = 1ULL << 56;

struct Mapping {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    char permissions[5] = {};
};

UniqueFd openOf(const UniqueFd &proc, pid_t process, const char *name, int flags)
{
    char path[64];
    std::snprintf(path, sizeof path, "%d/%s", process, name);
    return UniqueFd(::openat(proc.get(), path, flags | O_CLOEXEC));
}

using File = std::unique_ptr<FILE, decltype([](FILE *file) { (void)std::fclose(file); })>;

File openText(const UniqueFd &proc, pid_t process, const char *name)
{
    UniqueFd fd = openOf(proc, process, name, O_RDONLY);
    return File(fd ? ::fdopen(fd.release(), "r") : nullptr);
}

Status addPages(const UniqueFd &pagemap, const Mapping &mapping, PrivateMemory &memory)
{
    std::vector<std::uint64_t> entries((mapping.end - mapping.start) / kPageSize);
    const auto size = static_cast<ssize_t>(entries.size() * sizeof(std::uint64_t));
    const auto offset = static_cast<off_t>(mapping.start / kPageSize * sizeof(std::uint64_t));
    if (::pread(pagemap.get(), entries.data(), static_cast<std::size_t>(size), offset) != size)
        return failed(SetupStep::WarmStart, "pagemap");
    for (std::size_t i = 0; i < entries.size(); ++i) {
        // Its own: not of a file, and not the page of zeros that everybody maps.
        if ((entries[i] & kPresent) == 0 || (entries[i] & kOfFile) != 0 || (entries[i] & kMappedOnce) == 0)
            continue;
        if (mapping.permissions[1] == 'w')
            memory.writablePages.push_back(mapping.start + i * kPageSize);
        else
            memory.readOnlyBytes += kPageSize;
    }
    return {};
}

/// The line "VmPTE: 68 kB" of proc_pid_status(5).
std::uint64_t readPageTableBytes(const UniqueFd &proc, pid_t process)
{
    const File file = openText(proc, process, "status");
    char line[256];
    unsigned long kilobytes = 0;
    while (file && std::fgets(line, sizeof line, file.get()) != nullptr) {
        if (std::sscanf(line, "VmPTE: %lu", &kilobytes) == 1)
            break;
    }
    return std::uint64_t{kilobytes} * 1024;
}

} // namespace

Status openOwnProc(UniqueFd &proc)
{
    const UniqueFd context(static_cast<int>(::syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC)));
    if (!context || ::syscall(SYS_fsconfig, context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) < 0)
        return failed(SetupStep::WarmStart, "fsopen proc");
    constexpr unsigned attributes = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    proc.reset(static_cast<int>(::syscall(SYS_fsmount, context.get(), FSMOUNT_CLOEXEC, attributes)));
    return proc ? Status{} : failed(SetupStep::WarmStart, "fsmount proc");
}

Status requireDescriptors(const UniqueFd &proc, pid_t process, std::span<const int> descriptors)
{
    UniqueFd folder = openOf(proc, process, "fd", O_RDONLY | O_DIRECTORY);
    const std::unique_ptr<DIR, decltype([](DIR *dir) { ::closedir(dir); })> entries(
        folder ? ::fdopendir(folder.release()) : nullptr);
    if (!entries)
        return failed(SetupStep::WarmStart, "descriptors");
    std::size_t found = 0;
    while (const dirent *entry = ::readdir(entries.get())) {
        if (entry->d_name[0] == '.')
            continue;
        const int number = std::atoi(entry->d_name);
        if (std::ranges::find(descriptors, number) == descriptors.end())
            return failed(SetupStep::WarmStart, "it keeps a file open", EBUSY);
        ++found;
    }
    return found == descriptors.size() ? Status{} : failed(SetupStep::WarmStart, "it closed a file", EBADF);
}

Status readPrivateMemory(const UniqueFd &proc, pid_t process, PrivateMemory &memory)
{
    const File maps = openText(proc, process, "maps");
    const UniqueFd pagemap = openOf(proc, process, "pagemap", O_RDONLY);
    if (!maps || !pagemap)
        return failed(SetupStep::WarmStart, "memory map");
    char line[4096 + 128];
    while (std::fgets(line, sizeof line, maps.get()) != nullptr) {
        Mapping mapping;
        if (std::sscanf(line, "%lx-%lx %4s", &mapping.start, &mapping.end, mapping.permissions) != 3)
            return failed(SetupStep::WarmStart, "memory map", EPROTO);
        if (mapping.permissions[3] == 's' && mapping.permissions[1] == 'w')
            return failed(SetupStep::WarmStart, "it shares memory", EBUSY);
        if (std::strstr(line, " [v") != nullptr) // vdso, vvar, vsyscall: the kernel's
            continue;
        if (const Status status = addPages(pagemap, mapping, memory); !ok(status))
            return status;
    }
    memory.pageTableBytes = readPageTableBytes(proc, process);
    return {};
}

} // namespace assay::sandbox::helper
