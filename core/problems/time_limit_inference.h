// SPDX-License-Identifier: GPL-3.0-or-later
// The time limit of a problem whose package names none: from what its authors' submissions take.
#pragma once

#include "core/model/judgement.h"
#include "core/model/problem.h"

#include <optional>

namespace assay::core {

/// Whether the limit must leave room for that submission: it may not be too slow, on all cases or on some.
/// Source: problem package format 2025-09, "Timelimit inference"; in the older formats these are the accepted ones.
[[nodiscard]] bool boundsTimeLimit(const JurySubmission &submission);

/// The CPU time of the slowest case that the limit must leave room for. The judgement is of a run over all cases.
[[nodiscard]] Microseconds slowestBoundingCase(const JurySubmission &submission, const Judgement &judgement);

/// The least multiple of the resolution that leaves room for that time.
[[nodiscard]] Milliseconds inferredTimeLimit(const TimeLimitInference &rules, Microseconds slowest);

} // namespace assay::core
