// SPDX-License-Identifier: GPL-3.0-or-later
// What /proc tells of a process that the container's own /proc does not show.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <cstdint>
#include <span>
#include <vector>

#include <sys/types.h>

namespace assay::sandbox::helper {

/// A proc file system of this process's PID namespace, mounted nowhere: the launcher's lies over the holder's.
[[nodiscard]] Status openOwnProc(UniqueFd &proc);

/// Fails unless the process's descriptors are exactly these.
[[nodiscard]] Status requireDescriptors(const UniqueFd &proc, pid_t process, std::span<const int> descriptors);

/// What a child of the process would have of its memory.
struct PrivateMemory {
    std::vector<std::uint64_t>
        writablePages; ///< Addresses of the pages that are the process's alone and may be written.
    std::uint64_t readOnlyBytes = 0;          ///< The process's alone, but not to be written any more.
    std::uint64_t pageTableBytes = 0;
};

inline constexpr std::uint64_t kPageSize = 4096;

/// Fails when the process shares memory that can be written: its children would share it too.
[[nodiscard]] Status readPrivateMemory(const UniqueFd &proc, pid_t process, PrivateMemory &memory);

} // namespace assay::sandbox::helper
