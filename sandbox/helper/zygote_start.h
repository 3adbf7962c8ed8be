// SPDX-License-Identifier: GPL-3.0-or-later
// How a zygote comes to stand before its script: the child that becomes the interpreter, and the trace of its start.
#pragma once

#include "sandbox/helper/keeper.h"
#include "sandbox/helper/program.h"
#include "sandbox/helper/tracee.h"

#include <span>

namespace assay::sandbox::helper {

/// In a new child of the keeper: becomes the program as the launcher's children do, but traced by the keeper. Sends a
/// Status [filter's listener] through `passage` first.
[[noreturn]] void becomeInterpreter(const Program &program, const KeeperFiles &files, std::span<const int, 3> streams,
                                    int passage);

struct StartTrace {
    pid_t process = -1;
    const char *script = nullptr;
    // What comes out:
    Registers registers{};        ///< Before the system call that opens the script.
    std::uint64_t threadId = 0;   ///< As given to set_tid_address.
    std::uint64_t robustList = 0; ///< As given to set_robust_list.
};

/// Lets a new process, which has just executed its program, run until it is about to open its script for the first time.
/// Fails when it does on its way what a fork of it would not inherit. Children of it are traced from then on.
[[nodiscard]] Status traceStart(StartTrace &trace);

} // namespace assay::sandbox::helper
