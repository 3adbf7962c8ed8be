// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's command line asks for.
#include "app/command_line.h"

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
    const QCommandLineOption practice(QStringLiteral("practice"),
                                      QCoreApplication::translate("CommandLine", "Open the sample problems."));
    parser.addOptions({data, practice});
    parser.addPositionalArgument(
        QStringLiteral("PACKAGE"),
        QCoreApplication::translate("CommandLine", "Problem packages to open: folders or archives."),
        QStringLiteral("[PACKAGE…]"));
    parser.process(arguments);

    CommandLine line;
    const auto folder = parser.isSet(data) ? QFileInfo(parser.value(data)).absoluteFilePath()
                                           : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    line.engine.dataFolder = folder.toStdString();
    line.engine.resourceFolder = findResourceFolder();
    line.engine.sandboxProgram =
        (QCoreApplication::applicationDirPath() + QStringLiteral("/assay-sandbox")).toStdString();
    line.engine.leastTier = core::LeastTier::forOwnPrograms(); // of whoever sits here; live status says which it is
    line.practice = parser.isSet(practice);
    for (const auto &package : parser.positionalArguments())
        line.packages.emplace_back(QFileInfo(package).absoluteFilePath().toStdString());
    return line;
}

} // namespace assay::app
