// SPDX-License-Identifier: GPL-3.0-or-later
// What assayd ends with.
#pragma once

namespace assay::server {

/// Part of the command line's interface.
enum ExitCode : int {
    ExitJudged = 0, ///< Whatever the verdict.
    /// verify-package: a verdict is not the expected one, or validators and test data disagree. run: the program does not
    /// compile. doctor: an attack was not contained. export --lossless: something would be lost.
    ExitDiffers = 1,
    ExitUsage = 2, ///< Wrong usage, or a package that cannot be used.
    ExitJudgingError = 3, ///< Something broke on our side.
    ExitInterrupted = 130,
};

} // namespace assay::server
