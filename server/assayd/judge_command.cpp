// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd judge`: submissions against a package's tests.
#include "core/json/report_json.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/judge_session.h"
#include "server/assayd/judge_table.h"
#include "server/assayd/source_files.h"

#include <algorithm>
#include <cstdio>

namespace assay::server {

namespace {

struct Outcome {
    core::Judgement judgement;
    QString language;
};

Result<Outcome> judgeOne(JudgeSession &session, core::ProblemId problem, const JudgeArguments &arguments,
                         const std::string &path)
{
    const auto sources = TRY(readSubmission(path));
    const auto *language =
        TRY(languageOf(session.engine().languages(), QString::fromStdString(arguments.language), sources));
    const core::SubmissionDraft draft{
        .problem = problem,
        .language = language->language.id,
        .sources = sources,
        .policy = arguments.allCases ? core::CasePolicy::RunAll : core::CasePolicy::FailFast,
        .label = QString::fromStdString(path),
    };
    return Outcome{.judgement = TRY(session.judge(draft, path)), .language = language->language.id};
}

void print(const JudgeArguments &arguments, const std::string &path, const Outcome &outcome)
{
    const QString name = QString::fromStdString(path);
    if (arguments.format == OutputFormat::Json) {
        const QByteArray line =
            core::toJsonLine({.submission = name, .language = outcome.language, .judgement = outcome.judgement});
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
        return;
    }
    printJudgementHeader(path.size());
    printJudgement(name, path.size(), outcome.language, outcome.judgement, outcome.judgement.reason);
    printCompilerOutput(outcome.judgement);
    if (!outcome.judgement.compile || outcome.judgement.compile->ok)
        printCases(outcome.judgement);
}

} // namespace

int judgeCommand(const JudgeArguments &arguments, std::stop_token stop)
{
    auto session = JudgeSession::open(std::move(stop));
    if (!session)
        return reportError(session.error());
    const auto package = (*session)->engine().problems().open(arguments.package);
    if (!package)
        return reportError(package.error());
    int exitCode = ExitJudged;
    for (const auto &path : arguments.submissions) {
        const auto outcome = judgeOne(**session, package->problem.id, arguments, path);
        if (!outcome)
            return reportError(outcome.error());
        print(arguments, path, *outcome);
        if (outcome->judgement.verdict == core::Verdict::JudgingError) {
            printError(outcome->judgement.reason.toStdString());
            exitCode = ExitJudgingError;
        }
    }
    return exitCode;
}

} // namespace assay::server
