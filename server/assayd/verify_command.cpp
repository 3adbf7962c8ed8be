// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd verify-package`: every jury submission against the verdict that its folder names, and the test data
// against the validators.
#include "core/json/report_json.h"
#include "core/problems/expectation.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"
#include "server/assayd/judge_session.h"
#include "server/assayd/judge_table.h"
#include "server/assayd/jury_runs.h"

#include <algorithm>
#include <cstdio>
#include <format>

namespace assay::server {

namespace {

using core::JurySubmission;

constexpr std::size_t kMaxNameColumns = 48;

struct Tally {
    int asExpected = 0;
    int different = 0;
    int skipped = 0;
    bool judgingError = false;
};

QStringList expectedIds(const JurySubmission &submission)
{
    QStringList ids;
    for (const auto verdict : submission.expected)
        ids.append(QString::fromUtf8(core::kVerdictIds.text(verdict)));
    return ids;
}

class Verification
{
public:
    Verification(JudgeSession &session, core::Problem problem, OutputFormat format)
        : m_session(session)
        , m_problem(std::move(problem))
        , m_format(format)
    {
        for (const auto &submission : m_problem.jurySubmissions)
            m_nameColumns = std::max(m_nameColumns, static_cast<std::size_t>(submission.name.size()));
        m_nameColumns = std::min(m_nameColumns, kMaxNameColumns);
    }

    /// Errors: Cancelled. Whatever else is wrong with a submission is told in its line.
    Result<Tally> run()
    {
        m_runs = TRY(inferTimeLimit(m_session, m_problem));
        if (m_format == OutputFormat::Text)
            printJudgementHeader(m_nameColumns);
        for (const auto &submission : m_problem.jurySubmissions)
            TRY(verify(submission));
        return m_tally;
    }

private:
    Result<void> verify(const JurySubmission &submission)
    {
        const auto known = m_runs.find(submission.name);
        const auto run = known != m_runs.end() ? Result<JuryRun>(known->second)
                                               : judgeJurySubmission(m_session, m_problem, submission);
        if (!run && run.error().code == Errc::Cancelled)
            return std::unexpected(run.error());
        if (!run)
            return skip(submission, run.error());
        report(submission, run->language, run->judgement);
        return {};
    }

    Result<void> skip(const JurySubmission &submission, const Error &error)
    {
        ++m_tally.skipped;
        const QString reason = QString::fromStdString(error.describe());
        if (m_format == OutputFormat::Json)
            write(core::skippedJsonLine(submission.name, reason));
        else
            printLine(leftAligned(submission.name.toStdString(), m_nameColumns) + "  " +
                      painted("skipped: " + error.describe(), Style::Warning));
        return {};
    }

    void report(const JurySubmission &submission, const QString &language, const core::Judgement &judgement)
    {
        const bool met = core::meetsExpectation(submission, judgement);
        ++(met ? m_tally.asExpected : m_tally.different);
        const bool broken = judgement.verdict == core::Verdict::JudgingError;
        m_tally.judgingError = m_tally.judgingError || broken;
        if (m_format == OutputFormat::Json) {
            write(core::toJsonLine({.submission = submission.name,
                                    .language = language,
                                    .judgement = judgement,
                                    .asExpected = met,
                                    .expected = expectedIds(submission)}));
            return;
        }
        std::string remark =
            met ? painted("as expected", Style::Dim)
                : painted("expected " + expectedIds(submission).join(QStringLiteral(" or ")).toStdString(), Style::Bad);
        if (!met || broken)
            remark += "  " + judgement.reason.toStdString();
        printJudgement(submission.name, m_nameColumns, language, judgement, QString::fromStdString(remark));
        if (!met && judgement.verdict == core::Verdict::CompileError)
            printCompilerOutput(judgement);
    }

    static void write(const QByteArray &line)
    {
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
    }

    JudgeSession &m_session;
    core::Problem m_problem;
    JuryRuns m_runs; ///< What needs not be judged again.
    OutputFormat m_format;
    std::size_t m_nameColumns = 10;
    Tally m_tally;
};

/// What the validators say of the data. Errors: Cancelled, Sandbox.
Result<core::DataCheckReport> checkTestData(core::Engine &engine, const core::Problem &problem, std::stop_token stop)
{
    ProgressLine progress;
    const auto show = [&](const core::DataCheckProgress &now) {
        progress.show("Test data", static_cast<int>(now.done), static_cast<int>(now.total), now.what.toStdString());
    };
    auto report = engine.checkTestData(problem, show, stop);
    progress.clear();
    return report;
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

} // namespace

int verifyCommand(const VerifyArguments &arguments, std::stop_token stop)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    options.compiling = compileHostOptions(arguments.cache);
    options.timeFactor = arguments.timeFactor;
    auto session = JudgeSession::open(std::move(options), stop);
    if (!session)
        return reportError(session.error());
    const auto package = (*session)->engine().problems().open(arguments.package);
    if (!package)
        return reportError(package.error());
    printFindings(package->findings);
    Verification verification(**session, package->problem, arguments.format);
    const auto tally = verification.run();
    if (!tally)
        return reportError(tally.error());
    const auto data = checkTestData((*session)->engine(), package->problem, stop);
    if (!data)
        return reportError(data.error());
    printFindings(data->findings);
    if (arguments.format == OutputFormat::Text)
        printLine(describe(*data));
    if (arguments.format == OutputFormat::Text)
        printLine(std::format("{}: {} as expected, {} different, {} skipped", package->problem.shortName.toStdString(),
                              tally->asExpected, tally->different, tally->skipped));
    if (tally->judgingError)
        return ExitJudgingError;
    const bool dataDiffers = std::ranges::contains(data->findings, core::Severity::Error, &core::Finding::severity);
    return tally->different > 0 || dataDiffers ? ExitDiffers : ExitJudged;
}

} // namespace assay::server
