// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd serve`: an engine without a window, until it is asked to stop.
#include "core/engine_settings.h"
#include "core/logs/log_settings.h"
#include "server/api/api_server.h"
#include "server/api/own_tls.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/data_folder.h"
#include "server/assayd/dev_seed.h"
#include "server/assayd/engine_options.h"

#include <QEventLoop>
#include <QTimer>
#include <QUrl>

namespace assay::server {

namespace {

constexpr std::chrono::seconds kFinishIn{5}; ///< So long clients have to read their answers.

Result<core::EngineOptions> optionsFor(const ServeArguments &arguments, const core::Settings &settings)
{
    core::EngineOptions options = engineOptions(arguments.tier);
    core::applySettings(settings, options);
    if (!arguments.listen.empty() && settings.source(core::SettingId::LeastTier) == core::SettingSource::Fallback)
        options.leastTier = {}; // programs of others
    if (!arguments.tier.exactly.empty()) // asked for, for this time
        options.leastTier = engineOptions(arguments.tier).leastTier;
    options.dataFolder = TRY(dataFolderOf(arguments.dataFolder, settings));
    options.database = QString::fromStdString(arguments.database);
    if (arguments.dev) // its session is of the problems that came with it, and there at once
        options.verifiesForSessions = false;
    return options;
}

/// Errors: InvalidArgument; those of ownTls.
Result<std::unique_ptr<ApiServer>> openServer(core::Engine &engine, const Clock &clock, const ServeArguments &arguments,
                                              const std::filesystem::path &dataFolder)
{
    const QUrl url(QStringLiteral("http://") + QString::fromStdString(arguments.listen));
    const QHostAddress address(url.host());
    if (!url.isValid() || address.isNull() || url.port() < 0)
        return fail(Errc::InvalidArgument, "--listen takes ADDRESS:PORT, 127.0.0.1:8080 for example");
    QStringList hosts;
    for (const std::string &host : arguments.hosts)
        hosts.append(QString::fromStdString(host));
    std::optional<Tls> tls;
    if (!arguments.tlsCertificate.empty())
        tls = TRY(tlsFrom({.certificate = arguments.tlsCertificate, .key = arguments.tlsKey}));
    else if (arguments.tls)
        tls = TRY(ownTls(dataFolder, address, hosts));
    if (!address.isLoopback() && !tls && !arguments.plainHttp)
        return fail(Errc::InvalidArgument,
                    "beyond this computer others could read what is sent: say --tls, put a proxy "
                    "with TLS before it, or say --allow-plain-http");
    if (arguments.dev && !address.isLoopback())
        return fail(Errc::InvalidArgument, "--dev is for this computer alone: listen at 127.0.0.1");
    ApiServerOptions options{.address = address,
                             .port = static_cast<quint16>(url.port()),
                             .hosts = hosts,
                             .requestsPerMinute = arguments.requestsPerMinute,
                             .dev = arguments.dev,
                             .http = {},
                             .webhooks = {.allowPrivate = arguments.privateWebhooks}};
    for (const std::string &origin : arguments.origins)
        options.origins.append(QByteArray::fromStdString(origin));
    if (tls) {
        options.http.tls = tls->configuration;
        printLine("certificate " + tls->fingerprint.toStdString());
    }
    options.http.connections = arguments.connections;
    options.http.connectionsPerAddress = arguments.connectionsPerAddress;
    auto server = std::make_unique<ApiServer>(engine, clock, options);
    TRY(server->listen());
    return server;
}

/// Runs the event loop until it is to stop; then no more is taken in, and what is answered may be answered.
void serveUntil(const std::stop_token &stop, ApiServer *server)
{
    QEventLoop loop;
    const std::stop_callback onStop(
        stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    if (!stop.stop_requested())
        loop.exec();
    if (server == nullptr)
        return;
    // Queued, for it may be so at once.
    QObject::connect(server, &ApiServer::drained, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    QTimer::singleShot(kFinishIn, &loop, &QEventLoop::quit);
    server->finish();
    loop.exec();
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
    std::unique_ptr<ApiServer> server;
    if (!arguments.listen.empty()) {
        auto opened = openServer(**engine, clock, arguments, options->dataFolder);
        if (!opened)
            return reportError(opened.error());
        server = std::move(*opened);
        printLine("listening " + server->url().toStdString());
    }
    if (arguments.dev) {
        const auto seed = seedForDevelopment(**engine, options->resourceFolder / "problems");
        if (!seed)
            return reportError(seed.error());
        printLine("account " + seed->account.toStdString());
        printLine("password " + seed->password.toStdString());
        printLine("token " + seed->token.toStdString());
        printLine("session " + seed->session.toText());
        printLine("code " + seed->code.toStdString());
    }
    sayWhatItIs(**engine, *options);
    serveUntil(stop, server.get());
    server.reset();
    if (!(*engine)->drain(std::chrono::seconds(arguments.drainSeconds)))
        printError("what was still being judged goes back to the queue");
    return ExitJudged;
}

} // namespace assay::server
