// SPDX-License-Identifier: GPL-3.0-or-later
// Landlock: a process shuts itself and its children out of files, processes and sockets. landlock(7).
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

namespace assay::sandbox::helper {

/// The first version that keeps signals and abstract sockets inside (Linux 6.12). Without that a program could kill
/// every process of its user.
inline constexpr std::uint32_t kLeastLandlockAbi = 6;

/// 0: there is none.
[[nodiscard]] std::uint32_t landlockAbi();

/// Nothing of the file system, no process outside and no abstract socket is left to this process. For a trial.
[[nodiscard]] Status restrictToNothing();

/// From here on this process reaches with signals only itself and what it starts: kill(-1) is its children and theirs,
/// all at once. They reach it only when they do not enclose themselves any further. Fails unless the parent process is
/// out of reach afterwards. Needs no_new_privs.
[[nodiscard]] Status encloseSignals();

enum class BoxAccess { ReadOnly, Writable };

/// What a program may do with files when there is no mount namespace: read the toolchains, write below `folder`/w and
/// `folder`/tmp, and read or write `folder`/box. No network, no signals and no abstract sockets outside.
[[nodiscard]] Status makeProgramRules(const char *folder, BoxAccess box, UniqueFd &rules);

/// Applies them to this process for good. 0 or -1 with errno. No heap: between fork and exec.
[[nodiscard]] int applyRules(int rules);

} // namespace assay::sandbox::helper
