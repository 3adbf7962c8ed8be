// SPDX-License-Identifier: GPL-3.0-or-later
// JuryProgram: a program of a problem's authors (validator, grader), compiled and run in a container of its own.
#pragma once

#include "core/judge/case_step.h"
#include "core/judge/language_table.h"
#include "sandbox/container_pool.h"

#include <memory>
#include <string>
#include <vector>

namespace assay::core {

/// What preparing one takes. Outlives it.
struct JuryTools {
    sandbox::ContainerPool &pool;
    const CompileTools &compile;
    const LanguageTable &languages;
    double timeFactor = 1; ///< Multiplies every time limit.
};

/// What it is started with.
struct JuryCall {
    std::vector<std::string> arguments;
    int stdinFd = -1; ///< Borrowed.
    sandbox::OutputListener onOutput; ///< Told what it writes while it runs; may be empty.
    std::function<void()> onOutputClosed; ///< It has nothing more to write. May be empty.
    Bytes leastOutput; ///< It may write as much, whatever its limit.
    Milliseconds waiting{0}; ///< Wall time that it may spend on top of its limit, waiting for somebody else.
};

/// Never shares a container with a submission. Used by one thread at a time.
class JuryProgram
{
public:
    /// `role` is what messages call it: "output validator". Its limits are the problem's for validation.
    /// Errors: Unsupported (its language is not installed here), InvalidPackage (it does not compile), Sandbox.
    [[nodiscard]] static Result<std::unique_ptr<JuryProgram>> prepare(const JuryTools &tools, const Problem &problem,
                                                                      const PackageProgram &program, std::string role,
                                                                      const std::stop_token &stop);

    /// Where files for the next run are put, below /w.
    [[nodiscard]] sandbox::Container &container() { return *m_container; }
    /// Runs it to its own end. Errors: Cancelled; Sandbox when a limit or a signal ended it, saying which.
    [[nodiscard]] Result<sandbox::RunOutcome> run(const JuryCall &call, const std::stop_token &stop);

    /// False when its container died meanwhile: prepare another.
    [[nodiscard]] bool isUsable() const { return m_container->isAlive() && !m_container->isInDoubt(); }
    [[nodiscard]] const std::string &role() const { return m_role; }

private:
    JuryProgram() = default;

    std::string m_role;
    sandbox::ContainerLease m_container;
    CompiledProgram m_program;
    CaseLimits m_limits;
};

} // namespace assay::core
