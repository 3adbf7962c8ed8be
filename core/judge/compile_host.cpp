// SPDX-License-Identifier: GPL-3.0-or-later
// CompileHost: fingerprints, cache and precompiled headers of one engine, opened from its options.
#include "core/judge/compile_host.h"

#include "core/log_categories.h"

namespace assay::core {

namespace {

/// See PrecompiledHeaders.
int coldUses(WarmUp warmUp)
{
    switch (warmUp) {
    case WarmUp::AtStart:
        return 0;
    case WarmUp::OnDemand:
        return 1;
    case WarmUp::Never:
        break;
    }
    return -1;
}

} // namespace

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
    m_headers.reset();
    m_toolchains->save();
}

std::filesystem::path CompileHost::warmFolder(const CompileHostOptions &options)
{
    if (options.caching == CompileCaching::Off || options.folder.empty())
        return {};
    std::error_code error;
    const auto store = HeaderStore::open(std::filesystem::absolute(options.folder, error) / "warm");
    return store && !error ? store->folder() : std::filesystem::path();
}

void CompileHost::start(const LanguageTable &languages, const CompileSandbox &sandbox)
{
    m_sandbox = sandbox;
    const auto folder = warmFolder(m_options);
    const bool usable = !folder.empty() && sandbox.sandbox != nullptr && sandbox.policies != nullptr;
    if (auto store = HeaderStore::open(folder); usable && store) {
        const HeaderTools tools{
            .bench = {.sandbox = *sandbox.sandbox, .policies = *sandbox.policies, .requiredTier = sandbox.requiredTier},
            .toolchains = *m_toolchains};
        m_headers = std::make_unique<PrecompiledHeaders>(tools, std::move(*store), coldUses(m_options.warmUp));
    }
    if (m_options.warmUp != WarmUp::AtStart)
        return;
    m_thread = std::jthread([this, &languages](const std::stop_token &stop) {
        m_toolchains->lookAtAll(languages.all(), stop);
        for (const auto &status : languages.all()) {
            if (status.available && m_headers && !stop.stop_requested())
                m_headers->prepare(status.language);
        }
    });
}

Result<Toolchain> CompileHost::warmUp(const Language &language, const std::stop_token &stop)
{
    auto toolchain = m_toolchains->of(language);
    if (m_headers && m_options.warmUp == WarmUp::AtStart && !stop.stop_requested()) {
        m_headers->prepare(language);
        m_headers->waitUntilIdle(stop);
    }
    return toolchain;
}

CompileTools CompileHost::tools() const
{
    return {.policies = m_sandbox.policies,
            .toolchains = m_toolchains.get(),
            .cache = m_cache.get(),
            .headers = m_headers.get(),
            .requiredTier = m_sandbox.requiredTier};
}

void CompileHost::forgetPrograms()
{
    if (m_cache)
        m_cache->clear();
}

QStringList CompileHost::problems() const
{
    return m_headers ? m_problems + m_headers->problems() : m_problems;
}

} // namespace assay::core
