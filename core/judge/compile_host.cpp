// SPDX-License-Identifier: GPL-3.0-or-later
// CompileHost: fingerprints and cache of one engine, opened from its options.
#include "core/judge/compile_host.h"

#include "core/log_categories.h"

namespace assay::core {

CompileHost::CompileHost(const CompileHostOptions &options)
    : m_options(options)
{
    std::error_code error;
    const bool keeps = options.caching == CompileCaching::On && !options.folder.empty();
    if (keeps)
        std::filesystem::create_directories(options.folder, error);
    m_toolchains =
        std::make_unique<Toolchains>(keeps && !error ? toolchainFile(options.folder) : std::filesystem::path());
    if (!keeps)
        return;
    auto cache = CompileCache::open({.folder = options.folder / "compile"});
    if (cache) {
        m_cache = std::move(*cache);
        return;
    }
    qCWarning(lcJudge, "no compile cache: %s", cache.error().describe().c_str());
    m_problems.append(QStringLiteral("compile cache: ") + QString::fromStdString(cache.error().describe()));
}

std::filesystem::path CompileHost::toolchainFile(const std::filesystem::path &folder)
{
    return folder / "toolchains";
}

CompileHost::~CompileHost()
{
    m_thread = {}; // joined
    m_toolchains->save();
}

void CompileHost::start(const LanguageTable &languages)
{
    if (m_options.warmUp == WarmUp::OnDemand)
        return;
    m_thread = std::jthread(
        [this, &languages](const std::stop_token &stop) { m_toolchains->lookAtAll(languages.all(), stop); });
}

CompileTools CompileHost::tools(const SyscallPolicies *policies, sandbox::Tier requiredTier)
{
    return {
        .policies = policies, .toolchains = m_toolchains.get(), .cache = m_cache.get(), .requiredTier = requiredTier};
}

} // namespace assay::core
