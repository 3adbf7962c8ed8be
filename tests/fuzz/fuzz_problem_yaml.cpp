// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: texts of problem.yaml. What is read without an error is written and read again, and must be the same.
#include "core/problems/package_equality.h"
#include "core/problems/problem_yaml.h"
#include "core/problems/problem_yaml_writer.h"
#include "tests/fuzz/fuzz_target.h"

using namespace assay;
using namespace assay::core;
using assay::fuzz::require;

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"newer", R"(problem_format_version: 2025-09
type: [scoring, interactive]
name: {en: "A: b", de: C}
uuid: 3f0c2b1e-6a55-4c6e-9a0b-5d3c0f6a7b10
version: "1.0"
credits: {authors: [Ada <a@b.c>, {name: B, orcid: x, kattis: y}], translators: {de: [E, F]}, testers: T}
source: [{name: S, url: http://s}, T]
license: cc by-sa
embargo_until: 2031-05-01T12:00:00Z
limits: {time_multipliers: {ac_to_time_limit: 2.5, time_limit_to_tle: 2}, time_limit: 1.5, time_resolution: 0.5,
  memory: 256, output: 4, code: 64, compilation_time: 30, validation_passes: 3}
keywords: [a, b c]
languages: [python3, cpp]
allow_file_writing: true
constants: {n: {value: 5, tex: five}, eps: 1e-6}
)"},
        {"legacy", R"(name: Old
type: scoring
author: Ada <a@b.c>, Bob and Cem & D
source: S
source_url: http://s
rights_owner: R
limits: {time_multiplier: 4, time_safety_margin: 3, validation_output: 2}
validation: custom interactive score
validator_flags: case_sensitive float_tolerance 1e-6
grading: {objective: min, show_test_data_groups: yes, accept_score: 3, range: -inf +inf, on_reject: grade}
keywords: a b
)"},
        {"draft", "problem_format_version: 2023-07-draft\nname: x\nlanguages: all\nvalidation: default\n"},
        {"aliases", "a: &x [1, 2]\nname: *x\nlimits: &y {memory: 1}\ngrading: *y\n"},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto yaml = YamlValue::parse({reinterpret_cast<const char *>(data), size}, "problem.yaml");
    if (!yaml)
        return 0;
    PackageFindings findings;
    Problem problem;
    const ProblemYaml rest = readProblemYaml(*yaml, problem, findings);
    for (const Finding &finding : findings.list())
        require(!finding.message.isEmpty() && finding.file == QLatin1StringView{"problem.yaml"});
    if (findings.hasErrors())
        return 0;
    // Names and validators need files beside it; the rest stands here alone.
    problem.validatorFlags = rest.validatorFlags;
    if (rest.customValidation)
        problem.outputValidators.append(PackageProgram{});
    PackageDraft draft;
    writeProblemYaml(problem, PackageTarget::of(problem, problem.format), draft);
    const QByteArray &text = draft.files().at("problem.yaml").text;
    const auto again = YamlValue::parse({text.constData(), static_cast<std::size_t>(text.size())}, "problem.yaml");
    require(again.has_value());
    PackageFindings second;
    Problem read;
    const ProblemYaml otherRest = readProblemYaml(*again, read, second);
    require(!second.hasErrors() && otherRest.customValidation == rest.customValidation);
    read.validatorFlags = otherRest.validatorFlags;
    read.outputValidators = problem.outputValidators;
    if (isLegacy(
            problem.format)) { // A time limit is not in the file, and a title in another language is a statement's.
        read.givenLimits.insert(problem.givenLimits.begin(), problem.givenLimits.end());
        read.limits.cpu = problem.limits.cpu;
        read.names = problem.names;
    }
    const QList<PackageLoss> differences = packageDifferences(problem, read);
    for (const PackageLoss &one : differences)
        std::fprintf(stderr, "%s: %s\n", qPrintable(one.field), qPrintable(one.detail));
    require(differences.isEmpty());
    return 0;
}
