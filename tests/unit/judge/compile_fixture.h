// SPDX-License-Identifier: GPL-3.0-or-later
// Compiling in a real container, with the shipped languages and policies and a cache of its own.
#pragma once

#include "core/judge/compile_host.h"
#include "core/judge/language_table.h"
#include "core/judge/syscall_policies.h"
#include "sandbox/sandbox.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace assay::core {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class CompileFixture
{
public:
    explicit CompileFixture(WarmUp warmUp = WarmUp::Never)
    {
        const CompileHostOptions options{.folder = cacheFolder(), .warmUp = warmUp};
        auto started = sandbox::Sandbox::start(
            {.helper = ASSAY_BIN_DIR "/assay-sandbox", .warmFolder = CompileHost::warmFolder(options)});
        if (!started)
            qFatal("%s", started.error().describe().c_str());
        m_sandbox = std::move(*started);
        auto loaded = SyscallPolicies::load(ASSAY_SOURCE_DIR "/resources/seccomp", *m_sandbox, sandbox::Tier::Full);
        if (!loaded)
            qFatal("%s", loaded.error().describe().c_str());
        m_policies = std::make_unique<SyscallPolicies>(std::move(*loaded));
        auto table = LanguageTable::load(ASSAY_SOURCE_DIR "/resources/languages");
        if (!table)
            qFatal("%s", table.error().describe().c_str());
        m_languages = std::make_unique<LanguageTable>(std::move(*table));
        m_host = std::make_unique<CompileHost>(options);
        m_host->start(*m_languages, compileSandbox());
    }

    [[nodiscard]] std::filesystem::path cacheFolder() const { return m_folder.path().toStdString(); }
    [[nodiscard]] const Language &language(const char *id) const
    {
        return m_languages->find(QString::fromLatin1(id))->language;
    }
    [[nodiscard]] bool has(const char *id) const { return m_languages->find(QString::fromLatin1(id))->available; }
    [[nodiscard]] CompileTools tools() { return m_host->tools(); }
    /// These tests are about compiling, not about tiers.
    [[nodiscard]] CompileSandbox compileSandbox()
    {
        return {.sandbox = m_sandbox.get(), .policies = m_policies.get(), .requiredTier = sandbox::Tier::Partial};
    }
    [[nodiscard]] CompileHost &host() { return *m_host; }
    [[nodiscard]] sandbox::Sandbox &sandbox() { return *m_sandbox; }
    [[nodiscard]] const LanguageTable &languages() const { return *m_languages; }

    /// A container as a worker gets it.
    [[nodiscard]] std::unique_ptr<sandbox::Container> container()
    {
        auto made = m_sandbox->createContainer();
        if (!made)
            qFatal("%s", made.error().describe().c_str());
        return std::move(*made);
    }

    [[nodiscard]] Result<CompiledProgram> compile(sandbox::Container &container, const Language &language,
                                                  const QList<SourceFile> &sources, const Limits &limits = {},
                                                  const std::stop_token &stop = {})
    {
        const Submission submission{.language = language.id, .sources = sources};
        auto program = compileStep(container, tools(), language, submission, limits, stop);
        if (const CompileTools used = tools(); used.cache != nullptr)
            used.cache->waitUntilWritten();
        return program;
    }

    /// What it prints, or why it does not.
    [[nodiscard]] static QByteArray outputOf(sandbox::Container &container, const CompiledProgram &program)
    {
        const auto outcome = container.run({.argv = program.command,
                                            .environment = program.environment,
                                            .limits = {.cpu = 10s, .wall = 20s},
                                            .requiredTier = sandbox::Tier::Partial});
        if (!outcome)
            return QByteArray::fromStdString(outcome.error().describe());
        return QByteArray::fromStdString(outcome->output + outcome->errorOutput);
    }

    /// Path, size and permissions of everything below /box, in order.
    [[nodiscard]] static QStringList boxOf(sandbox::Container &container)
    {
        QStringList lines;
        const auto files = container.listFiles("/box");
        if (!files)
            return {QString::fromStdString(files.error().describe())};
        for (const auto &file : *files)
            lines.append(
                u"%1 %2 %3"_s.arg(QString::fromStdString(file.path)).arg(file.size.count).arg(file.mode, 0, 8));
        std::ranges::sort(lines);
        return lines;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    std::unique_ptr<SyscallPolicies> m_policies;
    std::unique_ptr<LanguageTable> m_languages;
    std::unique_ptr<CompileHost> m_host;
};

} // namespace assay::core
