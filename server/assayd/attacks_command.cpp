// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd doctor --attacks`: hostile programs against this computer's sandbox.
#include "core/doctor/attack_run.h"
#include "core/installation.h"
#include "core/json/attack_json.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"

#include <cstdio>
#include <format>

namespace assay::server {

namespace {

using core::AttackState;

constexpr std::size_t kIdColumns = 34;
constexpr std::size_t kOutcomeColumns = 22;
constexpr std::size_t kTriesColumns = 60;

std::string_view wordFor(AttackState state)
{
    switch (state) {
    case AttackState::Contained:
        return "contained";
    case AttackState::NotContained:
        return "NOT";
    case AttackState::Skipped:
        return "skipped";
    }
    return "";
}

Style styleFor(AttackState state)
{
    switch (state) {
    case AttackState::Contained:
        return Style::Good;
    case AttackState::NotContained:
        return Style::Bad;
    case AttackState::Skipped:
        return Style::Warning;
    }
    return Style::Plain;
}

void write(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

/// Rows as they come, with a progress line below them.
class AttackTable
{
public:
    explicit AttackTable(OutputFormat format)
        : m_format(format)
    {
    }

    void start(int cases, const QString &tier)
    {
        m_cases = cases;
        if (m_format == OutputFormat::Text)
            printLine(
                painted(std::format("{} attacks on the sandbox, tier {}", cases, tier.toStdString()), Style::Bold));
    }
    void begin(const QString &id) { m_progress.show("Attacking", m_done, m_cases, id.toStdString()); }
    void add(const core::AttackRow &row)
    {
        ++m_done;
        m_progress.clear();
        if (m_format == OutputFormat::Json) {
            write(core::toJsonLine(row));
            return;
        }
        const auto &judgement = row.judgement;
        printLine(painted(leftAligned(wordFor(judgement.state), 9), styleFor(judgement.state)) + "  " +
                  leftAligned(row.id.toStdString(), kIdColumns) + "  " +
                  leftAligned(outcomeCode(judgement).toStdString(), kOutcomeColumns) + "  " +
                  painted(leftAligned(row.tries.toStdString(), kTriesColumns), Style::Dim));
        if (judgement.state != AttackState::Contained)
            printLine("           " + judgement.detail.toStdString());
    }
    void finish(const core::AttackSummary &summary)
    {
        m_progress.clear();
        if (m_format == OutputFormat::Json) {
            write(core::toJsonLine(summary));
            return;
        }
        for (const auto &trace : summary.traces)
            printLine(painted("left on this computer: " + trace.toStdString(), Style::Bad));
        const std::string text =
            std::format("{} contained, {} NOT contained, {} skipped, {} trace(s) left; tier {}, {:.1f} s",
                        summary.contained, summary.notContained, summary.skipped, summary.traces.size(),
                        summary.tier.toStdString(), static_cast<double>(summary.duration.count()) / 1000);
        printLine(painted(text, summary.allContained() ? Style::Good : Style::Bad));
    }

private:
    OutputFormat m_format;
    ProgressLine m_progress;
    int m_cases = 0;
    int m_done = 0;
};

} // namespace

int attacksCommand(const DoctorArguments &arguments, std::stop_token stop)
{
    const auto installation = core::Installation::find();
    const core::EngineOptions engine = engineOptions(arguments.tier);
    AttackTable table(arguments.format);
    const auto summary =
        core::runAttacks({.resourceFolder = installation.resourceFolder,
                          .attackFolder = installation.attackFolder,
                          .sandboxProgram = installation.sandboxProgram,
                          .bestTier = engine.bestTier,
                          .leastTier = engine.leastTier.tier,
                          .only = QString::fromStdString(arguments.only),
                          .patience = arguments.patience},
                         {.started = [&table](int cases, const QString &name) { table.start(cases, name); },
                          .began = [&table](const QString &id) { table.begin(id); },
                          .finished = [&table](const core::AttackRow &row) { table.add(row); }},
                         stop);
    if (!summary)
        return reportError(summary.error());
    table.finish(*summary);
    return summary->allContained() ? ExitJudged : ExitDiffers;
}

} // namespace assay::server
