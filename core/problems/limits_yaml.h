// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the limits of problem.yaml.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Fills in limits, time limit and its inference from the key `limits`. Errors: InvalidPackage with file and key for
/// what is no limit or cannot be honoured.
[[nodiscard]] Result<void> readLimits(const YamlValue &yaml, ProblemYaml &into);

/// A time limit from seconds. Errors: InvalidPackage "<place>: …" outside of 1 ms to 1 hour.
[[nodiscard]] Result<Milliseconds> timeLimitOf(double seconds, std::string_view place);

} // namespace assay::core
