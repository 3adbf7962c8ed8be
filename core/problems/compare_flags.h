// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the arguments of the default output validator.
#pragma once

#include "core/model/problem.h"
#include "core/problems/finding.h"

#include <string_view>

namespace assay::core {

/// What a tolerance given twice means: legacy packages let the last one win, 2025-09 forbids it.
enum class RepeatedTolerance : std::uint8_t { LastWins, Forbidden };

/// Errors: at that file and key, for an unknown argument or a tolerance that is no number ≥ 0.
/// Source: problem package format, "Default output validator specification".
[[nodiscard]] Checked<CompareOptions> parseCompareFlags(const QStringList &flags, RepeatedTolerance repeated,
                                                        std::string_view file, std::string_view key);

} // namespace assay::core
