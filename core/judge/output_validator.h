// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own programs that judge outputs, each in a container of its own.
#pragma once

#include "core/judge/group_rules.h"
#include "core/judge/jury_program.h"

#include <algorithm>

namespace assay::core {

struct ValidatorResult {
    bool accepted = false;
    QString message; ///< First line of its judgemessage.txt: for the host, never for a candidate.
    CaseFeedback feedback;
};

/// What an exit code and the files in the feedback folder of `program` say. Errors: Sandbox for an exit code that is
/// neither 42 nor 43; InvalidPackage for a score that is no number. Source: "Reporting a judgement".
[[nodiscard]] Result<ValidatorResult> readVerdict(JuryProgram &program, const sandbox::RunOutcome &outcome);

/// Where validators find their feedback folder.
inline constexpr const char *kFeedbackFolder = "/w/feedback/";

/// Makes the feedback folder for the next run. Errors: Sandbox.
[[nodiscard]] Result<void> makeFeedbackFolder(JuryProgram &program);

/// Used by one thread at a time.
class OutputValidator
{
public:
    /// Errors: those of JuryProgram::prepare.
    [[nodiscard]] static Result<std::unique_ptr<OutputValidator>>
    prepare(const JuryTools &tools, const Problem &problem, const std::stop_token &stop);

    /// Runs each as `validator input answer feedback_dir flags… < output`: exit code 42 accepts, 43 rejects, anything
    /// else, a limit of its own among it, is an error of ours. All must accept. Errors: Sandbox, Io, Cancelled.
    /// Source: problem package format, "Output Validators".
    [[nodiscard]] Result<ValidatorResult> judge(const CaseJob &job, const std::string &output,
                                                const std::stop_token &stop);

    /// False when its container died meanwhile: prepare another.
    [[nodiscard]] bool isUsable() const
    {
        return std::ranges::all_of(m_programs, [](const auto &program) { return program->isUsable(); });
    }

private:
    OutputValidator() = default;
    [[nodiscard]] static Result<ValidatorResult> judgeWith(JuryProgram &program, const CaseJob &job, int output,
                                                           const std::stop_token &stop);

    std::vector<std::unique_ptr<JuryProgram>> m_programs;
};

} // namespace assay::core
