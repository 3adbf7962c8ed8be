// SPDX-License-Identifier: GPL-3.0-or-later
// Program: a request to run something, taken apart, and what a process does to itself before it becomes that program.
#include "sandbox/helper/program.h"

#include "sandbox/helper/setup_status.h"

#include <cstring>

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Signals and POSIX timers at a time: the host's own limit, some ten thousands, is one for all of a user's programs.
constexpr rlim_t kQueuedSignals = 1024;
/// A warm start's keeper and interpreter. There is room for them with and without a warm start, since a program can read
/// its limit; without a cgroup, where this is the limit that counts, there are no warm starts.
constexpr rlim_t kWarmProcesses = 2;
/// A control group comes first, since it counts what it refuses: more room than it has.
constexpr rlim_t kRoomAboveCgroup = 2;

/// Fills `target` with pointers to `count` NUL-terminated strings. False when the packet ends before.
bool takeStrings(char *&position, const char *end, std::uint32_t count, char **target)
{
    if (count > kMaxStrings)
        return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto *terminator =
            static_cast<char *>(std::memchr(position, 0, static_cast<std::size_t>(end - position)));
        if (terminator == nullptr)
            return false;
        target[i] = position;
        position += terminator - position + 1;
    }
    target[count] = nullptr;
    return true;
}

bool setLimit(int resource, rlim_t soft, rlim_t hard)
{
    const rlimit limit{.rlim_cur = soft, .rlim_max = hard};
    return ::prlimit(0, static_cast<__rlimit_resource>(resource), &limit, nullptr) == 0;
}

} // namespace

bool parseProgram(std::span<std::byte> message, Program &program)
{
    if (message.size() < sizeof(RunRequest))
        return false;
    std::memcpy(&program.request, message.data(), sizeof(RunRequest));
    auto *position = reinterpret_cast<char *>(message.data()) + sizeof(RunRequest);
    const char *end = reinterpret_cast<char *>(message.data()) + message.size();
    char *folder[2] = {};
    if (program.request.argumentCount == 0 || !takeStrings(position, end, 1, folder) ||
        !takeStrings(position, end, program.request.argumentCount, program.arguments) ||
        !takeStrings(position, end, program.request.environmentCount, program.environment))
        return false;
    program.workFolder = folder[0];
    return true;
}

bool setCommonLimits()
{
    // Core 1 and not 0, with which the kernel would still start the host's crash handler for a program. core(5)
    return setLimit(RLIMIT_CORE, 1, 1) && setLimit(RLIMIT_MEMLOCK, 0, 0) && setLimit(RLIMIT_MSGQUEUE, 0, 0) &&
           setLimit(RLIMIT_SIGPENDING, kQueuedSignals, kQueuedSignals);
}

bool setProgramLimits(const RunRequest &request, rlim_t otherTasks)
{
    // The engine stops a run at its CPU limit; this is for the case that the engine is late. Whole seconds, per process.
    const rlim_t seconds = request.cpuMicroseconds / 1'000'000 + 2;
    const rlim_t processes =
        request.processes + otherTasks + (request.pollMemory == 0 ? kWarmProcesses + kRoomAboveCgroup : rlim_t{0});
    return setLimit(RLIMIT_CPU, seconds, seconds + 1) &&
           setLimit(RLIMIT_FSIZE, request.fileSizeBytes, request.fileSizeBytes) &&
           setLimit(RLIMIT_STACK, request.stackBytes, request.stackBytes) &&
           setLimit(RLIMIT_NOFILE, request.openFiles, request.openFiles) &&
           setLimit(RLIMIT_NPROC, processes, processes);
}

void resetSignals()
{
    for (int signal = 1; signal < NSIG; ++signal)
        (void)::signal(signal, SIG_DFL); // SIGKILL and SIGSTOP cannot be changed, and need not be
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

Status enterCgroups(std::span<const int> files)
{
    for (const int file : files) {
        if (::write(file, "0", 1) != 1)
            return failed(SetupStep::CgroupEnter, "cgroup");
    }
    return {};
}

} // namespace assay::sandbox::helper
