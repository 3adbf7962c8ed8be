// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of a problem: what a submission may use, per case, and while it compiles.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"

namespace assay::core {

using namespace assay::literals;

/// Defaults: those of the problem package format where it names them, the rest ours.
struct Limits {
    Milliseconds cpu{2000}; ///< CPU time of the whole process tree, user + system, per case.
    Bytes memory = 2048_MiB;
    Bytes output = 8_MiB; ///< Of standard output; standard error has a cap of its own.
    Bytes code = 128_KiB; ///< All sources of a submission together.
    Milliseconds compileCpu{60000};
    Bytes compileMemory = 2048_MiB;
    Milliseconds validationCpu{60000}; ///< Of the package's own output validator, per case.
    Bytes validationMemory = 2048_MiB;
    Bytes validationOutput = 8_MiB; ///< Streams and feedback files of an output validator together.
    int validationPasses = 2;       ///< Of multi-pass problems.
    int processes = 128; ///< Processes and threads together.

    bool operator==(const Limits &) const = default;
};

/// The limits that a package may name, each by its key in problem.yaml.
enum class LimitKey : std::uint8_t {
    TimeLimit,
    Memory,
    Output,
    Code,
    CompilationTime,
    CompilationMemory,
    ValidationTime,
    ValidationMemory,
    ValidationOutput,
    ValidationPasses,
};

inline constexpr auto kLimitKeyNames = makeEnumTable<LimitKey>({
    {LimitKey::TimeLimit, "time_limit"},
    {LimitKey::Memory, "memory"},
    {LimitKey::Output, "output"},
    {LimitKey::Code, "code"},
    {LimitKey::CompilationTime, "compilation_time"},
    {LimitKey::CompilationMemory, "compilation_memory"},
    {LimitKey::ValidationTime, "validation_time"},
    {LimitKey::ValidationMemory, "validation_memory"},
    {LimitKey::ValidationOutput, "validation_output"},
    {LimitKey::ValidationPasses, "validation_passes"},
});
static_assert(kLimitKeyNames.isComplete(LimitKey::ValidationPasses));

/// The same limits for a machine on which everything takes `factor` times as long: times are multiplied, sizes are not.
[[nodiscard]] inline Limits scaledBy(Limits limits, double factor)
{
    for (Milliseconds *time : {&limits.cpu, &limits.compileCpu, &limits.validationCpu})
        *time = std::chrono::ceil<Milliseconds>(*time * factor);
    return limits;
}

/// How a time limit follows from the jury's solutions when the package names none.
/// Source: problem package format, "Problem timing"; the legacy defaults are 5 and 2.
struct TimeLimitInference {
    double acToTimeLimit = 2.0; ///< The limit is at least this many times the slowest accepted solution.
    double timeLimitToTle = 1.5; ///< The fastest too slow solution takes at least this many times the limit.
    Milliseconds resolution{1000}; ///< The limit is a multiple of this.

    bool operator==(const TimeLimitInference &) const = default;
};

/// The limit of a package that names none, until it is inferred. The legacy format's safety factor of 5 over the
/// one second that most accepted solutions stay below; a right solution is rather waited for than refused.
inline constexpr Milliseconds kAssumedTimeLimit{5000};

/// The wall time after which a program that does not use its CPU time (it sleeps, it waits) is stopped.
[[nodiscard]] constexpr Milliseconds wallLimitFor(Milliseconds cpu)
{
    return 2 * cpu + Milliseconds{1000};
}

} // namespace assay::core
