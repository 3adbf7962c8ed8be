// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd support-bundle`: what somebody needs to know who is to help, in one archive.
#include "core/judge/language_table.h"
#include "core/sandbox_host.h"
#include "core/support/support_bundle.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/exit_code.h"

#include <QCoreApplication>

namespace assay::server {

int supportCommand(const SupportArguments &arguments, const core::Settings &settings)
{
    const core::EngineOptions options = engineOptions(arguments.tier);
    const auto host = core::SandboxHost::start(options);
    const auto languages = core::LanguageTable::load(options.resourceFolder / "languages");
    const std::string folder =
        arguments.dataFolder.empty() ? settings.text(core::SettingId::DataFolder).toStdString() : arguments.dataFolder;
    const auto names = core::writeSupportBundle(
        arguments.target, {.program = QStringLiteral("assayd ") + QCoreApplication::applicationVersion(),
                           .sandbox = host.status,
                           .languages = languages ? languages->probeVersions() : QList<core::LanguageStatus>{},
                           .settings = settings,
                           .dataFolder = folder,
                           .database = QString::fromStdString(arguments.database)});
    if (!names)
        return reportError(names.error());
    for (const QString &name : *names)
        printLine("  " + name.toStdString());
    printLine(arguments.target + ": read it before you pass it on");
    return ExitJudged;
}

} // namespace assay::server
