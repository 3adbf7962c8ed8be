// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd doctor`: what this computer's sandbox can do.
#include "core/json/report_json.h"
#include "core/sandbox_host.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"

#include <cstdio>

namespace assay::server {

namespace {

struct Mark {
    const char *glyph;
    Style style;
};

Mark markOf(const core::SandboxMechanism &mechanism)
{
    if (mechanism.available)
        return {"  ✓ ", Style::Good};
    return mechanism.state == QLatin1StringView("off") ? Mark{"  - ", Style::Dim} : Mark{"  ✗ ", Style::Bad};
}

void printStatus(const core::SandboxStatus &status)
{
    const Style style = status.tier == QLatin1StringView("full") ? Style::Good
                        : status.usable                          ? Style::Warning
                                                                 : Style::Bad;
    printLine("Sandbox tier: " + painted(status.tier.toStdString(), style));
    if (!status.reason.isEmpty())
        printLine("  " + status.reason.toStdString());
    if (status.usable && status.tier != QLatin1StringView("full"))
        printLine("  Your own programs are run; those of other people are not: they need the tier full.");
    for (const auto &mechanism : status.mechanisms) {
        const auto [glyph, glyphStyle] = markOf(mechanism);
        printLine(painted(glyph, glyphStyle) + leftAligned(mechanism.name.toStdString(), 24) + "  " +
                  mechanism.detail.toStdString());
        if (!mechanism.fix.isEmpty())
            printLine("      " + mechanism.fix.toStdString());
    }
}

} // namespace

int doctorCommand(const TierChoice &tier, OutputFormat format)
{
    const auto host = core::SandboxHost::start(engineOptions(tier));
    if (format == OutputFormat::Json) {
        const QByteArray text = core::toJson(host.status);
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    } else {
        printStatus(host.status);
    }
    return host.status.usable ? ExitJudged : ExitJudgingError;
}

} // namespace assay::server
