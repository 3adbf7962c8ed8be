// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd languages`: which languages this computer can judge.
#include "core/installation.h"
#include "core/json/report_json.h"
#include "core/judge/compile_host.h"
#include "core/judge/language_table.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"

#include <cstdio>
#include <filesystem>

namespace assay::server {

namespace {

/// What is told of them takes reading all of the compilers, the first time.
void addToolchains(QList<core::LanguageStatus> &languages)
{
    const auto folder = core::userCacheFolder();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    core::Toolchains toolchains(error ? std::filesystem::path() : core::CompileHost::toolchainFile(folder));
    toolchains.lookAtAll(languages, {});
    for (auto &status : languages) {
        if (!status.available)
            continue;
        if (auto toolchain = toolchains.of(status.language))
            status.toolchain = std::move(*toolchain);
    }
}

} // namespace

int languagesCommand(OutputFormat format)
{
    const auto table = core::LanguageTable::load(core::Installation::find().resourceFolder / "languages");
    if (!table)
        return reportError(table.error());
    auto languages = table->probeVersions();
    if (format == OutputFormat::Json) {
        addToolchains(languages);
        const QByteArray text = core::toJson(languages);
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
        return ExitJudged;
    }
    for (const auto &status : languages) {
        const std::string what = status.available ? status.version.toStdString()
                                                  : "not installed: " + status.language.installHint.toStdString();
        printLine(painted(status.available ? "✓ " : "✗ ", status.available ? Style::Good : Style::Warning) +
                  leftAligned(status.language.id.toStdString(), 12) + "  " +
                  leftAligned(status.language.name.toStdString(), 22) + "  " + what);
    }
    return ExitJudged;
}

} // namespace assay::server
