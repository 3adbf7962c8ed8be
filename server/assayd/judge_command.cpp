// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd judge`: submissions against a package's tests.
#include "core/json/report_json.h"
#include "core/judge/source_files.h"
#include "core/lab/jury_runs.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"
#include "server/assayd/judge_table.h"

#include <algorithm>
#include <cstdio>

namespace assay::server {

namespace {

constexpr std::size_t kLeastNameColumns = 10; // "Submission"

/// All submissions, read before the first is judged: a mistake in the last name is told at once.
Result<std::vector<core::SubmissionDraft>> readDrafts(core::LabSession &session, core::ProblemId problem,
                                                      const JudgeArguments &arguments)
{
    std::vector<core::SubmissionDraft> drafts;
    for (const auto &path : arguments.submissions) {
        const auto sources = TRY(core::readSubmission(path));
        const auto *language =
            TRY(core::languageOf(session.engine().languages(), QString::fromStdString(arguments.language), sources));
        drafts.push_back({
            .problem = problem,
            .language = language->language.id,
            .sources = sources,
            .policy = arguments.allCases ? core::CasePolicy::RunAll : core::CasePolicy::FailFast,
            .label = QString::fromStdString(path),
        });
    }
    return drafts;
}

void print(const JudgeArguments &arguments, const core::SubmissionDraft &draft, const core::Judgement &judgement)
{
    const QString &name = draft.label;
    if (arguments.format == OutputFormat::Json) {
        const QByteArray line =
            core::toJsonLine({.submission = name, .language = draft.language, .judgement = judgement});
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
        return;
    }
    const auto columns = std::max<std::size_t>(static_cast<std::size_t>(name.size()), kLeastNameColumns);
    printJudgementHeader(columns);
    printJudgement(name, columns, draft.language, judgement, judgement.reason);
    printCompilerOutput(judgement);
    if (!judgement.compile || judgement.compile->ok)
        printCases(judgement);
}

} // namespace

int judgeCommand(const JudgeArguments &arguments, std::stop_token stop)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    options.compiling = compileHostOptions(arguments.cache);
    options.timeFactor = arguments.timeFactor;
    auto session = core::LabSession::open(std::move(options), std::move(stop));
    if (!session)
        return reportError(session.error());
    auto package = (*session)->engine().problems().open(arguments.package);
    if (!package)
        return reportError(package.error());
    printFindings(package->findings);
    const auto drafts = readDrafts(**session, package->problem.id, arguments);
    if (!drafts)
        return reportError(drafts.error());
    ProgressLine progress;
    const auto found = core::inferTimeLimit(**session, package->problem, progressOn(progress));
    progress.clear();
    if (!found)
        return reportError(found.error());
    if (found->source != core::TimeLimitSource::Given)
        printError(core::describe(*found));
    int exitCode = ExitJudged;
    for (const auto &draft : *drafts) {
        const auto judgement = (*session)->judge(draft, progressOn(progress));
        progress.clear();
        if (!judgement)
            return reportError(judgement.error());
        print(arguments, draft, *judgement);
        if (judgement->verdict == core::Verdict::JudgingError) {
            printError(judgement->reason.toStdString());
            exitCode = ExitJudgingError;
        }
    }
    return exitCode;
}

} // namespace assay::server
