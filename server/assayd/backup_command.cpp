// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd backup` and `assayd restore`: a data folder as a folder that can be kept elsewhere, and back.
#include "core/store/backup.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/exit_code.h"

#include <format>

namespace assay::server {

namespace {

core::BackupListener listenerFor(const std::stop_token &stop)
{
    return {.step = [](const QString &step) { printError(step.toStdString()); },
            .mayGoOn = [stop]() -> Result<void> {
                if (stop.stop_requested())
                    return fail(Errc::Cancelled, "interrupted");
                return {};
            }};
}

int tell(const Result<core::BackupReport> &report, const std::string &target)
{
    if (!report)
        return reportError(report.error());
    for (const QString &package : report->outside)
        printError("not in it, for it lies elsewhere: " + package.toStdString());
    printLine(std::format("{}: the database and {} file(s), {:.1f} MiB", target, report->files,
                          static_cast<double>(report->bytes) / 1024 / 1024));
    return ExitJudged;
}

} // namespace

int backupCommand(const BackupArguments &arguments, const std::stop_token &stop)
{
    return tell(core::writeBackup(arguments.from, arguments.target, listenerFor(stop)), arguments.target);
}

int restoreCommand(const BackupArguments &arguments, const std::stop_token &stop)
{
    return tell(core::restoreBackup(arguments.from, arguments.target, listenerFor(stop)), arguments.target);
}

} // namespace assay::server
