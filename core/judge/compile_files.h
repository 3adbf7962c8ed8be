// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a compile: sources into the container, what was made of them out of it, and in again.
#pragma once

#include "core/judge/compile_cache.h"
#include "core/model/submission.h"
#include "sandbox/container.h"

#include <vector>

namespace assay::core {

/// Errors: Io, Sandbox.
[[nodiscard]] Result<void> putSources(sandbox::Container &container, const Submission &submission);

/// Everything below /box that is not one of the sources, opened for reading.
/// Errors: Unsupported when that could not be put back just as it is (links, changed sources, too many files),
/// TooLarge for more than `most`, Sandbox.
[[nodiscard]] Result<std::vector<MadeFile>> takeMadeFiles(sandbox::Container &container, const Submission &submission,
                                                          Bytes most);

} // namespace assay::core
