// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd export`: a problem package in another version of the format, with what that version cannot say.
#include "core/json/package_json.h"
#include "core/problems/package_reader.h"
#include "core/problems/package_source.h"
#include "core/problems/package_writer.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/judge_table.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace assay::server {

namespace {

using core::PackageLoss;

std::string lossCount(std::size_t count)
{
    if (count == 0)
        return "nothing is lost";
    return count == 1 ? "1 thing is lost or written in another way"
                      : std::format("{} things are lost or written in another way", count);
}

void print(const core::ExportReport &report)
{
    printLine(std::format("{}: {} as {}: {}", report.package.toStdString(), core::kPackageFormatNames.text(report.from),
                          core::kPackageFormatNames.text(report.to),
                          lossCount(static_cast<std::size_t>(report.losses.size()))));
    std::size_t columns = 0;
    for (const PackageLoss &loss : report.losses)
        columns = std::max(columns, loss.field.toStdString().size());
    for (const PackageLoss &loss : report.losses)
        printLine("  " + painted(leftAligned(loss.field.toStdString(), columns), Style::Warning) + "  " +
                  loss.detail.toStdString());
    if (report.written)
        printLine("written to " + report.written->string());
}

} // namespace

int exportCommand(const ExportArguments &arguments)
{
    const auto source = core::PackageSource::open(arguments.package);
    if (!source)
        return reportError(source.error());
    auto inspection = core::inspectPackage(source->folder());
    if (!inspection)
        return reportError(inspection.error());
    if (!inspection->isUsable())
        return reportError(core::packageError(inspection->findings));
    const core::Problem &problem = inspection->problem;
    core::ExportReport report{
        .package = problem.shortName,
        .from = problem.format,
        .to = arguments.version.empty() ? problem.format
                                        : core::kPackageFormatNames.value(arguments.version).value_or(problem.format),
        .written = {},
        .losses = {},
        .findings = inspection->findings,
    };
    report.losses = core::findLosses(problem, report.to);
    const bool refused = arguments.lossless && !report.losses.isEmpty();
    if (!arguments.target.empty() && !refused) {
        const auto written = core::writePackage(problem, report.to, arguments.target);
        if (!written)
            return reportError(written.error());
        report.written = written->path;
    }
    if (arguments.format == OutputFormat::Json) {
        const QByteArray line = core::toJsonLine(report);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    } else {
        printFindings(report.findings);
        print(report);
    }
    return refused ? ExitDiffers : ExitJudged;
}

} // namespace assay::server
