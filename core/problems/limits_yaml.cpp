// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the limits of problem.yaml.
#include "core/problems/limits_yaml.h"

#include "core/problems/problem_yaml.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 2> kLegacyTimeKeys = {"time_multiplier", "time_safety_margin"};
constexpr std::array<std::string_view, 2> kTimeKeys = {"time_multipliers", "time_resolution"};
constexpr std::array<std::string_view, 2> kMultiplierKeys = {"ac_to_time_limit", "time_limit_to_tle"};

// Beyond these a value is a mistake, and no machine could honour it.
constexpr std::int64_t kMostMebibytes = 1024 * 1024;
constexpr std::int64_t kMostSeconds = 24 * 3600;
constexpr std::int64_t kMostPasses = 1000;

/// A limit that is a whole number of some unit.
struct WholeLimit {
    LimitKey key;
    std::int64_t least;
    std::int64_t most;
    void (*put)(Limits &, std::int64_t);
};
constexpr std::array<WholeLimit, 9> kWholeLimits = {{
    {LimitKey::Memory, 1, kMostMebibytes, [](Limits &to, std::int64_t n) { to.memory = 1_MiB * n; }},
    {LimitKey::Output, 1, kMostMebibytes, [](Limits &to, std::int64_t n) { to.output = 1_MiB * n; }},
    {LimitKey::Code, 1, kMostMebibytes, [](Limits &to, std::int64_t n) { to.code = 1_KiB * n; }},
    {LimitKey::CompilationTime, 1, kMostSeconds,
     [](Limits &to, std::int64_t n) { to.compileCpu = std::chrono::seconds{n}; }},
    {LimitKey::CompilationMemory, 1, kMostMebibytes, [](Limits &to, std::int64_t n) { to.compileMemory = 1_MiB * n; }},
    {LimitKey::ValidationTime, 1, kMostSeconds,
     [](Limits &to, std::int64_t n) { to.validationCpu = std::chrono::seconds{n}; }},
    {LimitKey::ValidationMemory, 1, kMostMebibytes,
     [](Limits &to, std::int64_t n) { to.validationMemory = 1_MiB * n; }},
    {LimitKey::ValidationOutput, 1, kMostMebibytes,
     [](Limits &to, std::int64_t n) { to.validationOutput = 1_MiB * n; }},
    {LimitKey::ValidationPasses, 2, kMostPasses,
     [](Limits &to, std::int64_t n) { to.validationPasses = static_cast<int>(n); }},
}};

Checked<void> readWholeLimit(const YamlValue &value, const WholeLimit &limit, Problem &problem)
{
    const std::int64_t number = TRY(value.integer());
    if (number < limit.least || number > limit.most)
        return value.mustBe("a whole number from " + std::to_string(limit.least) + " to " + std::to_string(limit.most));
    limit.put(problem.limits, number);
    problem.givenLimits.insert(limit.key);
    return {};
}

Checked<void> readFactor(const YamlValue &map, std::string_view key, double &into)
{
    const YamlValue *value = map.find(key);
    if (!value)
        return {};
    const double factor = TRY(value->number());
    if (factor < 1)
        return value->mustBe("a number that is not below 1");
    into = factor;
    return {};
}

void readInference(const YamlValue &limits, Problem &problem, PackageFindings &findings)
{
    TimeLimitInference &inference = problem.timeLimitInference;
    if (isLegacy(problem.format)) {
        findings.keep(readFactor(limits, kLegacyTimeKeys[0], inference.acToTimeLimit));
        findings.keep(readFactor(limits, kLegacyTimeKeys[1], inference.timeLimitToTle));
        return;
    }
    if (const YamlValue *multipliers = limits.find("time_multipliers")) {
        if (!multipliers->isMap())
            return findings.add(multipliers->mustBe("a map").error());
        checkKeys(*multipliers, kMultiplierKeys, problem.format, findings);
        findings.keep(readFactor(*multipliers, kMultiplierKeys[0], inference.acToTimeLimit));
        findings.keep(readFactor(*multipliers, kMultiplierKeys[1], inference.timeLimitToTle));
    }
    if (const YamlValue *resolution = limits.find("time_resolution")) {
        if (const auto seconds = findings.keep(resolution->number()))
            findings.keep(timeLimitOf(*seconds, resolution->file(), resolution->keyPath().toStdString()),
                          inference.resolution);
    }
}

Checked<void> readTimeLimit(const YamlValue &limits, Problem &problem, PackageFindings &findings)
{
    const YamlValue *value = limits.find("time_limit");
    if (!value)
        return {};
    const double seconds = TRY(value->number());
    problem.limits.cpu = TRY(timeLimitOf(seconds, value->file(), value->keyPath().toStdString()));
    problem.timeLimitSource = TimeLimitSource::Given;
    problem.givenLimits.insert(LimitKey::TimeLimit);
    // Some millisecond is lost where the limit is finer than we measure.
    if (problem.format == PackageFormat::Version2025 &&
        problem.limits.cpu.count() % problem.timeLimitInference.resolution.count() != 0)
        findings.add(value->warning(u"is not a multiple of time_resolution"_s));
    return {};
}

} // namespace

Checked<Milliseconds> timeLimitOf(double seconds, std::string_view file, std::string_view key)
{
    const double milliseconds = std::ceil(seconds * 1000 - 1e-6);
    if (!(milliseconds >= 1) || milliseconds > 3600.0 * 1000)
        return broken(file, key, "must be a time from 0.001 to 3600 seconds");
    return Milliseconds{static_cast<std::int64_t>(milliseconds)};
}

void readLimits(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    const bool legacy = isLegacy(problem.format);
    if (legacy)
        problem.timeLimitInference = {.acToTimeLimit = 5, .timeLimitToTle = 2};
    const YamlValue *limits = yaml.find("limits");
    if (!limits)
        return;
    if (!limits->isMap())
        return findings.add(limits->mustBe("a map").error());
    std::vector<std::string_view> known;
    for (const auto &[key, name] : kLimitKeyNames.rows())
        known.push_back(name);
    std::ranges::copy(legacy ? kLegacyTimeKeys : kTimeKeys, std::back_inserter(known));
    checkKeys(*limits, known, problem.format, findings);
    readInference(*limits, problem, findings);
    findings.keep(readTimeLimit(*limits, problem, findings));
    for (const WholeLimit &limit : kWholeLimits) {
        if (const YamlValue *value = limits->find(kLimitKeyNames.text(limit.key)))
            findings.keep(readWholeLimit(*value, limit, problem));
    }
    if (problem.givenLimits.contains(LimitKey::ValidationPasses) && !problem.types.multiPass)
        findings.warn("problem.yaml", u"limits.validation_passes"_s, u"has no effect: the problem is not multi-pass"_s);
}

} // namespace assay::core
