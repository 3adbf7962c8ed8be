// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox of this computer as lines of a status section: its tier, its mechanisms, and what mends what is missing.
#include "app/widgets/sandbox_lines.h"

#include <QCoreApplication>

namespace assay::app {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SandboxLines)
};

StatusLine mechanismLine(const core::SandboxMechanism &mechanism)
{
    const bool isOff = mechanism.state == QLatin1StringView("off");
    const auto detail = mechanism.available || mechanism.fix.isEmpty()
                            ? mechanism.detail
                            : Words::tr("%1\nTo mend it: %2", "why a part of the sandbox is missing, then what to do")
                                  .arg(mechanism.detail, mechanism.fix);
    return {.glyph = mechanism.available ? Glyph::Check : Glyph::Dash,
            .tone = mechanism.available ? Tone::Pass
                    : isOff             ? Tone::Quiet
                                        : Tone::Limit,
            .text = mechanism.name,
            .detail = detail,
            .side = {}};
}

} // namespace

QString tierText(const core::SandboxStatus &sandbox)
{
    if (!sandbox.usable)
        return Words::tr("None that is good enough: nothing can be run");
    if (sandbox.tier == QLatin1StringView("full"))
        return Words::tr("Full: everything is enforced");
    if (sandbox.tier == QLatin1StringView("partial"))
        return Words::tr("Partial: for programs of your own; memory is measured approximately");
    return Words::tr("Reduced: for programs of your own; limits are watched from outside");
}

QList<StatusLine> sandboxLines(const core::SandboxStatus &sandbox)
{
    const bool isFull = sandbox.usable && sandbox.tier == QLatin1StringView("full");
    const bool isLess = sandbox.usable && !isFull;
    QList<StatusLine> lines{{.glyph = isFull   ? Glyph::Check
                                      : isLess ? Glyph::Shield
                                               : Glyph::Cross,
                             .tone = isFull   ? Tone::Pass
                                     : isLess ? Tone::Limit
                                              : Tone::Fail,
                             .text = tierText(sandbox),
                             .detail = sandbox.reason,
                             .side = {}}};
    for (const auto &mechanism : sandbox.mechanisms)
        lines.append(mechanismLine(mechanism));
    return lines;
}

} // namespace assay::app
