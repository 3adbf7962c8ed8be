// SPDX-License-Identifier: GPL-3.0-or-later
// The holder: process 1 of a container, owns its mounts, moves files in and out, starts launchers.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper/host_ids.h"
#include "sandbox/helper/place.h"
#include "sandbox/helper_protocol.h"

#include <sys/types.h>

namespace assay::sandbox::helper {

struct Holder {
    pid_t pid = -1;
    UniqueFd engineEnd; ///< The socket on which the engine talks to it.
    HostIds ids;        ///< To be kept as long as the container.
    UniqueFd life;      ///< Without namespaces: the holder clears up and ends when this closes.
    char folder[kFolderPathSize] = {}; ///< And where its files are.
};

/// Starts a holder in new namespaces, as a user of its own where this process may choose one. It builds its root and
/// then sends a Status on its socket, whatever came out. `warmFolder` is as in ContainerRequest.
[[nodiscard]] Status startHolder(const char *warmFolder, Holder &holder);

/// What a holder does once it is set up: answers the engine, until its socket or `life` (-1: none) closes.
[[noreturn]] void serveHolder(int socket, int life, const Place &place);

} // namespace assay::sandbox::helper
