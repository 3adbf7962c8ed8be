// SPDX-License-Identifier: GPL-3.0-or-later
// The launcher's part of a container without namespaces: what encloses its programs, and what is watched instead.
#pragma once

#include "sandbox/helper/descendants.h"
#include "sandbox/helper/place.h"

#include <span>

#include <sys/stat.h>

namespace assay::sandbox::helper {

struct Enclosure {
    UniqueFd rules; ///< What each program encloses itself in.
    UniqueFd proc;  ///< The host's, to look at them.
    std::uint64_t otherTasks = 2; ///< Of the programs' user, for which there must be room: the launcher and the holder.
};

/// Prepares this process as a launcher: orphans come to it, its kill(-1) reaches its programs and nothing else, and every
/// descriptor is closed but those in `keep` and those of `enclosure`.
[[nodiscard]] Status enclose(const Place &place, std::span<const int> keep, Enclosure &enclosure);

/// What the programs of this launcher hold in /box, /w and /tmp, against the sizes of the place. `input` is their
/// standard input, which does not count.
[[nodiscard]] bool isOverFolderLimits(const Place &place, const struct stat &input);

} // namespace assay::sandbox::helper
