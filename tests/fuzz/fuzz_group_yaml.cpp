// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: texts of testdata.yaml, test_group.yaml, a case's .yaml and submissions.yaml.
// First byte: which of them, in which version, and whether the problem is scoring.
#include "core/problems/expected_verdicts.h"
#include "core/problems/group_yaml.h"
#include "core/problems/jury_submissions.h"
#include "core/problems/package_equality.h"
#include "core/problems/submissions_writer.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace assay;
using namespace assay::core;
using assay::fuzz::require;

namespace {

constexpr std::array<PackageFormat, 4> kFormats = {PackageFormat::Legacy, PackageFormat::LegacyIcpc,
                                                   PackageFormat::Draft2023, PackageFormat::Version2025};

void readSettings(const YamlValue &yaml, const Problem &problem, bool ofCase)
{
    PackageFindings findings;
    const ProblemYaml rest;
    const bool newer = problem.format == PackageFormat::Version2025 || speaksOfScoring(yaml);
    SettingsReader reader{problem, rest, newer ? GroupStyle::Scoring : GroupStyle::Legacy, findings};
    OwnScoring scoring;
    const DataSettings above = reader.packageWide();
    const DataSettings settings = ofCase ? reader.ofCase(yaml, above) : reader.ofGroup(yaml, above, scoring);
    require(!(settings.grading.range.lowest > settings.grading.range.highest));
    require(std::isfinite(settings.grading.acceptScore) && std::isfinite(settings.grading.rejectScore));
    if (!findings.hasErrors() && scoring.maxScore && *scoring.maxScore)
        require(**scoring.maxScore >= 0);
}

/// What the entries say of some submissions, written for each of them and read again, is the same.
void readSubmissions(const YamlValue &yaml, Problem problem)
{
    PackageFindings findings;
    const SubmissionsYaml entries = SubmissionsYaml::fromYaml(yaml, problem.format, findings);
    if (findings.hasErrors())
        return;
    const auto complete = [&](const SubmissionsYaml &from, const QString &name) {
        JurySubmission one;
        one.name = name;
        setExpectation(one, readExpectation(name, {}, &from, problem.format));
        return one;
    };
    const QStringList names = {QStringLiteral("accepted/a.py"), QStringLiteral("wrong_answer/b"),
                               QStringLiteral("wrong_answer/c.cpp"), QStringLiteral("mixed/d.py")};
    for (const QString &name : names)
        problem.jurySubmissions.append(complete(entries, name));
    const QByteArray text = submissionsYaml(problem, PackageTarget::of(problem, problem.format));
    const auto again = YamlValue::parse({text.constData(), static_cast<std::size_t>(text.size())}, "submissions.yaml");
    require(again.has_value());
    PackageFindings second;
    const SubmissionsYaml written = SubmissionsYaml::fromYaml(*again, problem.format, second);
    require(!second.hasErrors());
    for (const JurySubmission &one : std::as_const(problem.jurySubmissions)) {
        const JurySubmission other = complete(written, one.name);
        require(one.language == other.language && one.entryPoint == other.entryPoint && one.authors == other.authors);
        require(one.rules.size() == other.rules.size() && std::ranges::is_permutation(one.rules, other.rules));
    }
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"legacy", "\x10on_reject: break\ngrading: custom\ngrader_flags: min first_error\naccept_score: 3\n"
                   "reject_score: -1\nrange: 0 +inf\ninput_validator_flags: {name: v, flags: a b}\n"
                   "output_validator_flags: float_tolerance 1e-6\n"},
        {"newer", "\x13max_score: 40\nscore_aggregation: min\nrequire_pass: [sample, secret/a]\n"
                  "static_validation_score: pass-fail\nstatic_validator_args: [a]\nargs: [x, 'y z']\n"
                  "input_validator_args: {v: [a], w: []}\nfull_feedback: true\nhint: h\n"},
        {"draft", "\x12scoring: {score: 5, aggregation: sum, require_pass: sample}\nstatic_validation: {score: 3}\n"},
        {"case", "\x07"
                 "args: []\noutput_validator_args: [case_sensitive]\nhint: h\ndescription: |\n  a\n  b\n"},
        {"submissions", "\x0b"
                        "accepted/{a,b}*:\n  permitted: [AC]\n  score: [1, 2]\n  message: m\n"
                        "  use_for_time_limit: lower\n  secret/*: {required: [TLE]}\naccepted: {permitted: [WA]}\n"
                        "wrong_answer/b: {language: cpp, authors: [A <a@b.c>], model_solution: true}\n"},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    Problem problem;
    problem.format = kFormats[data[0] & 3U];
    problem.types.scoring = (data[0] & 16U) != 0;
    const auto yaml = YamlValue::parse({reinterpret_cast<const char *>(data + 1), size - 1}, "data.yaml");
    if (!yaml)
        return 0;
    if ((data[0] & 8U) != 0) {
        if (!isLegacy(problem.format))
            readSubmissions(*yaml, problem);
    } else {
        readSettings(*yaml, problem, (data[0] & 4U) != 0);
    }
    return 0;
}
