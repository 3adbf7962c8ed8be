// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one program right away, its output streamed: `assayd run`.
#include "core/judge/local_run.h"

#include "core/judge/case_step.h"
#include "core/judge/compile_host.h"
#include "core/sandbox_host.h"

namespace assay::core {

Result<LocalRunResult> runLocally(const EngineOptions &options, const LocalRunSpec &spec, const std::stop_token &stop)
{
    SandboxHost host = SandboxHost::start(options);
    host.openPool(1); // the container is made while the languages are looked for
    CompileHost compiling(options.compiling);
    const LanguageTable languages = TRY(LanguageTable::load(options.resourceFolder / "languages"));
    const LanguageStatus &language = *TRY(languages.require(spec.language));
    if (!host.sandbox)
        return fail(Errc::TierTooLow, host.status.reason.toStdString());
    compiling.start(
        languages,
        {.sandbox = host.sandbox.get(), .policies = &*host.policies, .requiredTier = options.leastTier.tier});
    const sandbox::ContainerLease container = TRY(host.pool->acquire(stop));
    const Submission submission{.language = language.language.id,
                                .sources = spec.sources,
                                .entryPoint = spec.entryPoint,
                                .purpose = Purpose::Run};
    const CompiledProgram program =
        TRY(compileStep(*container, compiling.tools(), language.language, submission, spec.limits, stop));
    LocalRunResult result{.compile = program.result, .verdict = program.verdict, .reason = program.reason};
    if (program.verdict)
        return result;

    const CaseLimits limits = caseLimitsOf(spec.limits, language.language);
    sandbox::RunSpec run = programRun(program, limits);
    run.stdinFd = spec.stdinFd;
    run.onOutput = spec.onOutput;
    run.onErrorOutput = spec.onErrorOutput;
    const sandbox::RunOutcome outcome = TRY(container->run(run, stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while running");
    result.verdict = verdictOf(outcome, limits.judged);
    result.reason = reasonOf(outcome, limits.judged);
    result.exitCode = outcome.exitCode;
    result.signal = outcome.signal;
    return result;
}

} // namespace assay::core
