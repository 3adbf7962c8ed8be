// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the limits of problem.yaml.
#pragma once

#include "core/model/problem.h"
#include "core/problems/yaml_value.h"

namespace assay::core {

/// Fills in limits, which of them are given, and how a time limit is inferred, from the key `limits`.
void readLimits(const YamlValue &yaml, Problem &problem, PackageFindings &findings);

/// A time limit from seconds. Errors: at that file and key, outside of 1 ms to 1 hour.
[[nodiscard]] Checked<Milliseconds> timeLimitOf(double seconds, std::string_view file, std::string_view key);

} // namespace assay::core
