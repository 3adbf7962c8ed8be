// SPDX-License-Identifier: GPL-3.0-or-later
// JuryProgram: a program of a problem's authors (validator, grader), compiled and run in a container of its own.
#include "core/judge/jury_program.h"

#include "core/problems/constants.h"

#include <QFile>

namespace assay::core {

namespace {

Result<QList<SourceFile>> readSources(const PackageProgram &program, const Problem &problem)
{
    QList<SourceFile> sources;
    for (const auto &path : program.files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Io, path.string() + ": " + file.errorString().toStdString());
        sources.append({.name = QString::fromStdString(path.lexically_relative(program.root).generic_string()),
                        .content = applyConstants(file.readAll(), problem.constants)});
    }
    return sources;
}

/// A program with scripts of its own, as a language: what `build` makes of its folder is what is run.
/// Source: problem package format, "Programs".
Language scripted()
{
    return {.id = QStringLiteral("build-script"),
            .name = QStringLiteral("build and run scripts"),
            .extensions = {QString()},
            .compile = {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                        QStringLiteral("chmod +x build run 2>/dev/null; if [ -e build ]; then ./build || exit; fi; "
                                       "chmod +x run && cp -R . /box/out/")},
            .run = {QStringLiteral("/box/out/run")},
            .compileFilter = QStringLiteral("compiler"),
            .runFilter = QStringLiteral("managed")};
}

Result<Language> languageOf(const LanguageTable &languages, const PackageProgram &program,
                            const QList<SourceFile> &sources)
{
    if (program.kind == ProgramKind::BuildScript)
        return scripted();
    for (const auto &source : sources) {
        if (const auto *status = languages.forSource(source))
            return TRY(languages.require(status->language.id))->language;
    }
    return fail(Errc::Unsupported, "no language here takes its files");
}

} // namespace

Result<std::unique_ptr<JuryProgram>> JuryProgram::prepare(const JuryTools &tools, const Problem &problem,
                                                          const PackageProgram &package, std::string role,
                                                          const std::stop_token &stop)
{
    const auto inRole = [&role](Error error) {
        error.detail = "the " + role + ": " + error.detail;
        return error;
    };
    std::unique_ptr<JuryProgram> program(new JuryProgram);
    Submission sources{.sources = TRY(readSources(package, problem).transform_error(inRole))};
    const Language language = TRY(languageOf(tools.languages, package, sources.sources).transform_error(inRole));
    sources.language = language.id;
    Limits limits = scaledBy(problem.limits, tools.timeFactor);
    limits.cpu = limits.validationCpu;
    limits.memory = limits.validationMemory;
    limits.output = limits.validationOutput;
    program->m_container = TRY(tools.pool.acquire(stop));
    CompileTools compile = tools.compile;
    if (package.kind == ProgramKind::BuildScript)
        compile.cache = nullptr; // nobody knows which tools its script calls
    program->m_program = TRY(compileStep(*program->m_container, compile, language, sources, limits, stop));
    if (program->m_program.verdict)
        return fail(Errc::InvalidPackage, "the " + role +
                                              " does not compile: " + program->m_program.reason.toStdString() + "\n" +
                                              program->m_program.result.output.toStdString());
    program->m_limits = caseLimitsOf(limits, language);
    program->m_role = std::move(role);
    return program;
}

Result<sandbox::RunOutcome> JuryProgram::run(const JuryCall &call, const std::stop_token &stop)
{
    sandbox::RunSpec spec = programRun(m_program, m_limits);
    spec.stdinFd = call.stdinFd;
    spec.onOutput = call.onOutput;
    spec.onOutputClosed = call.onOutputClosed;
    spec.limits.output = std::max(spec.limits.output, call.leastOutput);
    spec.limits.wall += call.waiting;
    spec.argv.insert(spec.argv.end(), call.arguments.begin(), call.arguments.end());
    sandbox::RunOutcome outcome = TRY(m_container->run(spec, stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled in the " + m_role);
    if (outcome.killedBy != sandbox::KilledBy::Nobody || outcome.signal != 0 || outcome.outOfMemory)
        return fail(Errc::Sandbox, "the " + m_role + " broke: " + reasonOf(outcome, m_limits.judged).toStdString());
    return outcome;
}

} // namespace assay::core
