// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a jury submission got what its authors expect.
#pragma once

#include "core/model/judgement.h"
#include "core/model/problem.h"

#include <string_view>

namespace assay::core {

/// The verdicts that count as one of the format's four: "AC", "WA", "TLE" or "RTE"; empty for another text. The format
/// has no word of its own for memory, output and forbidden calls: they are run-time errors, and too much output may
/// as well come from a program that never stops.
[[nodiscard]] QList<Verdict> verdictsOf(std::string_view packageVerdict);

/// The judgement must be of a run over all cases (CasePolicy::RunAll): a rule about a case that was skipped is taken
/// as broken when it requires something. No expectation at all is always met.
[[nodiscard]] bool meetsExpectation(const JurySubmission &submission, const Judgement &judgement);

} // namespace assay::core
