// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a submission in its container, so that cases can be run.
#include "core/judge/compile_step.h"

#include "core/judge/compile_files.h"
#include "core/judge/compile_key.h"
#include "core/judge/enforcement.h"
#include "core/judge/verdict_rules.h"
#include "core/log_categories.h"

#include <ranges>

namespace assay::core {

namespace {

using sandbox::Container;
using sandbox::RunOutcome;

/// What of a compiler's output is kept for people.
constexpr Bytes kShownOutput = 64_KiB;

sandbox::RunSpec compilerRun(const std::vector<std::string> &command, const Language &language, const Limits &limits)
{
    sandbox::RunSpec spec{
        .argv = command,
        .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8"},
        .workFolder = "/box/src",
        .limits = {.cpu = limits.compileCpu,
                   .wall = wallLimitFor(limits.compileCpu),
                   .memory = limits.compileMemory,
                   .output = kShownOutput,
                   .errorOutput = kShownOutput,
                   .fileSize = 256_MiB,
                   .stack = 256_MiB,
                   .processes = 256,
                   .openFiles = 1024},
    };
    for (const auto &variable : language.environment)
        spec.environment.push_back(variable.toStdString());
    return spec;
}

QString shownText(const RunOutcome &outcome)
{
    QString text = QString::fromUtf8(outcome.output) + QString::fromUtf8(outcome.errorOutput);
    text.remove(QLatin1StringView("/box/src/")); // people know their files by name
    if (outcome.outputCut || outcome.errorOutputCut)
        text += QStringLiteral("\n…\n");
    return text;
}

void applyOutcome(const RunOutcome &outcome, const Limits &limits, CompiledProgram &program)
{
    program.result = {.ok = outcome.succeeded(),
                      .duration = std::chrono::ceil<Milliseconds>(outcome.wall),
                      .output = shownText(outcome),
                      .killedBy = killerOf(outcome)};
    if (outcome.succeeded())
        return;
    const JudgedLimits judged{.cpu = limits.compileCpu, .memory = limits.compileMemory};
    const auto verdict = verdictOf(outcome, judged);
    const bool late = verdict == Verdict::TimeLimitExceeded || verdict == Verdict::WallTimeLimitExceeded;
    program.verdict = late ? Verdict::CompileTimeLimitExceeded : Verdict::CompileError;
    program.reason = reasonOf(outcome, judged);
}

/// One compiling under way.
struct Compiling {
    Container &container;
    const CompileTools &tools;
    const Language &language;
    const Submission &submission;
    const Limits &limits;
    const std::stop_token &stop;
    CompiledProgram program;
    std::optional<Toolchain> toolchain; ///< Nothing: it cannot be told.
};

void findToolchain(Compiling &job)
{
    if (job.tools.toolchains == nullptr)
        return;
    auto toolchain = job.tools.toolchains->of(job.language);
    if (!toolchain) {
        qCWarning(lcJudge, "toolchain of %s: %s", qPrintable(job.language.id), toolchain.error().describe().c_str());
        return;
    }
    job.program.toolchain = toolchainText(*toolchain);
    job.toolchain = std::move(*toolchain);
}

/// Empty: nothing can be cached.
Result<QByteArray> cacheKey(const Compiling &job, const sandbox::RunSpec &compiler)
{
    if (job.tools.cache == nullptr || !job.toolchain)
        return QByteArray();
    std::vector<std::string> command = compiler.argv;
    if (const auto &again = job.language.compileAgain) {
        command.push_back(again->saying.toStdString());
        for (const QString &word : again->words)
            command.push_back(word.toStdString());
    }
    return compileKey({.language = job.language.id,
                       .sources = job.submission.sources,
                       .entryPoint = job.submission.entryPoint,
                       .command = std::move(command),
                       .environment = compiler.environment,
                       .toolchain = job.toolchain->fingerprint,
                       .policy = TRY(job.tools.policies->textOf(job.language.compileFilter)),
                       .limits = job.limits});
}

/// Whether another run of the compiler would say the same. One that was stopped, or was short of memory, may have had
/// bad luck.
bool isRepeatable(const RunOutcome &outcome)
{
    return outcome.killedBy == sandbox::KilledBy::Nobody && outcome.signal == 0 && !outcome.outOfMemory;
}

/// Whatever goes wrong here, the program is compiled: it is only not kept.
void keep(Compiling &job, const QByteArray &key)
{
    const CompileEntry entry{
        .result = job.program.result, .verdict = job.program.verdict, .reason = job.program.reason};
    std::vector<MadeFile> files;
    if (entry.result.ok) {
        auto made = takeMadeFiles(job.container, job.submission, job.tools.cache->largestEntry());
        if (!made) {
            qCDebug(lcJudge, "not cached: %s", made.error().describe().c_str());
            return;
        }
        files = std::move(*made);
    }
    if (const auto kept = job.tools.cache->keep(key, entry, files); !kept)
        qCWarning(lcJudge, "compile cache: %s", kept.error().describe().c_str());
}

/// Empties the container and puts the sources into it.
Result<void> begin(Compiling &job)
{
    TRY(job.container.reset(kSubmissionScratch));
    return putSources(job.container, job.submission);
}

/// Errors: ours; Cancelled.
Result<RunOutcome> runCompiler(Compiling &job, const sandbox::RunSpec &compiler)
{
    TRY(job.container.prepare(sandbox::Stage::Build, TRY(job.tools.policies->find(job.language.compileFilter))));
    RunOutcome outcome = TRY(job.container.run(compiler, job.stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while compiling");
    return outcome;
}

/// Whether the compiler would have come to the same without the precompiled header, word for word. One that was out of
/// time with it has no chance without.
bool isSameWithout(const RunOutcome &outcome, const PrecompiledHeader &header)
{
    constexpr int kRefused = 1; // any other code is the compiler's own trouble
    if (outcome.killedBy == sandbox::KilledBy::Cpu || outcome.killedBy == sandbox::KilledBy::Wall)
        return true;
    return isRepeatable(outcome) && (outcome.exitCode == 0 || outcome.exitCode == kRefused) &&
           !mentionsHeader(outcome.output, header) && !mentionsHeader(outcome.errorOutput, header);
}

/// With a precompiled header where there is one. What people read and judge by is always what the plain command says.
Result<RunOutcome> runQuickly(Compiling &job, const sandbox::RunSpec &compiler)
{
    std::vector<std::string> arguments;
    if (job.tools.headers != nullptr && job.toolchain)
        arguments = job.tools.headers->argumentsFor(job.language, job.toolchain->fingerprint, job.submission.sources);
    if (arguments.empty())
        return runCompiler(job, compiler);
    sandbox::RunSpec quick = compiler;
    quick.argv.insert(quick.argv.begin() + 1, arguments.begin(), arguments.end());
    const RunOutcome first = TRY(runCompiler(job, quick));
    if (isSameWithout(first, *job.language.precompiledHeader))
        return first;
    TRY(begin(job));
    RunOutcome second = TRY(runCompiler(job, compiler));
    second.wall += first.wall;
    return second;
}

/// Around a mistake of the compiler's own, where it made one that is known.
Result<RunOutcome> runAround(Compiling &job, const sandbox::RunSpec &compiler)
{
    RunOutcome first = TRY(runQuickly(job, compiler));
    const auto &again = job.language.compileAgain;
    if (!again || first.succeeded() || !isRepeatable(first) || !first.errorOutput.contains(again->saying.toStdString()))
        return first;
    sandbox::RunSpec around = compiler;
    for (const QString &word : again->words | std::views::reverse)
        around.argv.insert(around.argv.begin() + 1, word.toStdString());
    TRY(begin(job));
    RunOutcome second = TRY(runCompiler(job, around));
    second.wall += first.wall;
    return second.succeeded() ? second : first;
}

/// Runs the compiler. The sources are in the container. Errors: ours; Cancelled.
Result<void> compile(Compiling &job, const sandbox::RunSpec &compiler, const QByteArray &key)
{
    const RunOutcome outcome = TRY(runAround(job, compiler));
    applyOutcome(outcome, job.limits, job.program);
    if (!key.isEmpty() && isRepeatable(outcome))
        keep(job, key);
    return {};
}

/// Puts the sources into the emptied container and makes the program, by the compiler or out of the cache.
Result<void> make(Compiling &job, const std::vector<std::string> &command)
{
    QByteArray key;
    std::optional<CachedCompile> cached;
    sandbox::RunSpec compiler = compilerRun(command, job.language, job.limits);
    compiler.requiredTier = job.tools.requiredTier;
    if (!command.empty()) {
        key = TRY(cacheKey(job, compiler));
        cached = key.isEmpty() ? std::nullopt : job.tools.cache->find(key);
    }
    if (cached) {
        job.program.result = cached->entry.result;
        job.program.verdict = cached->entry.verdict;
        job.program.reason = cached->entry.reason;
        if (job.program.verdict)
            return {};
    }
    TRY(begin(job));
    if (cached)
        return job.container.putFiles(cached->files, cached->contents.get());
    return command.empty() ? Result<void>() : compile(job, compiler, key);
}

} // namespace

Result<CompiledProgram> compileStep(Container &container, const CompileTools &tools, const Language &language,
                                    const Submission &submission, const Limits &limits, const std::stop_token &stop)
{
    const Bytes memory = submission.memoryLimit.value_or(limits.memory);
    ProgramCommands commands = TRY(programCommands(language, submission.sources, submission.entryPoint, memory));
    Compiling job{.container = container,
                  .tools = tools,
                  .language = language,
                  .submission = submission,
                  .limits = limits,
                  .stop = stop,
                  .program = {.command = std::move(commands.run),
                              .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/w", "LANG=C.UTF-8"},
                              .scriptArgument = commands.scriptArgument,
                              .requiredTier = tools.requiredTier,
                              .entryPoint = std::move(commands.entryPoint),
                              .result = {.ok = true}},
                  .toolchain = {}};
    for (const auto &variable : language.environment)
        job.program.environment.push_back(variable.toStdString());
    findToolchain(job);
    TRY(make(job, commands.compile));
    if (!job.program.verdict) {
        TRY(container.sealBox());
        TRY(container.prepare(sandbox::Stage::Run, TRY(tools.policies->find(language.runFilter))));
    }
    return std::move(job.program);
}

} // namespace assay::core
