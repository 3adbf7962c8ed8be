// SPDX-License-Identifier: GPL-3.0-or-later
// Tracee: registers, memory and system calls of a stopped process that this one traces. x86-64 only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <sys/types.h>
#include <sys/user.h>

namespace assay::sandbox::helper {

using Registers = user_regs_struct;

struct SystemCall {
    long number = 0;
    std::uint64_t arguments[6] = {};
};

/// What a wait told of a traced process.
struct TraceStop {
    bool ended = false;
    int signal = 0; ///< That stopped it; a system call's stop has kSystemCallStop.
    int event = 0;  ///< PTRACE_EVENT_*, or 0.
};

inline constexpr int kSystemCallStop = 5 | 0x80; ///< SIGTRAP with the mark of PTRACE_O_TRACESYSGOOD.

/// The functions below return 0 or errno; ECHILD or ESRCH when the process is gone.
[[nodiscard]] int waitForStop(pid_t process, TraceStop &stop);
[[nodiscard]] int readRegisters(pid_t process, Registers &registers);
[[nodiscard]] int writeRegisters(pid_t process, const Registers &registers);
[[nodiscard]] int readMemory(pid_t process, std::uint64_t address, std::span<std::byte> bytes);
[[nodiscard]] int writeMemory(pid_t process, std::uint64_t address, std::span<const std::byte> bytes);

/// Makes the process, which stands before a system call instruction with the registers `at`, do another call there.
/// `result` as the kernel gives it: negative errno on failure.
[[nodiscard]] int inject(pid_t process, const Registers &at, const SystemCall &call, long &result);

/// Makes it do clone with these raw arguments. The child is traced as well, by PTRACE_O_TRACE*, and has stopped before its
/// first instruction; the parent is left where it is inside its call.
[[nodiscard]] int injectClone(pid_t process, const Registers &at, const SystemCall &clone, pid_t &child);

/// Lets a parent that injectClone left finish its call.
[[nodiscard]] int finishClone(pid_t process);

/// Kills it and collects it; its own parent has to be this process, or gets it afterwards.
void endTracee(pid_t process);

} // namespace assay::sandbox::helper
