// SPDX-License-Identifier: GPL-3.0-or-later
// RunCgroup: limits and figures of one control group, version 1 or 2, through files that stay open.
#include "sandbox/cgroup.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

/// What the launcher itself holds while a program runs: its pages, kernel stacks, and the kernel's charging in
/// batches of 64 pages per core (MEMCG_CHARGE_BATCH).
constexpr Bytes kLauncherShare = Bytes{2 * 1024 * 1024};

/// What the kernel holds for a launcher and an interpreter that stands by is below that; and only above it, in all, is
/// there a reason to look.
constexpr std::int64_t kSettledKernelBytes = 4 * 1024 * 1024;
constexpr std::int64_t kUnsettledBytes = 8 * 1024 * 1024;
constexpr int kSettleSteps = 500;
constexpr timespec kSettleStep{.tv_sec = 0, .tv_nsec = 2'000'000};

/// With so little left for pages of files, and so many of them read again since the last look, a group starves.
constexpr std::int64_t kStarvedRoom = 8 * 1024 * 1024;
constexpr std::int64_t kStarvedFaults = 3;

struct FileBuffer {
    char data[4096]; // memory.stat is the longest
    std::size_t size = 0;
    [[nodiscard]] std::string_view text() const { return {data, size}; }
};

bool readAgain(int fd, FileBuffer &buffer)
{
    const ssize_t size = ::pread(fd, buffer.data, sizeof buffer.data, 0);
    buffer.size = size > 0 ? static_cast<std::size_t>(size) : 0;
    return size > 0;
}

std::int64_t leadingNumber(std::string_view text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The number behind `key` in a file of "key number" lines; 0 when there is none.
std::int64_t numberOf(std::string_view text, std::string_view key)
{
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = text.substr(start, end - start);
        if (line.size() > key.size() && line.starts_with(key) && line[key.size()] == ' ')
            return leadingNumber(line.substr(key.size() + 1));
        start = end + 1;
    }
    return 0;
}

std::int64_t readNumber(int fd)
{
    FileBuffer buffer;
    return readAgain(fd, buffer) ? leadingNumber(buffer.text()) : 0;
}

bool writeNumber(int fd, std::int64_t value)
{
    const std::string text = std::to_string(value);
    return ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

Result<UniqueFd> openIn(const UniqueFd &folder, const char *name, int flags)
{
    UniqueFd fd(::openat(folder.get(), name, flags | O_CLOEXEC));
    if (!fd)
        return fail(Errc::Io, std::string("cgroup file ") + name, errno);
    return fd;
}

} // namespace

Result<RunCgroup> RunCgroup::open(CgroupVersion version, std::span<UniqueFd> folders)
{
    RunCgroup group;
    group.m_version = version;
    for (auto &folder : folders)
        group.m_folders.push_back(std::move(folder));
    TRY(group.openFiles());
    return group;
}

Result<void> RunCgroup::openFiles()
{
    const bool v2 = m_version == CgroupVersion::V2;
    const UniqueFd &memory = m_folders[0];
    const UniqueFd &cpu = v2 ? m_folders[0] : m_folders[2];
    const UniqueFd &processes = v2 ? m_folders[0] : m_folders[1];
    m_cpu = TRY(openIn(cpu, v2 ? "cpu.stat" : "cpuacct.usage", O_RDONLY));
    m_memoryLimit = TRY(openIn(memory, v2 ? "memory.max" : "memory.limit_in_bytes", O_RDWR));
    m_memoryUsage = TRY(openIn(memory, v2 ? "memory.current" : "memory.usage_in_bytes", O_RDONLY));
    m_memoryEvents = TRY(openIn(memory, v2 ? "memory.events" : "memory.oom_control", O_RDONLY));
    m_processLimit = TRY(openIn(processes, "pids.max", O_RDWR));
    m_processEvents = TRY(openIn(processes, "pids.events", O_RDONLY));
    if (v2) {
        if (auto peak = openIn(memory, "memory.peak", O_RDWR)) {
            m_memoryPeak = std::move(*peak);
            m_peakStartsAnew = ::write(m_memoryPeak.get(), "r", 1) == 1; // Linux 6.12; any text does
        } else {
            m_memoryPeak = TRY(openIn(memory, "memory.peak", O_RDONLY));
        }
    } else {
        m_memoryPeak = TRY(openIn(memory, "memory.max_usage_in_bytes", O_RDWR));
        m_peakStartsAnew = true;
    }
    m_memoryStat = TRY(openIn(memory, "memory.stat", O_RDONLY));
    if (!v2) {
        if (auto kernel = openIn(memory, "memory.kmem.usage_in_bytes", O_RDONLY))
            m_kernelMemory = std::move(*kernel);
    }
    // No swap: v2 has a limit of its own; v1 a tendency, and a joint limit where swap accounting is on (set later).
    if (auto swap = openIn(memory, v2 ? "memory.swap.max" : "memory.swappiness", O_WRONLY))
        (void)writeNumber(swap->get(), 0);
    return {};
}

