// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd verify-package`: every jury submission against the verdict that its folder names, and the test data
// against the validators.
#include "core/json/report_json.h"
#include "core/lab/verification.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"
#include "server/assayd/judge_table.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace assay::server {

namespace {

using core::JurySubmission;

constexpr std::size_t kMaxNameColumns = 48;

QStringList expectedIds(const JurySubmission &submission)
{
    QStringList ids;
    for (const auto verdict : submission.expected)
        ids.append(QString::fromUtf8(core::kVerdictIds.text(verdict)));
    return ids;
}

std::string describe(const core::DataCheckReport &report)
{
    if (report.inputValidators == 0)
        return "test data: there is no input validator that could be run";
    const auto wrong = std::ranges::count(report.findings, core::Severity::Error, &core::Finding::severity);
    const auto counted = [](auto count, std::string_view what) {
        return std::format("{} {}{}", count, what, count == 1 ? "" : "s");
    };
    return std::format("test data: {}, {}, {} for validators alone: {}", counted(report.inputs, "input"),
                       counted(report.inputValidators, "input validator"), counted(report.others, "file"),
                       wrong == 0 ? "all as meant" : std::format("{} not as meant", wrong));
}

/// What verify-package prints, as it comes.
class Printer
{
public:
    explicit Printer(OutputFormat format)
        : m_format(format)
    {
    }

    [[nodiscard]] core::VerificationListener listener()
    {
        return {
            .opened = [this](const auto &problem, const auto &findings) { begin(problem, findings); },
            .timeLimitFound = [this](const auto &found) { tell(found); },
            .judged = [this](const auto &result) { tell(result); },
            .progress = progressOn(m_progress),
            .dataProgress =
                [this](const core::DataCheckProgress &now) {
                    m_progress.show("Test data", static_cast<int>(now.done), static_cast<int>(now.total),
                                    now.what.toStdString());
                },
        };
    }

    void tell(const core::VerificationSummary &summary)
    {
        m_progress.clear();
        printFindings(summary.data.findings);
        if (m_format == OutputFormat::Json)
            return;
        printLine(describe(summary.data));
        printLine(std::format("{}: {} as expected, {} different, {} skipped", m_package, summary.asExpected,
                              summary.different, summary.skipped));
    }

private:
    void begin(const core::Problem &problem, const QList<core::Finding> &findings)
    {
        printFindings(findings);
        m_package = problem.shortName.toStdString();
        for (const auto &submission : problem.jurySubmissions)
            m_nameColumns = std::max(m_nameColumns, static_cast<std::size_t>(submission.name.size()));
        m_nameColumns = std::min(m_nameColumns, kMaxNameColumns);
    }

    void tell(const core::TimeLimitFound &found)
    {
        m_progress.clear();
        if (found.source != core::TimeLimitSource::Given)
            printError(core::describe(found));
        if (m_format == OutputFormat::Text)
            printJudgementHeader(m_nameColumns);
    }

    void tell(const core::JuryResult &result)
    {
        m_progress.clear();
        const QString &name = result.submission.name;
        if (m_format == OutputFormat::Json && result.judgement)
            write(core::toJsonLine({.submission = name,
                                    .language = result.language,
                                    .judgement = *result.judgement,
                                    .asExpected = result.asExpected,
                                    .expected = expectedIds(result.submission)}));
        else if (m_format == OutputFormat::Json)
            write(core::skippedJsonLine(name, result.skipped));
        else if (result.judgement)
            print(result, *result.judgement);
        else
            printLine(leftAligned(name.toStdString(), m_nameColumns) + "  " +
                      painted("skipped: " + result.skipped.toStdString(), Style::Warning));
    }

    void print(const core::JuryResult &result, const core::Judgement &judgement) const
    {
        const QStringList expected = expectedIds(result.submission);
        std::string remark =
            result.asExpected ? painted("as expected", Style::Dim)
                              : painted("expected " + expected.join(QStringLiteral(" or ")).toStdString(), Style::Bad);
        if (!result.asExpected || judgement.verdict == core::Verdict::JudgingError)
            remark += "  " + judgement.reason.toStdString();
        printJudgement(result.submission.name, m_nameColumns, result.language, judgement,
                       QString::fromStdString(remark));
        if (!result.asExpected && judgement.verdict == core::Verdict::CompileError)
            printCompilerOutput(judgement);
    }

    static void write(const QByteArray &line)
    {
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
    }

    OutputFormat m_format;
    ProgressLine m_progress;
    std::string m_package;
    std::size_t m_nameColumns = 10;
};

} // namespace

int verifyCommand(const VerifyArguments &arguments, std::stop_token stop)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    options.compiling = compileHostOptions(arguments.cache);
    options.timeFactor = arguments.timeFactor;
    const auto session = core::LabSession::open(std::move(options), std::move(stop));
    if (!session)
        return reportError(session.error());
    Printer printer(arguments.format);
    const auto summary = core::verifyPackage(**session, arguments.package, printer.listener());
    if (!summary)
        return reportError(summary.error());
    printer.tell(*summary);
    if (summary->judgingErrors > 0)
        return ExitJudgingError;
    return summary->isAsMeant() ? ExitJudged : ExitDiffers;
}

} // namespace assay::server
