// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd import`: a problem in Polygon's or DMOJ's format as a problem package; without a target only looked at.
#include "core/importers/import.h"
#include "core/json/package_json.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/judge_table.h"

#include <cstdio>
#include <format>

namespace assay::server {

namespace {

void print(const core::ImportReport &report)
{
    printFindings(report.findings);
    printLine(std::format("{}: {}, {}", report.package.toStdString(), report.from.toStdString(),
                          report.importable ? "can be imported" : "cannot be imported: see the errors"));
    if (report.written)
        printLine("written to " + report.written->string());
    else if (report.importable)
        printLine("name a folder or an archive to write it");
}

} // namespace

int importCommand(const ImportArguments &arguments)
{
    const auto plan = core::ImportPlan::make(arguments.source);
    if (!plan)
        return reportError(plan.error());
    core::ImportReport report{.package = plan->shortName(),
                              .from = QString::fromUtf8(plan->format()),
                              .importable = plan->problem().has_value(),
                              .written = {},
                              .findings = plan->findings()};
    if (report.importable && !arguments.target.empty()) {
        const auto written = plan->write(arguments.target);
        if (!written)
            return reportError(written.error());
        report.written = *written;
    }
    if (arguments.format == OutputFormat::Json) {
        const QByteArray line = core::toJsonLine(report);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    } else {
        print(report);
    }
    return report.importable ? ExitJudged : ExitUsage;
}

} // namespace assay::server
