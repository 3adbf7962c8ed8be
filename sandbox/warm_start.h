// SPDX-License-Identifier: GPL-3.0-or-later
// WarmStart: what is the same in every run of an interpreted program, up to the opening of its script.
#pragma once

#include "sandbox/run_spec.h"

namespace assay::sandbox {

/// An interpreter is started once per submission, stopped where it first opens the script, and forked for each run. That
/// is only done for runs that start with the same command line, environment, folder and limits; others start cold.
struct WarmStart {
    RunSpec program; ///< Of its limits those count that a program can see: files, stack, processes.
    std::size_t scriptArgument = 1; ///< Which of argv names the script, as the interpreter opens it.
};

} // namespace assay::sandbox
