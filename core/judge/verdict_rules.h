// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's end means: verdict and reason, as pure functions.
#pragma once

#include "core/model/verdict.h"
#include "sandbox/run_outcome.h"

#include <QString>

#include <optional>

namespace assay::core {

/// The limits that a verdict is about; what was enforced may be wider (a run-time's own memory).
struct JudgedLimits {
    Milliseconds cpu{0};
    Bytes memory;
};

/// The verdict of a run that did not end well by itself; nothing when it did, and the output decides.
/// Order: memory, CPU time, wall time, output, filter, files and processes, signal, exit code.
[[nodiscard]] std::optional<Verdict> verdictOf(const sandbox::RunOutcome &outcome, const JudgedLimits &limits);

/// One line that says why: "killed at the memory limit of 256 MiB, peak 255.9 MiB". For logs and the host; front ends
/// make their own words from the verdict.
[[nodiscard]] QString reasonOf(const sandbox::RunOutcome &outcome, const JudgedLimits &limits);

} // namespace assay::core
