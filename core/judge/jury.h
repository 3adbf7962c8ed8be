// SPDX-License-Identifier: GPL-3.0-or-later
// Jury: the programs of a problem's authors, made ready when they are first needed.
#pragma once

#include "core/judge/output_validator.h"

#include <span>

namespace assay::core {

/// Of one worker, for one problem after the other. Used by one thread at a time.
class Jury
{
public:
    explicit Jury(const JuryTools &tools)
        : m_tools(tools)
    {
    }

    /// Forgets the programs of another problem.
    void setProblem(std::shared_ptr<const Problem> problem);
    /// Null: the default comparison. Errors: those of JuryProgram::prepare.
    [[nodiscard]] Result<OutputValidator *> outputValidator(const std::stop_token &stop);
    /// The package's own grader on a group's members. Errors: InvalidPackage, Sandbox, Cancelled.
    [[nodiscard]] Result<GroupOutcome> grade(const TestGroup &group, std::span<const MemberResult> members,
                                             const std::stop_token &stop);
    /// The static validator on a submission's sources. `entryPoint` as the language knows it.
    /// Errors: InvalidPackage, Sandbox, Cancelled. Source: 2025-09, "Static validator".
    [[nodiscard]] Result<ValidatorResult> validateStatically(const Submission &submission, const QString &entryPoint,
                                                             const QStringList &arguments, const std::stop_token &stop);

private:
    [[nodiscard]] Result<JuryProgram *> ready(std::unique_ptr<JuryProgram> &program,
                                              const std::optional<PackageProgram> &package, const char *role,
                                              const std::stop_token &stop);

    JuryTools m_tools;
    std::shared_ptr<const Problem> m_problem; ///< Shared with the library and with judgements under way.
    std::unique_ptr<OutputValidator> m_validator;
    std::unique_ptr<JuryProgram> m_grader;
    std::unique_ptr<JuryProgram> m_staticValidator;
};

} // namespace assay::core
