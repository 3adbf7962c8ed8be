// SPDX-License-Identifier: GPL-3.0-or-later
// DataCheck: whether a problem's validators think of its test data as its authors mean it.
#pragma once

#include "core/judge/data_check_report.h"
#include "core/judge/jury_program.h"

namespace assay::core {

/// Runs every input validator on every input (all must accept; of an invalid one, not all), and the output validator on every
/// output that the package has for that (example, valid, invalid). `listener` is told on the calling thread and may be empty.
/// Errors: Cancelled. Source: problem package format 2025-09, "Input Validators", "Invalid test cases", "Test data".
[[nodiscard]] Result<DataCheckReport> checkData(const JuryTools &tools, const Problem &problem,
                                                const DataCheckListener &listener, const std::stop_token &stop);

} // namespace assay::core
