// SPDX-License-Identifier: GPL-3.0-or-later
// The keeper: holds an interpreter that has started up, and forks it for each run.
#pragma once

#include "sandbox/helper_protocol.h"

#include <cstddef>

namespace assay::sandbox::helper {

/// How long a launcher waits for a keeper that was asked for a program.
inline constexpr int kKeeperPatienceSeconds = 2;

/// Descriptors that a keeper starts with.
struct KeeperFiles {
    int engine = -1;
    int launcher = -1; ///< Socket.
    int filter = -1;   ///< BPF program.
    int pidNamespace = -1; ///< The programs'.
    int cgroups[kMaxDescriptors] = {};
    std::size_t cgroupCount = 0;
};

/// Serves until one of its sockets closes. Called in a new child of the holder; never returns.
///
/// The interpreter is an ordinary program, started as each run would start it: same command line, environment, limits,
/// filter, control group. It is traced, and stopped where it first opens its script: what came before is the same in
/// every run. It then never runs again. For a run it is forked by a system call put into it from outside, so that the
/// child has neither code nor data nor history that a started program would not have. It lives in the holder's PID
/// namespace and bears children into the launcher's: programs do not see it, and their signals do not reach it.
[[noreturn]] void runKeeper(const KeeperFiles &files);

} // namespace assay::sandbox::helper
