// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a compiled program on one case and judges what came out.
#pragma once

#include "core/judge/compile_step.h"
#include "core/judge/group_rules.h"
#include "core/judge/verdict_rules.h"
#include "core/model/problem.h"

#include <variant>

namespace assay::core {

class OutputValidator;

/// Bytes of a file of the package, or of the person's own.
using CaseData = std::variant<std::filesystem::path, QByteArray>;

/// One case to run: a test case of a problem (files), or an input of the person's own (bytes).
struct CaseJob {
    QString name;
    bool secret = true;
    CaseData input;
    std::optional<CaseData> answer; ///< Nothing: the output is not judged.
    CompareOptions compare;
    QStringList validatorFlags; ///< For the package's own output validator.
    QStringList arguments;      ///< Of the program's command line.
    std::filesystem::path files; ///< Folder whose content lies in the work folder; empty: none.
};

/// A case as it was judged, and what its validator said of points.
struct JudgedCase {
    CaseRun run;
    CaseFeedback feedback;
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

/// Gets ready for that many runs of a program that compileStep has just put into the container: they start warm where the
/// language can, and where it is worth it.
void warmUp(sandbox::Container &container, const CompiledProgram &program, const CaseLimits &limits, qsizetype runs);

/// A descriptor at its start. Errors: Io.
[[nodiscard]] Result<UniqueFd> openCaseData(const CaseData &data);

/// The files of a case, at the same places below the work folder of what runs there next. Nothing for an empty path.
/// Errors: Io, Sandbox.
[[nodiscard]] Result<void> putCaseFiles(sandbox::Container &container, const std::filesystem::path &folder);

/// A compiled submission with what its cases are judged by.
struct CaseBench {
    sandbox::Container &container;
    const CompiledProgram &program;
    CaseLimits limits;
    OutputValidator *validator = nullptr; ///< Null: the default comparison.
    bool interactive = false; ///< The validator runs beside the program.
    int passes = 1; ///< So many at most: the validator asks for them.
    /// So many cases that were over the time limit are run again: what else the machine did may be to blame. A program
    /// that is too slow on all of them costs no more.
    int secondTries = 2;
    QList<EnforcedLimit> enforced; ///< Of the last case that was run.
};

/// Errors: ours only (Sandbox, TierTooLow, Io for an unreadable test case, Cancelled, a validator that breaks).
[[nodiscard]] Result<JudgedCase> caseStep(CaseBench &bench, const CaseJob &job, const std::stop_token &stop);

} // namespace assay::core
