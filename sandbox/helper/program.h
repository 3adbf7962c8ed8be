// SPDX-License-Identifier: GPL-3.0-or-later
// Program: a request to run something, taken apart, and what a process does to itself before it becomes that program.
#pragma once

#include "sandbox/helper_protocol.h"
#include "sandbox/seqpacket.h"

#include <span>

#include <sys/resource.h>

namespace assay::sandbox::helper {

/// Those of a container that run as the programs' user: holder and launcher.
inline constexpr rlim_t kResidentTasks = 2;
inline constexpr std::size_t kMaxStrings = 4096; ///< Arguments, and variables of the environment, each.

/// A Run request taken apart. The pointers lead into the message, which must outlive it.
struct Program {
    RunRequest request;
    const char *workFolder = nullptr;
    char *arguments[kMaxStrings + 1] = {};
    char *environment[kMaxStrings + 1] = {};
};

/// False when the message is not a whole RunRequest with its strings.
[[nodiscard]] bool parseProgram(std::span<std::byte> message, Program &program);

/// Sets the limits that are the same for all programs, which inherit them. False with errno.
[[nodiscard]] bool setCommonLimits();

/// Sets this process's other resource limits as the request says; `otherTasks` of the programs' user run beside them.
/// False with errno. No heap: used between vfork and exec.
[[nodiscard]] bool setProgramLimits(const RunRequest &request, rlim_t otherTasks);

/// Every signal at its default and none blocked, whatever the engine has made of them.
void resetSignals();

/// Moves this process into the groups behind these cgroup.procs or tasks files.
[[nodiscard]] Status enterCgroups(std::span<const int> files);

} // namespace assay::sandbox::helper
