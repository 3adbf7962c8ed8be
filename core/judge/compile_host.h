// SPDX-License-Identifier: GPL-3.0-or-later
// CompileHost: fingerprints and cache of one engine, opened from its options.
#pragma once

#include "core/judge/compile_host_options.h"
#include "core/judge/compile_step.h"
#include "core/judge/language_table.h"

#include <memory>
#include <thread>

namespace assay::core {

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
    /// Looks at all toolchains in the background, unless that is to wait. `languages` outlives this object.
    void start(const LanguageTable &languages);
    /// `policies` may be null. Everything is compiled and run under the tier or a better one.
    [[nodiscard]] CompileTools tools(const SyscallPolicies *policies, sandbox::Tier requiredTier);
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

private:
    CompileHostOptions m_options;
    QStringList m_problems;
    std::unique_ptr<Toolchains> m_toolchains;
    std::unique_ptr<CompileCache> m_cache;
    std::jthread m_thread;
};

} // namespace assay::core
