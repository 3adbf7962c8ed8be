// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a submission in its container, so that cases can be run.
#pragma once

#include "core/judge/compile_cache.h"
#include "core/judge/precompiled_headers.h"
#include "core/judge/program_files.h"
#include "core/judge/syscall_policies.h"
#include "core/judge/toolchain.h"
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
    std::size_t scriptArgument = 0; ///< Of `command`, where runs can start warm; else 0.
    sandbox::Tier requiredTier = sandbox::Tier::Full; ///< Of its runs.
    QString entryPoint; ///< File or class that is started, as the language names it.
    CompileResult result;
    QString toolchain; ///< What compiles and runs it (toolchainText); empty when that could not be told.
    /// Why it did not compile: CompileError, or CompileTimeLimitExceeded; nothing when it did.
    std::optional<Verdict> verdict;
    QString reason;
};

/// What compiling takes besides a container. Shared by all workers, outlives them.
struct CompileTools {
    const SyscallPolicies *policies = nullptr; ///< Null: nothing can be run.
    Toolchains *toolchains = nullptr; ///< Null: judgements do not say what compiled them, and nothing is cached.
    CompileCache *cache = nullptr; ///< Null: everything is compiled anew.
    PrecompiledHeaders *headers = nullptr; ///< Null: compilers read every header.
    sandbox::Tier requiredTier = sandbox::Tier::Full; ///< Of compilers and of what they make.
};

/// Empties the container, puts the sources into it, compiles them under the language's compile filter, makes the
/// result read-only and prepares the container for runs. What the cache has is put there instead, without a compiler; the
/// container of a program that does not compile is left as it was then. `memoryLimit` goes into command lines.
/// Errors: ours only (Sandbox, TierTooLow, Io, InvalidArgument for an entry point that is not there, Cancelled).
[[nodiscard]] Result<CompiledProgram> compileStep(sandbox::Container &container, const CompileTools &tools,
                                                  const Language &language, const Submission &submission,
                                                  const Limits &limits, const std::stop_token &stop);

} // namespace assay::core
