// SPDX-License-Identifier: GPL-3.0-or-later
// CompileHost: fingerprints, cache and precompiled headers of one engine, opened from its options.
#pragma once

#include "core/judge/compile_host_options.h"
#include "core/judge/compile_step.h"
#include "core/judge/language_table.h"

#include <memory>
#include <thread>

namespace assay::core {

/// Where everything is compiled.
struct CompileSandbox {
    sandbox::Sandbox *sandbox = nullptr; ///< Null: nowhere.
    const SyscallPolicies *policies = nullptr; ///< Null as well then.
    sandbox::Tier requiredTier = sandbox::Tier::Full;
};

/// A folder that cannot be used costs time, nothing else: `problems` tells.
class CompileHost
{
public:
    explicit CompileHost(const CompileHostOptions &options);
    ~CompileHost();
    CompileHost(const CompileHost &) = delete;
    CompileHost &operator=(const CompileHost &) = delete;

    /// What Toolchains keeps, below the folder of the options.
    [[nodiscard]] static std::filesystem::path toolchainFile(const std::filesystem::path &folder);
    /// Where precompiled headers lie: the sandbox's warm folder. Made if missing; empty when nothing is kept, or it cannot
    /// be made.
    [[nodiscard]] static std::filesystem::path warmFolder(const CompileHostOptions &options);
    /// Looks at all toolchains and makes precompiled headers in the background, unless that is to wait. Everything given
    /// outlives this object.
    void start(const LanguageTable &languages, const CompileSandbox &sandbox);
    /// Looks at that language's toolchain and, where headers are not left to wait, has its precompiled one made. Returns
    /// when that is done or a stop is requested. After start. Errors: why its toolchain cannot be used.
    [[nodiscard]] Result<Toolchain> warmUp(const Language &language, const std::stop_token &stop);
    /// After start.
    [[nodiscard]] CompileTools tools() const;
    [[nodiscard]] QStringList problems() const;
    /// Keeps nothing that was made of anybody's sources.
    void forgetPrograms();

private:
    CompileHostOptions m_options;
    QStringList m_problems;
    std::unique_ptr<Toolchains> m_toolchains;
    std::unique_ptr<CompileCache> m_cache;
    std::unique_ptr<PrecompiledHeaders> m_headers;
    CompileSandbox m_sandbox;
    std::jthread m_thread;
};

} // namespace assay::core
