// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program: command line, window, then the engine behind it.
#include "app/closing.h"
#include "app/command_line.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/stop_signals.h"
#include "app/text/translations.h"
#include "app/theme/icons.h"
#include "core/logs/log_settings.h"

#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <span>
#include <string_view>

namespace {

void setNames()
{
    QCoreApplication::setApplicationName(QStringLiteral("assay"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ASSAY_VERSION));
}

/// --help and --version must answer where there is no display.
bool isQuestion(int argc, char **argv)
{
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    return std::ranges::any_of(arguments, [](const char *argument) {
        const std::string_view text(argument);
        return text == "--help" || text == "-h" || text == "--version" || text == "-v";
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (isQuestion(argc, argv)) {
        const QCoreApplication application(argc, argv);
        setNames();
        static_cast<void>(assay::app::parseCommandLine(QCoreApplication::arguments())); // Prints and exits.
    }
    QApplication application(argc, argv);
    setNames();
    QApplication::setApplicationDisplayName(QStringLiteral("Assay"));
    QApplication::setDesktopFileName(QStringLiteral("assay"));
    QApplication::setWindowIcon(assay::app::tintedIcon(QStringLiteral("assay"), Qt::white));
    assay::app::installTranslations(application);
    const auto commandLine = assay::app::parseCommandLine(QApplication::arguments());
    const assay::SystemClock clock;
    const assay::core::LogOutput logs(
        assay::core::logOptionsFor(commandLine.settings, commandLine.engine.dataFolder, clock));

    // The host outlives the window: its destructor waits for what the window asked of the engine.
    assay::app::EngineHost host(commandLine.engine);
    assay::app::MainWindow window(host, commandLine);
    const assay::app::StopSignals signals;
    QObject::connect(&signals, &assay::app::StopSignals::stopRequested, window.closing(), &assay::app::Closing::stop);
    window.show();
    QTimer::singleShot(0, &host, &assay::app::EngineHost::open);
    return QApplication::exec();
}
