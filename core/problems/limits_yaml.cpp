// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the limits of problem.yaml.
#include "core/problems/limits_yaml.h"

#include "core/problems/message_text.h"

#include <array>
#include <cmath>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 11> kLegacyKeys = {"time_multiplier",
                                                          "time_safety_margin",
                                                          "memory",
                                                          "output",
                                                          "code",
                                                          "compilation_time",
                                                          "compilation_memory",
                                                          "validation_time",
                                                          "validation_memory",
                                                          "validation_output",
                                                          "time_limit"};
constexpr std::array<std::string_view, 12> kKeys = {"time_multipliers",
                                                    "time_limit",
                                                    "time_resolution",
                                                    "memory",
                                                    "output",
                                                    "code",
                                                    "compilation_time",
                                                    "compilation_memory",
                                                    "validation_time",
                                                    "validation_memory",
                                                    "validation_output",
                                                    "validation_passes"};

// Beyond these a value is a mistake, and no machine could honour it.
constexpr std::int64_t kMostMebibytes = 1024 * 1024;
constexpr std::int64_t kMostSeconds = 24 * 3600;

/// A whole number from 1 to `most`, or nothing when the key is absent.
Result<std::optional<std::int64_t>> positive(const YamlValue &limits, std::string_view key, std::int64_t most)
{
    const YamlValue *value = limits.find(key);
    if (!value)
        return std::nullopt;
    const std::int64_t number = TRY(value->integer());
    if (number < 1 || number > most)
        return value->mustBe("a whole number from 1 to " + std::to_string(most));
    return number;
}

Result<void> readSize(const YamlValue &limits, std::string_view key, Bytes unit, Bytes &into)
{
    if (const auto value = TRY(positive(limits, key, kMostMebibytes)))
        into = unit * *value;
    return {};
}

Result<void> readFactor(const YamlValue &map, std::string_view key, double &into)
{
    const YamlValue *value = map.find(key);
    if (!value)
        return {};
    into = TRY(value->number());
    if (into < 1)
        return value->mustBe("a number that is not below 1");
    return {};
}

Result<void> readInference(const YamlValue &limits, ProblemYaml &into)
{
    TimeLimitInference &inference = into.timeLimitInference;
    if (into.format == PackageFormat::Legacy || into.format == PackageFormat::LegacyIcpc) {
        inference.acToTimeLimit = 5;
        inference.timeLimitToTle = 2;
        TRY(readFactor(limits, "time_multiplier", inference.acToTimeLimit));
        return readFactor(limits, "time_safety_margin", inference.timeLimitToTle);
    }
    if (const YamlValue *multipliers = limits.find("time_multipliers")) {
        if (!multipliers->isMap())
            return multipliers->mustBe("a map");
        static constexpr std::array<std::string_view, 2> keys = {"ac_to_time_limit", "time_limit_to_tle"};
        TRY(checkKeys(*multipliers, keys, into.format, into.findings));
        TRY(readFactor(*multipliers, keys[0], inference.acToTimeLimit));
        TRY(readFactor(*multipliers, keys[1], inference.timeLimitToTle));
    }
    if (const YamlValue *resolution = limits.find("time_resolution")) {
        const double seconds = TRY(resolution->number());
        inference.resolution = TRY(timeLimitOf(seconds, resolution->place()));
    }
    return {};
}

Result<void> readTimeLimit(const YamlValue &limits, ProblemYaml &into)
{
    const YamlValue *value = limits.find("time_limit");
    if (!value)
        return {};
    const double seconds = TRY(value->number());
    into.limits.cpu = TRY(timeLimitOf(seconds, value->place()));
    into.timeLimitSource = TimeLimitSource::Given;
    if (into.format == PackageFormat::Version2025 &&
        into.limits.cpu.count() % into.timeLimitInference.resolution.count() != 0) {
        into.findings.append({.severity = Severity::Warning,
                              .file = u"problem.yaml"_s,
                              .key = u"limits.time_limit"_s,
                              .message = u"is not a multiple of time_resolution"_s});
    }
    return {};
}

} // namespace

Result<Milliseconds> timeLimitOf(double seconds, std::string_view place)
{
    const double milliseconds = std::ceil(seconds * 1000 - 1e-6);
    if (!(milliseconds >= 1) || milliseconds > 3600.0 * 1000)
        return invalidPackage(place, "must be a time from 0.001 to 3600 seconds");
    return Milliseconds{static_cast<std::int64_t>(milliseconds)};
}

Result<void> readLimits(const YamlValue &yaml, ProblemYaml &into)
{
    static const YamlValue none = YamlValue{};
    const YamlValue *limits = yaml.find("limits");
    if (!limits)
        return readInference(none, into);
    if (!limits->isMap())
        return limits->mustBe("a map");
    const bool legacy = into.format == PackageFormat::Legacy || into.format == PackageFormat::LegacyIcpc;
    TRY(checkKeys(*limits, legacy ? std::span<const std::string_view>{kLegacyKeys} : kKeys, into.format,
                  into.findings));
    TRY(readInference(*limits, into));
    TRY(readTimeLimit(*limits, into));
    TRY(readSize(*limits, "memory", 1_MiB, into.limits.memory));
    TRY(readSize(*limits, "output", 1_MiB, into.limits.output));
    TRY(readSize(*limits, "code", 1_KiB, into.limits.code));
    TRY(readSize(*limits, "compilation_memory", 1_MiB, into.limits.compileMemory));
    if (const auto seconds = TRY(positive(*limits, "compilation_time", kMostSeconds)))
        into.limits.compileCpu = std::chrono::seconds{*seconds};
    if (const auto seconds = TRY(positive(*limits, "validation_time", kMostSeconds)))
        into.limits.validationCpu = std::chrono::seconds{*seconds};
    TRY(readSize(*limits, "validation_memory", 1_MiB, into.limits.validationMemory));
    TRY(positive(*limits, "validation_output", kMostMebibytes));
    TRY(positive(*limits, "validation_passes", 1000));
    return {};
}

} // namespace assay::core
