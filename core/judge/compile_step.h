// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a submission in its container, so that cases can be run.
#pragma once

#include "core/judge/program_files.h"
#include "core/judge/syscall_policies.h"
#include "core/model/judgement.h"
#include "core/model/limits.h"
#include "sandbox/container.h"

namespace assay::core {

/// What a submission's container has room for.
inline constexpr sandbox::ScratchSizes kSubmissionScratch{.box = 512_MiB, .work = 256_MiB, .inodes = 16384};

/// A submission in its container, ready to run.
struct CompiledProgram {
    std::vector<std::string> command;
    std::vector<std::string> environment;
    sandbox::Tier requiredTier = sandbox::Tier::Full; ///< Of its runs.
    CompileResult result;
    /// Why it did not compile: CompileError, or CompileTimeLimitExceeded; nothing when it did.
    std::optional<Verdict> verdict;
    QString reason;
};

/// Empties the container, puts the sources into it, compiles them under the language's compile filter, makes the
/// result read-only and prepares the container for runs. `memoryLimit` goes into command lines.
/// Errors: ours only (Sandbox, TierTooLow, Io, InvalidArgument for an entry point that is not there, Cancelled).
[[nodiscard]] Result<CompiledProgram> compileStep(sandbox::Container &container, const SyscallPolicies &policies,
                                                  const Language &language, const Submission &submission,
                                                  const Limits &limits, sandbox::Tier requiredTier,
                                                  const std::stop_token &stop);

} // namespace assay::core
