// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd doctor`: what this computer's sandbox can do.
#include "core/installation.h"
#include "core/json/report_json.h"
#include "core/sandbox_host.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"

#include <cstdio>

namespace assay::server {

int doctorCommand(OutputFormat format)
{
    const auto installation = core::Installation::find();
    const auto host = core::SandboxHost::start(
        {.resourceFolder = installation.resourceFolder, .sandboxProgram = installation.sandboxProgram});
    const core::SandboxStatus &status = host.status;
    const int exitCode = host.sandbox ? ExitJudged : ExitJudgingError;
    if (format == OutputFormat::Json) {
        const QByteArray text = core::toJson(status);
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
        return exitCode;
    }
    const Style style = status.tier == QLatin1StringView("full") ? Style::Good
                        : host.sandbox                           ? Style::Warning
                                                                 : Style::Bad;
    printLine("Sandbox tier: " + painted(status.tier.toStdString(), style));
    if (!status.reason.isEmpty())
        printLine("  " + status.reason.toStdString());
    for (const auto &mechanism : status.mechanisms) {
        printLine(painted(mechanism.available ? "  ✓ " : "  ✗ ", mechanism.available ? Style::Good : Style::Bad) +
                  leftAligned(mechanism.name.toStdString(), 20) + "  " + mechanism.detail.toStdString());
        if (!mechanism.fix.isEmpty())
            printLine("      " + mechanism.fix.toStdString());
    }
    return exitCode;
}

} // namespace assay::server
