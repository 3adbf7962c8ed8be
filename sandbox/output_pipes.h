// SPDX-License-Identifier: GPL-3.0-or-later
// OutputPipes: the two pipes through which a run's outputs come.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

namespace assay::sandbox {

struct Pipe {
    UniqueFd readEnd; ///< Non-blocking.
    UniqueFd writeEnd;
};

/// New for every run: what a program does to its end (O_NONBLOCK, the size of the pipe) is gone with it.
struct OutputPipes {
    Pipe output;
    Pipe errorOutput;

    /// Errors: Io.
    [[nodiscard]] static Result<OutputPipes> make();
};

} // namespace assay::sandbox
