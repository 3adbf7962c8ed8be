// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a compiled program on one case and judges what came out.
#pragma once

#include "core/judge/compile_step.h"
#include "core/judge/verdict_rules.h"
#include "core/model/problem.h"

#include <variant>

namespace assay::core {

/// One case to run: a test case of a problem (files), or an input of the person's own (bytes).
struct CaseJob {
    QString name;
    bool secret = true;
    std::variant<std::filesystem::path, QByteArray> input;
    /// Nothing: the output is not judged.
    std::optional<std::variant<std::filesystem::path, QByteArray>> answer;
    CompareOptions compare;
};

/// The limits of a case, as the problem, the language and the submission together make them.
struct CaseLimits {
    JudgedLimits judged;
    Bytes output;
    int processes = 128;
};

[[nodiscard]] CaseLimits caseLimitsOf(const Limits &limits, const Language &language);

/// How a compiled program is started under these limits, still without input.
[[nodiscard]] sandbox::RunSpec programRun(const CompiledProgram &program, const CaseLimits &limits);

/// Errors: ours only (Sandbox, Io for an unreadable test case, Cancelled).
[[nodiscard]] Result<CaseRun> caseStep(sandbox::Container &container, const CompiledProgram &program, const CaseJob &job,
                                       const CaseLimits &limits, const std::stop_token &stop);

} // namespace assay::core
