// SPDX-License-Identifier: GPL-3.0-or-later
// Verdict: what came out of a judgement, with the ids that CLICS gives them.
#pragma once

#include "base/enum_table.h"

#include <cstdint>

namespace assay::core {

/// Source of the ids: CLICS contest API, "judgement types". `Ok` is ours, for an ungraded run that ended with
/// exit code 0, and `SecurityViolation` and `JudgingError` extend the list.
enum class Verdict : std::uint8_t {
    Accepted,
    WrongAnswer,
    TimeLimitExceeded,
    WallTimeLimitExceeded,
    RunTimeError,
    MemoryLimitExceeded,
    OutputLimitExceeded,
    PresentationError,
    CompileError,
    CompileTimeLimitExceeded,
    SecurityViolation,
    IllegalInput,
    JudgingError, ///< Something broke on our side: never the candidate's fault, never counted.
    Ok,
};

inline constexpr auto kVerdictIds = makeEnumTable<Verdict>({
    {Verdict::Accepted, "AC"},
    {Verdict::WrongAnswer, "WA"},
    {Verdict::TimeLimitExceeded, "TLE"},
    {Verdict::WallTimeLimitExceeded, "WTL"},
    {Verdict::RunTimeError, "RTE"},
    {Verdict::MemoryLimitExceeded, "MLE"},
    {Verdict::OutputLimitExceeded, "OLE"},
    {Verdict::PresentationError, "PE"},
    {Verdict::CompileError, "CE"},
    {Verdict::CompileTimeLimitExceeded, "CTL"},
    {Verdict::SecurityViolation, "SV"},
    {Verdict::IllegalInput, "ILE"},
    {Verdict::JudgingError, "JE"},
    {Verdict::Ok, "OK"},
});
static_assert(kVerdictIds.isComplete(Verdict::Ok));

/// Whether a case with this verdict counts as passed.
[[nodiscard]] constexpr bool isPass(Verdict verdict)
{
    return verdict == Verdict::Accepted || verdict == Verdict::Ok;
}

} // namespace assay::core
