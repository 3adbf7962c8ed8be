// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd run`: one program, its streams passed through.
#include "base/unique_fd.h"
#include "core/judge/local_run.h"
#include "core/judge/source_files.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"

#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace assay::server {

namespace {

constexpr Milliseconds kDefaultTime{10'000};
/// An end by signal, as shells tell it.
constexpr int kSignalBase = 128;

void passOn(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return; // nobody reads any more: the program goes on to its end
        text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
}

core::EngineOptions optionsFor(const RunArguments &arguments)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    options.compiling = compileHostOptions(arguments.cache);
    options.compiling.warmUp = core::WarmUp::Never;
    return options;
}

Result<core::LocalRunSpec> specFor(const RunArguments &arguments, int standardInput)
{
    const auto sources = TRY(core::readSubmission(arguments.file));
    const auto languages = TRY(core::LanguageTable::load(engineOptions(arguments.tier).resourceFolder / "languages"));
    const auto *language = TRY(core::languageOf(languages, QString::fromStdString(arguments.language), sources));
    core::Limits limits{.cpu = kDefaultTime, .memory = 1024_MiB, .output = 1024_MiB};
    if (arguments.seconds)
        limits.cpu = std::chrono::duration_cast<Milliseconds>(std::chrono::duration<double>(*arguments.seconds));
    if (arguments.mebibytes)
        limits.memory = 1_MiB * *arguments.mebibytes;
    return core::LocalRunSpec{
        .language = language->language.id,
        .sources = sources,
        .limits = limits,
        .stdinFd = standardInput,
        .onOutput = [](std::string_view text) { passOn(STDOUT_FILENO, text); },
        .onErrorOutput = [](std::string_view text) { passOn(STDERR_FILENO, text); },
    };
}

int finish(const core::LocalRunResult &result)
{
    if (!result.compile.ok) {
        passOn(STDERR_FILENO, result.compile.output.toStdString());
        printError("the program does not compile" +
                   (result.reason.isEmpty() ? "" : ": " + result.reason.toStdString()));
        return ExitDiffers;
    }
    if (result.exitCode >= 0 && result.verdict.value_or(core::Verdict::RunTimeError) == core::Verdict::RunTimeError)
        return result.exitCode;
    printError(result.reason.toStdString());
    return kSignalBase + (result.signal != 0 ? result.signal : SIGKILL);
}

} // namespace

int runCommand(const RunArguments &arguments, std::stop_token stop)
{
    UniqueFd input;
    if (!arguments.standardInput.empty()) {
        input.reset(::open(arguments.standardInput.c_str(), O_RDONLY | O_CLOEXEC));
        if (!input) {
            printError(Error{.code = Errc::NotFound, .detail = arguments.standardInput, .sysErrno = errno}.describe());
            return ExitUsage;
        }
    }
    const auto spec = specFor(arguments, input ? input.get() : STDIN_FILENO);
    if (!spec)
        return reportError(spec.error());
    const auto result = core::runLocally(optionsFor(arguments), *spec, stop);
    if (!result)
        return reportError(result.error());
    return finish(*result);
}

} // namespace assay::server