Result<std::vector<UniqueFd>> RunCgroup::openEntryFiles() const
{
    std::vector<UniqueFd> files;
    for (const auto &folder : m_folders)
        files.push_back(TRY(openIn(folder, m_version == CgroupVersion::V2 ? "cgroup.procs" : "tasks", O_WRONLY)));
    return files;
}

Result<void> RunCgroup::setLimits(Bytes memory, int processes, const GroupResidents &residents)
{
    const bool sameResidents = residents == m_currentResidents;
    if (memory != m_currentMemory || !sameResidents) {
        if (!writeNumber(m_memoryLimit.get(), (memory + kLauncherShare + residents.memory).count))
            return fail(Errc::Sandbox, "setting the memory limit of the cgroup", errno);
        m_currentMemory = memory;
    }
    if (processes != m_currentProcesses || !sameResidents) {
        if (!writeNumber(m_processLimit.get(), processes + 1 + residents.processes)) // the launcher counts as well
            return fail(Errc::Sandbox, "setting the process limit of the cgroup", errno);
        m_currentProcesses = processes;
    }
    m_currentResidents = residents;
    return {};
}

void RunCgroup::setIdle(bool idle)
{
    if (idle == m_idle || m_version != CgroupVersion::V2)
        return;
    if (const auto file = openIn(m_folders[0], "cpu.idle", O_WRONLY)) // Linux 5.15
        (void)writeNumber(file->get(), idle ? 1 : 0);
    m_idle = idle;
}

std::int64_t RunCgroup::kernelMemory() const
{
    FileBuffer buffer;
    if (m_version == CgroupVersion::V2)
        return readAgain(m_memoryStat.get(), buffer) ? numberOf(buffer.text(), "kernel") : 0;
    return m_kernelMemory ? readNumber(m_kernelMemory.get()) : 0;
}

void RunCgroup::settle() const
{
    if (readNumber(m_memoryUsage.get()) < kUnsettledBytes)
        return;
    for (int step = 0; step < kSettleSteps && kernelMemory() > kSettledKernelBytes; ++step)
        ::nanosleep(&kSettleStep, nullptr);
}

void RunCgroup::beginRun(Bytes standing)
{
    settle();
    m_cpuAtBegin = totalCpu();
    m_oomKillsAtBegin = oomKills();
    m_faults = -1;
    if (m_peakStartsAnew)
        (void)!::pwrite(m_memoryPeak.get(), "0", 1, 0);
    m_usageAtBegin = readNumber(m_memoryUsage.get()) - standing.count;
    m_peakAtBegin = m_peakStartsAnew ? m_usageAtBegin : readNumber(m_memoryPeak.get());
}

Microseconds RunCgroup::totalCpu() const
{
    FileBuffer buffer;
    if (!readAgain(m_cpu.get(), buffer))
        return Microseconds{0};
    if (m_version == CgroupVersion::V2)
        return Microseconds{numberOf(buffer.text(), "usage_usec")};
    return Microseconds{leadingNumber(buffer.text()) / 1000}; // nanoseconds
}

std::int64_t RunCgroup::oomKills() const
{
    FileBuffer buffer;
    return readAgain(m_memoryEvents.get(), buffer) ? numberOf(buffer.text(), "oom_kill") : 0;
}

std::int64_t RunCgroup::refusedForks() const
{
    FileBuffer buffer;
    return readAgain(m_processEvents.get(), buffer) ? numberOf(buffer.text(), "max") : 0;
}

Microseconds RunCgroup::cpuSinceBegin() const
{
    return totalCpu() - m_cpuAtBegin;
}

bool RunCgroup::isStarving()
{
    const bool v2 = m_version == CgroupVersion::V2;
    const Bytes limit = m_currentMemory + kLauncherShare + m_currentResidents.memory;
    FileBuffer buffer;
    if (m_currentMemory.count < 0 || !readAgain(m_memoryStat.get(), buffer))
        return false;
    const std::int64_t faults = numberOf(buffer.text(), "pgmajfault");
    const std::int64_t before = std::exchange(m_faults, faults);
    const std::int64_t kept = numberOf(buffer.text(), v2 ? "anon" : "rss") + numberOf(buffer.text(), "shmem");
    return before >= 0 && faults - before >= kStarvedFaults && kept + kernelMemory() >= limit.count - kStarvedRoom;
}

CgroupFigures RunCgroup::endRun(Bytes scratch)
{
    CgroupFigures figures;
    figures.cpu = cpuSinceBegin();
    figures.outOfMemory = oomKills() > m_oomKillsAtBegin;
    const std::int64_t refused = refusedForks();
    figures.processesRefused = refused > std::exchange(m_refusedForks, refused);
    const std::int64_t peak = readNumber(m_memoryPeak.get());
    figures.peakIsExact = m_peakStartsAnew || peak > m_peakAtBegin;
    // Everything of the program is gone by now. What the group holds more than before, and is not in the program's
    // files, is page cache that the program was the first to read: not its memory.
    const std::int64_t cache =
        std::max<std::int64_t>(readNumber(m_memoryUsage.get()) - m_usageAtBegin - scratch.count, 0);
    figures.peak = Bytes{std::max<std::int64_t>(peak - m_usageAtBegin - cache, 0)};
    return figures;
}

} // namespace assay::sandbox
