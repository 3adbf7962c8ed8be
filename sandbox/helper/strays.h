// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of containers without namespaces that have lost every process of ours above them.
#pragma once

#include <span>

#include <sys/types.h>

namespace assay::sandbox::helper {

/// The oom_score_adj of programs without a PID namespace. When memory is short they go first; and as they cannot write
/// below /proc, and what they start inherits it, it tells them from everything else. proc_pid_oom_score_adj(5).
inline constexpr int kProgramOomScore = 987;

/// Kills the programs of this user that carry it and do not descend from a living assay-sandbox. For those whose helper
/// was killed together with all its processes.
void killStrays();

/// Kills everything that has come to this process as an orphan, and what descends from it: all but the children in
/// `spared`.
void killOrphans(std::span<const pid_t> spared);

} // namespace assay::sandbox::helper
