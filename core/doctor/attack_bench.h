// SPDX-License-Identifier: GPL-3.0-or-later
// AttackBench: compiles and runs one attack after the other in containers of its own.
#pragma once

#include "core/doctor/attack.h"
#include "core/judge/compile_step.h"
#include "core/judge/language_table.h"
#include "sandbox/sandbox.h"

#include <memory>
#include <optional>
#include <set>
#include <stop_token>

namespace assay::core {

/// Used by one thread.
class AttackBench
{
public:
    /// All borrowed. `patience` multiplies time limits that an attack does not set itself.
    AttackBench(sandbox::Sandbox &sandbox, const SyscallPolicies &policies, const LanguageTable &languages,
                double patience, std::stop_token stop);

    /// What came of one case, judged. A sandbox that breaks is not contained. Errors: Cancelled.
    [[nodiscard]] Result<AttackJudgement> tryCase(const Attack &attack, const AttackCase &attackCase);
    /// Why an attack cannot be tried here; empty when it can.
    [[nodiscard]] QString missingFor(const Attack &attack) const;
    /// Host users of all containers so far.
    [[nodiscard]] const std::set<uid_t> &users() const { return m_users; }

private:
    /// A container with the attack in it, and what came of compiling it when it did not get that far.
    struct Prepared {
        std::optional<AttackObservation> ended;
        CompiledProgram program;
    };

    [[nodiscard]] Result<AttackJudgement> carryOut(const Attack &attack, const AttackCase &attackCase);
    [[nodiscard]] Result<AttackJudgement> runCase(const Attack &attack, const AttackCase &attackCase);
    [[nodiscard]] Result<AttackJudgement> leaveAndLook(const Attack &attack, const AttackCase &attackCase);
    [[nodiscard]] Result<AttackJudgement> lookFromBeside(const Attack &attack, const AttackCase &attackCase);
    [[nodiscard]] Result<AttackObservation> run(sandbox::Container &container, const CompiledProgram &program,
                                                const Attack &attack, const AttackCase &attackCase,
                                                const QByteArray &input);
    [[nodiscard]] Result<AttackObservation> prepareAndRun(sandbox::Container &container, const Attack &attack,
                                                          const AttackCase &attackCase, const QByteArray &input);
    [[nodiscard]] Result<Prepared> prepare(sandbox::Container &container, const Attack &attack,
                                           const AttackCase &attackCase);
    [[nodiscard]] Result<sandbox::Container *> freshContainer(std::unique_ptr<sandbox::Container> &place);
    [[nodiscard]] Limits limitsOf(const AttackLimits &limits) const;
    [[nodiscard]] sandbox::RunSpec runSpec(const CompiledProgram &program, const Attack &attack,
                                           const AttackCase &attackCase) const;

    sandbox::Sandbox &m_sandbox;
    const SyscallPolicies &m_policies;
    const LanguageTable &m_languages;
    double m_patience;
    std::stop_token m_stop;
    std::unique_ptr<sandbox::Container> m_container;
    const Attack *m_compiled = nullptr; ///< What m_container holds, ready to run.
    CompiledProgram m_program;
    std::set<uid_t> m_users;
};

} // namespace assay::core
