// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles a submission in its container, so that cases can be run.
#include "core/judge/compile_step.h"

#include "core/judge/verdict_rules.h"

#include <algorithm>

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

Result<void> putSources(Container &container, const Submission &submission)
{
    for (const auto &source : submission.sources)
        TRY(container.putFile(
            sourcePath(source),
            std::string_view(source.content.constData(), static_cast<std::size_t>(source.content.size())),
            sandbox::FileMode::Data));
    // The compiler writes here; the file only makes the folder.
    return container.putFile("/box/out/.assay", "", sandbox::FileMode::Data);
}

void applyOutcome(const RunOutcome &outcome, const Limits &limits, CompiledProgram &program)
{
    program.result = {.ok = outcome.succeeded(),
                      .duration = std::chrono::ceil<Milliseconds>(outcome.wall),
                      .output = shownText(outcome)};
    if (outcome.succeeded())
        return;
    const JudgedLimits judged{.cpu = limits.compileCpu, .memory = limits.compileMemory};
    const auto verdict = verdictOf(outcome, judged);
    const bool late = verdict == Verdict::TimeLimitExceeded || verdict == Verdict::WallTimeLimitExceeded;
    program.verdict = late ? Verdict::CompileTimeLimitExceeded : Verdict::CompileError;
    program.reason = reasonOf(outcome, judged);
}

} // namespace

Result<CompiledProgram> compileStep(Container &container, const SyscallPolicies &policies, const Language &language,
                                    const Submission &submission, const Limits &limits, sandbox::Tier requiredTier,
                                    const std::stop_token &stop)
{
    TRY(container.reset(kSubmissionScratch));
    TRY(putSources(container, submission));
    const Bytes memory = submission.memoryLimit.value_or(limits.memory);
    ProgramCommands commands = TRY(programCommands(language, submission.sources, submission.entryPoint, memory));
    CompiledProgram program{.command = std::move(commands.run),
                            .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/w", "LANG=C.UTF-8"},
                            .requiredTier = requiredTier,
                            .result = {.ok = true}};
    for (const auto &variable : language.environment)
        program.environment.push_back(variable.toStdString());

    if (!commands.compile.empty()) {
        TRY(container.prepare(sandbox::Stage::Build, TRY(policies.find(language.compileFilter))));
        sandbox::RunSpec spec = compilerRun(commands.compile, language, limits);
        spec.requiredTier = requiredTier;
        const RunOutcome outcome = TRY(container.run(spec, stop));
        if (outcome.killedBy == sandbox::KilledBy::Cancel)
            return fail(Errc::Cancelled, "cancelled while compiling");
        applyOutcome(outcome, limits, program);
        if (program.verdict)
            return program;
    }
    TRY(container.sealBox());
    TRY(container.prepare(sandbox::Stage::Run, TRY(policies.find(language.runFilter))));
    return program;
}

} // namespace assay::core
