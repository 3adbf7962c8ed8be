// SPDX-License-Identifier: GPL-3.0-or-later
// Tracee: registers, memory and system calls of a stopped process that this one traces. x86-64 only.
#include "sandbox/helper/tracee.h"

#include <cerrno>

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>

namespace assay::sandbox::helper {

namespace {

int traceRequest(__ptrace_request request, pid_t process, void *address = nullptr, void *data = nullptr)
{
    return ::ptrace(request, process, address, data) < 0 ? errno : 0;
}

void setCall(Registers &registers, const SystemCall &call)
{
    registers.rax = static_cast<unsigned long long>(call.number);
    registers.orig_rax = ~0ULL; // not inside a system call: nothing is restarted
    registers.rdi = call.arguments[0];
    registers.rsi = call.arguments[1];
    registers.rdx = call.arguments[2];
    registers.r10 = call.arguments[3];
    registers.r8 = call.arguments[4];
    registers.r9 = call.arguments[5];
}

/// Starts the call and waits for what comes of it. A single step over the instruction is one stop, not two.
int stepInto(pid_t process, const Registers &at, const SystemCall &call, TraceStop &stop)
{
    Registers registers = at;
    setCall(registers, call);
    if (const int error = writeRegisters(process, registers); error != 0)
        return error;
    if (const int error = traceRequest(PTRACE_SINGLESTEP, process); error != 0)
        return error;
    return waitForStop(process, stop);
}

} // namespace

int waitForStop(pid_t process, TraceStop &stop)
{
    int status = 0;
    while (::waitpid(process, &status, __WALL) < 0) {
        if (errno != EINTR)
            return errno;
    }
    stop = {.ended = !WIFSTOPPED(status), .signal = 0, .event = status >> 16};
    if (stop.ended)
        return ECHILD;
    stop.signal = WSTOPSIG(status);
    return 0;
}

int readRegisters(pid_t process, Registers &registers)
{
    return traceRequest(PTRACE_GETREGS, process, nullptr, &registers);
}

int writeRegisters(pid_t process, const Registers &registers)
{
    Registers copy = registers;
    return traceRequest(PTRACE_SETREGS, process, nullptr, &copy);
}

int readMemory(pid_t process, std::uint64_t address, std::span<std::byte> bytes)
{
    const iovec local{.iov_base = bytes.data(), .iov_len = bytes.size()};
    const iovec remote{.iov_base = reinterpret_cast<void *>(address), .iov_len = bytes.size()};
    const ssize_t size = ::process_vm_readv(process, &local, 1, &remote, 1, 0);
    return size == static_cast<ssize_t>(bytes.size()) ? 0 : size < 0 ? errno : EFAULT;
}

int writeMemory(pid_t process, std::uint64_t address, std::span<const std::byte> bytes)
{
    const iovec local{.iov_base = const_cast<std::byte *>(bytes.data()), .iov_len = bytes.size()};
    const iovec remote{.iov_base = reinterpret_cast<void *>(address), .iov_len = bytes.size()};
    const ssize_t size = ::process_vm_writev(process, &local, 1, &remote, 1, 0);
    return size == static_cast<ssize_t>(bytes.size()) ? 0 : size < 0 ? errno : EFAULT;
}

int inject(pid_t process, const Registers &at, const SystemCall &call, long &result)
{
    TraceStop stop;
    if (const int error = stepInto(process, at, call, stop); error != 0)
        return error;
    if (stop.signal != SIGTRAP || stop.event != 0)
        return EPROTO;
    Registers after{};
    const int error = readRegisters(process, after);
    result = static_cast<long>(after.rax);
    return error;
}

int injectClone(pid_t process, const Registers &at, const SystemCall &clone, pid_t &child)
{
    TraceStop stop;
    if (const int error = stepInto(process, at, clone, stop); error != 0)
        return error;
    if (stop.event == 0) { // it came back without a child
        Registers after{};
        if (const int error = readRegisters(process, after); error != 0)
            return error;
        const auto result = static_cast<long>(after.rax);
        return result < 0 ? static_cast<int>(-result) : EPROTO;
    }
    unsigned long message = 0;
    if (const int error = traceRequest(PTRACE_GETEVENTMSG, process, nullptr, &message); error != 0)
        return error;
    child = static_cast<pid_t>(message);
    return waitForStop(child, stop);
}

int finishClone(pid_t process)
{
    if (const int error = traceRequest(PTRACE_SINGLESTEP, process); error != 0)
        return error;
    TraceStop stop;
    return waitForStop(process, stop);
}

void endTracee(pid_t process)
{
    (void)::kill(process, SIGKILL);
    TraceStop stop;
    while (waitForStop(process, stop) == 0) {
    }
}

} // namespace assay::sandbox::helper
