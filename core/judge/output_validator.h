// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own program that judges outputs, compiled and run in a container of its own.
#pragma once

#include "core/judge/case_step.h"
#include "core/judge/language_table.h"
#include "sandbox/container_pool.h"

#include <memory>

namespace assay::core {

struct ValidatorResult {
    bool accepted = false;
    QString message; ///< First line of its judgemessage.txt: for the host, never for a candidate.
};

/// Never shares a container with a submission. Used by one thread at a time.
class OutputValidator
{
public:
    /// Errors: Unsupported (its language is not installed here), InvalidPackage (it does not compile), Sandbox.
    [[nodiscard]] static Result<std::unique_ptr<OutputValidator>>
    prepare(sandbox::ContainerPool &pool, const SyscallPolicies &policies, const LanguageTable &languages,
            const Problem &problem, sandbox::Tier requiredTier, const std::stop_token &stop);

    /// Runs it as `validator input answer feedback_dir flags… < output`: exit code 42 accepts, 43 rejects, anything else,
    /// a limit of its own among it, is an error of ours. Errors: Sandbox, Io, Cancelled.
    /// Source: problem package format, "Output Validators".
    [[nodiscard]] Result<ValidatorResult> judge(const CaseJob &job, const std::string &output,
                                                const std::stop_token &stop);

    /// False when its container died meanwhile: prepare another.
    [[nodiscard]] bool isUsable() const { return m_container->isAlive() && !m_container->isInDoubt(); }

private:
    OutputValidator() = default;
    [[nodiscard]] QString readMessage();

    sandbox::ContainerLease m_container;
    CompiledProgram m_program;
    CaseLimits m_limits;
};

} // namespace assay::core
