// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program: command line, window, then the engine behind it.
#include "app/command_line.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "app/text/translations.h"
#include "app/theme/icons.h"

#include <QApplication>
#include <QTimer>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("assay"));
    QApplication::setApplicationDisplayName(QStringLiteral("Assay"));
    QApplication::setApplicationVersion(QStringLiteral(ASSAY_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("assay"));
    QApplication::setWindowIcon(assay::app::tintedIcon(QStringLiteral("assay"), Qt::white));
    assay::app::installTranslations(application);
    const auto commandLine = assay::app::parseCommandLine(QApplication::arguments());

    // The host outlives the window: its destructor waits for what the window asked of the engine.
    assay::app::EngineHost host(commandLine.engine);
    assay::app::MainWindow window(host, commandLine);
    window.show();
    QTimer::singleShot(0, &host, &assay::app::EngineHost::open);
    return QApplication::exec();
}
