// SPDX-License-Identifier: GPL-3.0-or-later
// TreeWatch: what the processes of a run use, read from /proc: for hosts without cgroups.
#include "sandbox/helper/tree_usage.h"

#include "sandbox/helper/descendants.h"
#include "sandbox/helper/setup_status.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// What the kernel holds is looked at in every so many readings: it takes longer to read, and to grow.
constexpr unsigned kKernelStep = 8;
/// What the kernel keeps for one mapping: vm_area_struct and its share of the tree of them.
constexpr std::uint64_t kMappingBytes = 256;

std::uint64_t ticksToMicroseconds(unsigned long ticks)
{
    static const auto ticksPerSecond = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
    return ticks * 1'000'000 / ticksPerSecond;
}

/// The file's beginning as a string in `text`. False when the process has ended.
template <std::size_t Size>
bool readText(int proc, const char *process, const char *name, char (&text)[Size])
{
    char path[300];
    std::snprintf(path, sizeof path, "%s/%s", process, name);
    const UniqueFd fd(::openat(proc, path, O_RDONLY | O_CLOEXEC));
    const ssize_t size = fd ? ::read(fd.get(), text, Size - 1) : -1;
    text[size > 0 ? size : 0] = 0;
    return size > 0;
}

/// "VmPTE:      80 kB" of a status file, in bytes; 0 when there is no such line.
std::uint64_t kilobytesOf(const char *status, const char *key)
{
    const char *line = std::strstr(status, key);
    return line != nullptr ? std::strtoull(line + std::strlen(key), nullptr, 10) * 1024 : 0;
}

} // namespace

Status openTreeProc(UniqueFd &proc)
{
    const UniqueFd context(static_cast<int>(::syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC)));
    if (!context || ::syscall(SYS_fsconfig, context.get(), FSCONFIG_SET_STRING, "subset", "pid", 0) < 0 ||
        ::syscall(SYS_fsconfig, context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) < 0)
        return failed(SetupStep::MountProc, "proc of the launcher");
    proc.reset(static_cast<int>(::syscall(SYS_fsmount, context.get(), FSMOUNT_CLOEXEC,
                                          MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)));
    return proc ? Status{} : failed(SetupStep::MountProc, "proc of the launcher");
}

bool TreeWatch::readProcess(const char *name, Process &process) const
{
    char text[1024];
    if (!readText(m_proc, name, "stat", text))
        return false;
    const char *fields = std::strrchr(text, ')'); // the name before it may hold anything
    if (fields == nullptr)
        return false;
    unsigned long user = 0;
    unsigned long system = 0;
    unsigned long childUser = 0;
    unsigned long childSystem = 0;
    unsigned long threads = 0;
    unsigned long long started = 0;
    unsigned long resident = 0;
    // proc_pid_stat(5): fields 14 to 17 are times in clock ticks, 20 the threads, 22 the start, 24 the resident pages.
    if (std::sscanf(fields + 1,
                    " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu %*d %*d %lu %*d %llu %*u %lu", &user,
                    &system, &childUser, &childSystem, &threads, &started, &resident) != 7)
        return false;
    // schedstat counts in nanoseconds, but only the first thread: clock ticks miss whoever lives for a few milliseconds.
    std::uint64_t precise = 0;
    if (threads == 1 && readText(m_proc, name, "schedstat", text))
        precise = std::strtoull(text, nullptr, 10) / 1000;
    static const auto pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    process = {.pid = std::atoi(name),
               .started = started,
               .ownCpu = std::max(precise, ticksToMicroseconds(user + system)),
               .childCpu = ticksToMicroseconds(childUser + childSystem),
               .resident = resident * pageSize,
               .threads = threads};
    return true;
}

/// A process that is gone has its time on its parent's bill, if that waited for it. What has vanished from the last
/// reading and appeared on no bill since is lost. What died between two readings unseen stays so.
void TreeWatch::findLost(const std::vector<Process> &processes)
{
    std::uint64_t vanished = 0;
    std::uint64_t inherited = 0;
    const auto same = [](const Process &one) {
        return [&one](const Process &other) { return one.pid == other.pid && one.started == other.started; };
    };
    for (const auto &before : m_processes) {
        if (std::ranges::none_of(processes, same(before)))
            vanished += before.ownCpu + before.childCpu;
    }
    for (const auto &now : processes) {
        const auto before = std::ranges::find_if(m_processes, same(now));
        inherited += now.childCpu - (before != m_processes.end() ? before->childCpu : 0);
    }
    m_lostCpu += vanished > inherited ? vanished - inherited : 0;
}

std::uint64_t TreeWatch::mappingsOf(int pid, std::uint64_t most) const
{
    char path[32];
    static char text[64 * 1024];
    std::snprintf(path, sizeof path, "%d/maps", pid);
    const UniqueFd fd(::openat(m_proc, path, O_RDONLY | O_CLOEXEC));
    std::uint64_t lines = 0;
    for (ssize_t size = 0; fd && lines < most && (size = ::read(fd.get(), text, sizeof text)) > 0;)
        lines += static_cast<std::uint64_t>(std::count(text, text + size, '\n'));
    return lines;
}

/// Page tables, swapped pages, mappings: on no process's resident pages, and the host's memory all the same.
std::uint64_t TreeWatch::kernelBytes(std::uint64_t enough) const
{
    std::uint64_t bytes = 0;
    for (const auto &process : m_processes) {
        char name[16];
        char status[4096];
        std::snprintf(name, sizeof name, "%d", process.pid);
        if (!readText(m_proc, name, "status", status))
            continue;
        bytes += kilobytesOf(status, "\nVmPTE:") + kilobytesOf(status, "\nVmSwap:");
        if (bytes > enough)
            break;
        bytes += mappingsOf(process.pid, (enough - bytes) / kMappingBytes + 1) * kMappingBytes;
        if (bytes > enough)
            break;
    }
    return bytes;
}

std::vector<TreeWatch::Process> TreeWatch::readProcesses() const
{
    std::vector<Process> processes;
    processes.reserve(m_processes.size() + 8);
    const auto add = [&](const char *name) {
        Process process;
        if (readProcess(name, process))
            processes.push_back(process);
    };
    if (m_scope == TreeScope::Descendants) {
        for (const pid_t pid : descendantsOf(::getpid()))
            add(std::to_string(pid).c_str());
        return processes;
    }
    UniqueFd root(::openat(m_proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR *folder = root ? ::fdopendir(root.get()) : nullptr;
    if (folder == nullptr)
        return processes;
    (void)root.release(); // closed with the folder
    while (const dirent *entry = ::readdir(folder)) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && std::strcmp(entry->d_name, "1") != 0)
            add(entry->d_name);
    }
    ::closedir(folder);
    return processes;
}

TreeUsage TreeWatch::read(std::uint64_t enough)
{
    TreeUsage usage;
    std::vector<Process> processes = readProcesses();
    findLost(processes);
    m_processes = std::move(processes);
    for (const auto &process : m_processes) {
        usage.memoryBytes += process.resident;
        usage.cpuMicroseconds += process.ownCpu + process.childCpu;
        usage.tasks += process.threads;
    }
    usage.processes = m_processes.size();
    if (m_readings++ % kKernelStep == 0)
        m_kernelBytes = kernelBytes(enough > usage.memoryBytes ? enough - usage.memoryBytes : 0);
    usage.memoryBytes += m_kernelBytes;
    usage.cpuMicroseconds += m_lostCpu;
    return usage;
}

} // namespace assay::sandbox::helper
