// SPDX-License-Identifier: GPL-3.0-or-later
// assayd: the engine without a window. This file holds the command line.
#include "core/logs/log_output.h"
#include "core/settings/settings.h"
#include "server/assayd/account_commands.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/engine_options.h"
#include "server/assayd/exit_code.h"
#include "server/assayd/interrupt.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <cstdio>

namespace {

using namespace assay::server;
namespace core = assay::core;

struct CommandLine {
    JudgeArguments judge;
    VerifyArguments verify;
    ExportArguments exported;
    ImportArguments imported;
    BackupArguments backup;
    SupportArguments support;
    ServeArguments serve;
    AccountArguments account;
    RunArguments run;
    DoctorArguments doctor;
    TierChoice tier;
    std::string settingsFile;
    std::vector<std::string> set;
    bool json = false;

    [[nodiscard]] OutputFormat format() const { return json ? OutputFormat::Json : OutputFormat::Text; }
};

void addCache(CLI::App *command, CacheArguments &cache)
{
    auto *folder =
        command->add_option("--cache", cache.folder, "Folder for what compilers made (default: $XDG_CACHE_HOME/assay)");
    command->add_flag("--no-cache", cache.off, "Compile everything anew, and keep nothing of it")->excludes(folder);
}

void addTier(CLI::App &command, CommandLine &line)
{
    command
        .add_option("--tier", line.tier.exactly,
                    "Exactly this sandbox tier: refused where the host has less, no better where it has more\n"
                    "(default: the best that there is, from partial up)")
        ->check(CLI::IsMember(tierChoices()));
}

void addTimeFactor(CLI::App &command, double &factor)
{
    command.add_option("--time-factor", factor, "Multiply every time limit, on a slow machine (default: 1)")
        ->check(CLI::Range(0.01, 1000.0));
}

void addJudge(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("judge", "Judge submissions against the tests of a problem package");
    command->add_option("package", line.judge.package, "Problem package: a folder, or an archive (.zip, .kpp, .tar.gz)")
        ->required();
    command->add_option("submission", line.judge.submissions, "Source file, or folder of several; one or more")
        ->required();
    command->add_option("-l,--language", line.judge.language,
                        "Language id (default: by file name; see 'assayd languages')");
    command->add_flag("-a,--all-cases", line.judge.allCases, "Go on after the first case that fails");
    addTier(*command, line);
    addTimeFactor(*command, line.judge.timeFactor);
    command->add_flag("--json", line.json, "Print one JSON object per submission");
    addCache(command, line.judge.cache);
}

void addVerify(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("verify-package",
                                       "Judge every jury submission and compare with the verdict its folder names");
    command
        ->add_option("package", line.verify.package, "Problem package: a folder, or an archive (.zip, .kpp, .tar.gz)")
        ->required();
    addTier(*command, line);
    addTimeFactor(*command, line.verify.timeFactor);
    command->add_flag("--json", line.json, "Print one JSON object per submission");
    addCache(command, line.verify.cache);
}

void addExport(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("export", "Write a problem package in another version of the format");
    command->add_option("package", line.exported.package, "Problem package: a folder, or an archive")->required();
    command->add_option("target", line.exported.target,
                        "Folder or archive (.zip, .kpp, .tar.gz) to make; without it only what would be lost is said");
    command->add_option("-f,--format", line.exported.version, "Version to write (default: the package's own)")
        ->check(CLI::IsMember({"legacy", "legacy-icpc", "2023-07-draft", "2025-09"}));
    command->add_flag("--lossless", line.exported.lossless,
                      "Write nothing, and end with 1, when something would be lost");
    command->add_flag("--json", line.json, "Print JSON");
}

void addImport(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("import", "Make a problem package of a Polygon package or a DMOJ problem");
    command->add_option("source", line.imported.source, "Folder or archive with a problem.xml or an init.yml")
        ->required();
    command->add_option("target", line.imported.target,
                        "Folder or archive (.zip, .kpp, .tar.gz) to make; without it the source is only looked at");
    command->add_flag("--json", line.json, "Print JSON");
}

void addRun(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("run", "Run a program in the sandbox; ends with its exit code");
    command->add_option("file", line.run.file, "Source file, or folder of several")->required();
    command->add_option("-l,--language", line.run.language, "Language id (default: by file name)");
    command->add_option("-i,--stdin", line.run.standardInput, "File to read as standard input (default: this one's)");
    command->add_option("-t,--time", line.run.seconds, "CPU time limit in seconds (default: 10)")
        ->check(CLI::Range(0.001, 3600.0));
    command->add_option("-m,--memory", line.run.mebibytes, "Memory limit in MiB (default: 1024)")
        ->check(CLI::Range(1, 1024 * 1024));
    addCache(command, line.run.cache);
    addTier(*command, line);
}

void addReports(CLI::App &app, CommandLine &line)
{
    auto *doctor = app.add_subcommand("doctor", "Show what this computer's sandbox can do, and what to do about it");
    addTier(*doctor, line);
    doctor->add_flag("--json", line.json, "Print JSON");
    auto *attacks =
        doctor->add_flag("--attacks", line.doctor.attacks, "Run hostile programs and see that each is contained");
    doctor->add_option("--only", line.doctor.only, "Run the attacks with this in their names")->needs(attacks);
    doctor->add_option("--patience", line.doctor.patience, "Multiply time limits, for emulated machines (default: 1)")
        ->needs(attacks)
        ->check(CLI::Range(0.1, 1000.0));
    auto *support =
        app.add_subcommand("support-bundle", "Write what somebody needs to know who is to help, to a .tar.gz");
    support->add_option("target", line.support.target, "Archive to make")->required();
    support->add_option("--data", line.support.dataFolder,
                        "Data folder: what 'assay --data' was given (default: data.folder)");
    support->add_option("--database", line.support.database, "What 'assay --database' was given")
        ->envname("ASSAY_DATABASE");
    auto *languages = app.add_subcommand("languages", "Show which languages can be judged here");
    languages->add_flag("--json", line.json, "Print JSON");
    auto *settings =
        app.add_subcommand("settings", "Show every setting, what it may be, what it is and where that comes from");
    settings->add_flag("--json", line.json, "Print JSON");
}

void addBackup(CLI::App &app, CommandLine &line)
{
    auto *backup =
        app.add_subcommand("backup", "Write a data folder to another one, checked; an engine may be at work in it");
    backup->add_option("data", line.backup.from, "Data folder: what 'assay --data' was given")->required();
    backup->add_option("target", line.backup.target, "Folder to make")->required();
    auto *restore = app.add_subcommand("restore", "Make a data folder of a backup, checked");
    restore->add_option("backup", line.backup.from, "Folder that 'assayd backup' made")->required();
    restore->add_option("data", line.backup.target, "Data folder to make")->required();
}

void addServe(CLI::App &app, CommandLine &line)
{
    auto *command = app.add_subcommand("serve", "Judge what is handed in, until it is stopped");
    command->add_option("--data", line.serve.dataFolder,
                        "Folder for everything that it keeps; one engine has it at a time (default: data.folder)");
    command
        ->add_option("--database", line.serve.database,
                     "postgres://USER@HOST/NAME: a PostgreSQL database that several engines share\n"
                     "(default: a file in the data folder)")
        ->envname("ASSAY_DATABASE"); // a password is not for everybody who sees the list of processes
    command->add_option("--listen", line.serve.listen,
                        "ADDRESS:PORT to answer HTTP at, 127.0.0.1:8080 for example (default: nowhere)");
    command->add_option("--host", line.serve.hosts, "A name by which the server may be called, beside its address");
    command->add_flag(
        "--dev", line.serve.dev,
        "Make an account's token and a session of the sample problems, and print both; at this computer alone");
    command->add_option("--origin", line.serve.origins,
                        "A site whose pages may ask with a token: https://grades.example");
    command->add_flag("--tls", line.serve.tls,
                      "Answer by HTTPS, with a certificate of its own making unless another is given");
    auto *certificate = command->add_option("--tls-certificate", line.serve.tlsCertificate,
                                            "PEM file: the certificate, then what links it to a known authority");
    auto *key =
        command->add_option("--tls-key", line.serve.tlsKey, "PEM file: the certificate's key, without a password");
    certificate->needs(key);
    key->needs(certificate);
    command->add_flag("--allow-plain-http", line.serve.plainHttp,
                      "Listen beyond this computer although others could read what is sent");
    command->add_flag("--allow-private-webhooks", line.serve.privateWebhooks,
                      "Let webhooks be in private networks and on this computer, and without TLS");
    command
        ->add_option("--requests", line.serve.requestsPerMinute,
                     "Requests a minute that one token may make; 0: no limit (default: 600)")
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--connections", line.serve.connections, "Connections at once, in all (default: 1000)")
        ->check(CLI::Range(1, 100'000));
    command
        ->add_option("--connections-per-address", line.serve.connectionsPerAddress,
                     "Connections at once from one address (default: 64); behind a proxy all come from one")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--drain", line.serve.drainSeconds, "Seconds to finish in what is being judged (default: 10)")
        ->check(CLI::Range(0, 3600));
    addTier(*command, line);
}

core::Settings readSettings(const CommandLine &line)
{
    core::SettingsOptions options{.file = line.settingsFile.empty() ? core::Settings::usualFile()
                                                                    : std::filesystem::path(line.settingsFile),
                                  .environment = core::Settings::processEnvironment(),
                                  .commandLine = {}};
    for (const std::string &pair : line.set)
        options.commandLine.append(QString::fromStdString(pair));
    return core::Settings::read(options);
}

/// What the command line leaves open.
void applySettings(const core::Settings &settings, const CLI::App &app, CommandLine &line)
{
    if (settings.source(core::SettingId::LeastTier) != core::SettingSource::Fallback)
        line.tier.least = settings.text(core::SettingId::LeastTier).toStdString();
    const double factor = settings.number(core::SettingId::TimeFactor);
    for (const auto &[name, value] :
         {std::pair{"judge", &line.judge.timeFactor}, {"verify-package", &line.verify.timeFactor}}) {
        if (app.get_subcommand(name)->get_option("--time-factor")->count() == 0)
            *value = factor;
    }
}

/// To the terminal alone: what a command does is over with it.
core::LogOutputOptions logOptions(const core::Settings &settings)
{
    const auto least = core::logLevelFrom(settings.text(core::SettingId::LogOnTerminal)).value_or(QtWarningMsg);
    return {.file = nullptr, .least = least, .leastOnTerminal = least};
}

int dispatch(const CLI::App &app, CommandLine &line, const core::Settings &settings)
{
    line.judge.format = line.verify.format = line.doctor.format = line.format();
    line.judge.tier = line.serve.tier = line.verify.tier = line.run.tier = line.doctor.tier = line.tier;
    if (isAccountCommand(app))
        return accountCommand(app, line.account, settings);
    if (app.got_subcommand("serve"))
        return serveCommand(line.serve, settings, stopOnSignals());
    if (app.got_subcommand("judge"))
        return judgeCommand(line.judge, stopOnSignals());
    if (app.got_subcommand("verify-package"))
        return verifyCommand(line.verify, stopOnSignals());
    if (app.got_subcommand("backup"))
        return backupCommand(line.backup, stopOnSignals());
    if (app.got_subcommand("restore"))
        return restoreCommand(line.backup, stopOnSignals());
    line.support.tier = line.tier;
    if (app.got_subcommand("support-bundle"))
        return supportCommand(line.support, settings);
    line.exported.format = line.imported.format = line.format();
    if (app.got_subcommand("export"))
        return exportCommand(line.exported);
    if (app.got_subcommand("import"))
        return importCommand(line.imported);
    if (app.got_subcommand("run"))
        return runCommand(line.run, stopOnSignals());
    if (app.got_subcommand("doctor") && line.doctor.attacks)
        return attacksCommand(line.doctor, stopOnSignals());
    if (app.got_subcommand("doctor"))
        return doctorCommand(line.tier, line.format());
    if (app.got_subcommand("settings"))
        return settingsCommand(settings, line.format());
    return languagesCommand(line.format());
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own event loop is quicker over many sockets, and nothing here needs another
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("assayd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ASSAY_VERSION));

    CLI::App app("Judges programs in a sandbox, on this machine.", "assayd");
    app.set_version_flag("--version", "assayd " ASSAY_VERSION);
    app.require_subcommand(1);
    CommandLine line;
    app.add_option("--settings", line.settingsFile, "File of settings (default: $XDG_CONFIG_HOME/assay/settings.yaml)");
    app.add_option("--set", line.set, "KEY=VALUE: a setting, for this time; see 'assayd settings'")
        ->allow_extra_args(false);
    addJudge(app, line);
    addVerify(app, line);
    addExport(app, line);
    addImport(app, line);
    addRun(app, line);
    addBackup(app, line);
    addServe(app, line);
    addAccountCommands(app, line.account);
    addReports(app, line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? ExitJudged : ExitUsage;
    }
    const core::Settings settings = readSettings(line);
    for (const QString &error : settings.errors())
        printError(error.toStdString());
    if (!settings.errors().isEmpty() && !app.got_subcommand("settings"))
        return ExitUsage;
    applySettings(settings, app, line);
    std::optional<core::LogOutput> logs;
    if (!app.got_subcommand("serve")) // it has its own, beside its data
        logs.emplace(logOptions(settings));
    const int exitCode = dispatch(app, line, settings);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        printError("standard output could not be written");
        return exitCode == ExitJudged ? ExitJudgingError : exitCode;
    }
    return exitCode;
}
