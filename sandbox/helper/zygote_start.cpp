// SPDX-License-Identifier: GPL-3.0-or-later
// How a zygote comes to stand before its script: the child that becomes the interpreter, and the trace of its start.
#include "sandbox/helper/zygote_start.h"

#include "sandbox/helper/privileges.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/seqpacket.h"

#include <algorithm>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

constexpr unsigned char kSystemCallInstruction[2] = {0x0f, 0x05};

/// What a fork does not inherit: threads, timers; and children would have another parent.
constexpr std::uint64_t kNotInherited[] = {SYS_clone,     SYS_clone3, SYS_fork,         SYS_vfork,
                                           SYS_setitimer, SYS_alarm,  SYS_timer_create, SYS_io_uring_setup};
/// What has another answer in a fork, for those that keep it. (CPython asks for the number of its thread, but only debuggers
/// see what it keeps.)
constexpr std::uint64_t kOfThisProcess[] = {SYS_getpid,  SYS_getppid, SYS_getpgrp, SYS_getpgid,
                                            SYS_setpgid, SYS_getsid,  SYS_setsid};

/// Why a program that does this while it starts cannot be forked in place of being started; null when it can.
const char *objectionTo(std::uint64_t systemCall)
{
    if (std::ranges::find(kNotInherited, systemCall) != std::end(kNotInherited))
        return "it starts threads, processes or timers while it starts";
    if (std::ranges::find(kOfThisProcess, systemCall) != std::end(kOfThisProcess))
        return "it asks which process it is while it starts";
    return nullptr;
}

Status setUpStreams(std::span<const int, 3> streams, int passage, int filter)
{
    if (const Status status = keepOnly({{streams[0], streams[1], streams[2], passage, filter}}); !ok(status))
        return status;
    for (int i = 0; i < 3; ++i) {
        if (::dup2(streams[static_cast<std::size_t>(i)], i) < 0)
            return failed(SetupStep::Descriptors, "dup2");
    }
    for (const int stream : streams)
        ::close(stream); // the same number twice: the second time there is nothing to close
    // The program has to keep it: its children get their streams through it.
    return ::fcntl(passage, F_SETFD, 0) < 0 ? failed(SetupStep::Descriptors, "fcntl") : Status{};
}

Status setUp(const Program &program, const KeeperFiles &files, std::span<const int, 3> streams, int passage,
             UniqueFd &listener)
{
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
        return failed(SetupStep::Identity, "prctl");
    ::umask(022);
    resetSignals();
    if (const Status status = enterCgroups({files.cgroups, files.cgroupCount}); !ok(status))
        return status;
    if (::setns(files.pidNamespace, CLONE_NEWPID) < 0)
        return failed(SetupStep::Namespaces, "setns");
    if (const Status status = dropCapabilities(); !ok(status))
        return status;
    if (const Status status = setUpStreams(streams, passage, files.filter); !ok(status))
        return status;
    if (!setCommonLimits() || !setProgramLimits(program.request, kResidentTasks))
        return failed(SetupStep::ResourceLimits, "limits");
    if (::chdir(program.workFolder) < 0)
        return failed(SetupStep::WorkFolder, program.workFolder);
    if (::ptrace(PTRACE_TRACEME) < 0)
        return failed(SetupStep::WarmStart, "PTRACE_TRACEME");
    return loadFilter(files.filter, listener);
}

bool opensScript(const StartTrace &trace, const __ptrace_syscall_info &info)
{
    if (info.entry.nr != SYS_open && info.entry.nr != SYS_openat)
        return false;
    const std::uint64_t address = info.entry.args[info.entry.nr == SYS_open ? 0 : 1];
    std::string path(std::strlen(trace.script) + 1, '\1');
    return readMemory(trace.process, address, std::as_writable_bytes(std::span(path))) == 0 &&
           std::strcmp(path.c_str(), trace.script) == 0;
}

/// Leaves the call that is being entered without doing it, so that it can be done by every child. Another one is done in
/// its place, which does nothing and which the filter, asked after this, allows.
Status stepBack(StartTrace &trace)
{
    Registers entered{};
    TraceStop stop;
    int error = readRegisters(trace.process, entered);
    Registers none = entered;
    none.orig_rax = SYS_getpid;
    if (error == 0)
        error = writeRegisters(trace.process, none);
    if (error == 0 && ::ptrace(PTRACE_SYSCALL, trace.process, nullptr, nullptr) < 0)
        error = errno;
    if (error == 0)
        error = waitForStop(trace.process, stop);
    Registers left{};
    if (error == 0)
        error = readRegisters(trace.process, left);
    trace.registers = entered;
    trace.registers.rax = entered.orig_rax;
    trace.registers.orig_rax = ~0ULL;
    trace.registers.rip = left.rip - sizeof kSystemCallInstruction;
    unsigned char instruction[sizeof kSystemCallInstruction] = {};
    if (error == 0)
        error = readMemory(trace.process, trace.registers.rip, std::as_writable_bytes(std::span(instruction)));
    if (error != 0 || !std::ranges::equal(instruction, kSystemCallInstruction))
        return failed(SetupStep::WarmStart, "where it opens its script", error != 0 ? error : EPROTO);
    return {};
}

Status traceOptions(pid_t process, long options)
{
    if (::ptrace(PTRACE_SETOPTIONS, process, nullptr, options) < 0)
        return failed(SetupStep::WarmStart, "PTRACE_SETOPTIONS");
    return {};
}

} // namespace

void becomeInterpreter(const Program &program, const KeeperFiles &files, std::span<const int, 3> streams, int passage)
{
    UniqueFd listener;
    const Status status = setUp(program, files, streams, passage, listener);
    const int attached[1] = {listener.get()};
    const int sent = sendStruct(passage, status, listener ? std::span<const int>(attached) : std::span<const int>());
    if (sent != 0 || !ok(status))
        ::_exit(1);
    listener.reset();
    ::close(files.filter);
    ::execve(program.arguments[0], program.arguments, program.environment);
    ::_exit(127);
}

Status traceStart(StartTrace &trace)
{
    constexpr long following = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC;
    constexpr long bearing = following | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
    if (const Status status = traceOptions(trace.process, following); !ok(status))
        return status;
    TraceStop stop;
    for (int signal = 0;;) {
        if (::ptrace(PTRACE_SYSCALL, trace.process, nullptr, static_cast<long>(signal)) < 0)
            return failed(SetupStep::WarmStart, "PTRACE_SYSCALL");
        if (const int error = waitForStop(trace.process, stop); error != 0)
            return failed(SetupStep::WarmStart, "it ended before it opened its script", error);
        signal = stop.signal == kSystemCallStop || stop.event != 0 ? 0 : stop.signal;
        __ptrace_syscall_info info{};
        if (stop.signal != kSystemCallStop ||
            ::ptrace(PTRACE_GET_SYSCALL_INFO, trace.process, sizeof info, &info) < 0 ||
            info.op != PTRACE_SYSCALL_INFO_ENTRY)
            continue;
        if (info.entry.nr == SYS_set_tid_address)
            trace.threadId = info.entry.args[0];
        else if (info.entry.nr == SYS_set_robust_list)
            trace.robustList = info.entry.args[0];
        else if (const char *objection = objectionTo(info.entry.nr))
            return failed(SetupStep::WarmStart, objection, EBUSY);
        else if (opensScript(trace, info))
            break;
    }
    if (const Status status = stepBack(trace); !ok(status))
        return status;
    return traceOptions(trace.process, bearing);
}

} // namespace assay::sandbox::helper
