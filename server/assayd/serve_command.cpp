// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd serve`: an engine without a window, until it is asked to stop.
#include "core/engine_settings.h"
#include "core/logs/log_settings.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/data_folder.h"
#include "server/assayd/engine_options.h"

#include <condition_variable>
#include <mutex>

namespace assay::server {

namespace {

Result<core::EngineOptions> optionsFor(const ServeArguments &arguments, const core::Settings &settings)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    core::applySettings(settings, options);
    if (!arguments.tier.exactly.empty()) // asked for, for this time
        options.leastTier = engineOptions(arguments.tier).leastTier;
    options.dataFolder = TRY(dataFolderOf(arguments.dataFolder, settings));
    options.database = QString::fromStdString(arguments.database);
    return options;
}

void waitFor(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, stop, [] { return false; });
}

void sayWhatItIs(core::Engine &engine, const core::EngineOptions &options)
{
    const core::EngineStatus status = engine.status();
    printLine("engine " + engine.store().engine().toText());
    printLine("data " + options.dataFolder.native());
    printLine("sandbox " + status.sandbox.tier.toStdString());
    printLine("ready");
    if (!status.sandbox.usable)
        printError("nothing can be judged here: " + status.sandbox.reason.toStdString());
}

} // namespace

int serveCommand(const ServeArguments &arguments, const core::Settings &settings, const std::stop_token &stop)
{
    const auto options = optionsFor(arguments, settings);
    if (!options)
        return reportError(options.error());
    const SystemClock clock;
    const core::LogOutput logs(core::logOptionsFor(settings, options->dataFolder, clock));
    const auto engine = core::Engine::open(*options);
    if (!engine)
        return reportError(engine.error());
    sayWhatItIs(**engine, *options);
    waitFor(stop);
    if (!(*engine)->drain(std::chrono::seconds(arguments.drainSeconds)))
        printError("what was still being judged goes back to the queue");
    return ExitJudged;
}

} // namespace assay::server
