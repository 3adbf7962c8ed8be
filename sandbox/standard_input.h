// SPDX-License-Identifier: GPL-3.0-or-later
// Standard input of a run: never a file of the host's that the program could open again for writing.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

namespace assay::sandbox {

/// What a program may hold in place of `fd`: of a regular file a private copy, from where it stands to its end; for -1
/// and /dev/null, whose times are there for everybody to set, an empty one; anything else (a pipe, a terminal, a sealed
/// memfd) as it is, for which the result is empty. A descriptor that can only be read leads to its file all the same: by
/// /proc/self/fd/0 the program opens it anew with the rights of its user, and fchmod needs no more than being the owner.
/// Errors: Io.
[[nodiscard]] Result<UniqueFd> privateInput(int fd);

} // namespace assay::sandbox
