// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's command line asks for.
#include "app/command_line.h"

#include "core/engine_settings.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace assay::app {

std::filesystem::path findResourceFolder()
{
    const auto installed = QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/assay"));
    if (QFileInfo(installed + QStringLiteral("/languages")).isDir())
        return installed.toStdString();
    return ASSAY_RESOURCE_DIR;
}

void applyDesktopSettings(const core::Settings &settings, core::EngineOptions &options)
{
    const QString folder = settings.text(core::SettingId::DataFolder);
    options.dataFolder =
        (folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : folder).toStdString();
    options.leastTier = core::LeastTier::forOwnPrograms(); // of whoever sits here; live status says which it is
    core::applySettings(settings, options);
}

CommandLine parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine", "Coding interviews on one machine: solve, run, submit, judge."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption data(QStringLiteral("data"),
                                  QCoreApplication::translate("CommandLine", "Keep everything in this folder."),
                                  QStringLiteral("DIR"));
    const QCommandLineOption database(
        QStringLiteral("database"),
        QCoreApplication::translate("CommandLine",
                                    "Keep it in this PostgreSQL database, which several engines may share: "
                                    "postgres://USER@HOST/NAME (default: $ASSAY_DATABASE, else a file in DIR)."),
        QStringLiteral("URL"));
    const QCommandLineOption practice(QStringLiteral("practice"),
                                      QCoreApplication::translate("CommandLine", "Open the sample problems."));
    const QCommandLineOption file(QStringLiteral("settings"),
                                  QCoreApplication::translate("CommandLine", "Read settings from this file."),
                                  QStringLiteral("FILE"));
    const QCommandLineOption set(
        QStringLiteral("set"),
        QCoreApplication::translate("CommandLine", "A setting, for this time; 'assayd settings' lists them."),
        QStringLiteral("KEY=VALUE"));
    parser.addOptions({data, database, practice, file, set});
    parser.addPositionalArgument(
        QStringLiteral("PACKAGE"),
        QCoreApplication::translate("CommandLine", "Problem packages to open: folders or archives."),
        QStringLiteral("[PACKAGE…]"));
    parser.process(arguments);

    CommandLine line;
    line.settings = core::Settings::read(
        {.file = parser.isSet(file) ? parser.value(file).toStdString() : core::Settings::usualFile().string(),
         .environment = core::Settings::processEnvironment(),
         .commandLine = parser.values(set)});
    applyDesktopSettings(line.settings, line.engine);
    if (parser.isSet(data))
        line.engine.dataFolder = QFileInfo(parser.value(data)).absoluteFilePath().toStdString();
    line.engine.database = parser.isSet(database) ? parser.value(database) : qEnvironmentVariable("ASSAY_DATABASE");
    line.engine.resourceFolder = findResourceFolder();
    line.engine.sandboxProgram =
        (QCoreApplication::applicationDirPath() + QStringLiteral("/assay-sandbox")).toStdString();
    line.practice = parser.isSet(practice);
    for (const auto &package : parser.positionalArguments())
        line.packages.emplace_back(QFileInfo(package).absoluteFilePath().toStdString());
    return line;
}

} // namespace assay::app
