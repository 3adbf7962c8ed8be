// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own programs that judge outputs, each in a container of its own.
#pragma once

#include "core/judge/conversation.h"
#include "core/judge/group_rules.h"
#include "core/judge/jury_program.h"

#include <algorithm>

namespace assay::core {

struct ValidatorResult {
    bool accepted = false;
    QString message; ///< First line of its judgemessage.txt: for the host, never for a candidate.
    CaseFeedback feedback;
    bool wantsAnotherPass = false; ///< Multi-pass problems: the submission is run again, with `nextInput`.
    QByteArray nextInput;
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

    /// Before the first pass of a case: feedback files stay from one pass to the next, and no longer.
    void beginCase() { m_feedback.clear(); }
    /// Runs each as `validator input answer feedback_dir flags… < output`: exit code 42 accepts, 43 rejects, anything
    /// else, a limit of its own among it, is an error of ours. All must accept. Errors: Sandbox, Io, Cancelled.
    /// Source: problem package format, "Output Validators".
    [[nodiscard]] Result<ValidatorResult> judge(const CaseJob &job, const std::string &output,
                                                const std::stop_token &stop);
    /// The same for an output that is a file, borrowed: from its beginning, wherever its offset is.
    [[nodiscard]] Result<ValidatorResult> judge(const CaseJob &job, int output, const std::stop_token &stop);
    /// Runs it beside a submission that may take that long. Errors: Sandbox, Io; what became of the two is theirs.
    [[nodiscard]] Result<Conversation> converse(const CaseJob &job, const Talker &submission, Milliseconds longest,
                                                const std::stop_token &stop);
    /// What it thought of a conversation that it has just had. Errors: those of judge.
    [[nodiscard]] Result<ValidatorResult> resultOf(const Conversation &conversation);

    /// False when its container died meanwhile: prepare another.
    [[nodiscard]] bool isUsable() const
    {
        return std::ranges::all_of(m_programs, [](const auto &program) { return program->isUsable(); });
    }

private:
    OutputValidator() = default;
    [[nodiscard]] Result<ValidatorResult> judgeWith(JuryProgram &program, const CaseJob &job, int output,
                                                    const std::stop_token &stop);
    [[nodiscard]] Result<void> setOut(JuryProgram &program, const CaseJob &job);
    [[nodiscard]] Result<ValidatorResult> conclude(JuryProgram &program, const sandbox::RunOutcome &outcome);
    [[nodiscard]] Result<void> takeFeedback(JuryProgram &program, ValidatorResult &result);

    struct FeedbackFile {
        std::string path; ///< Below the feedback folder.
        UniqueFd content;
    };

    std::vector<std::unique_ptr<JuryProgram>> m_programs;
    Bytes m_leastSaid;
    bool m_multiPass = false; ///< There is one program then.
    std::vector<FeedbackFile> m_feedback; ///< Of the passes so far.
};

} // namespace assay::core
