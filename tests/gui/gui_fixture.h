// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the desktop share: fonts that every machine has, and a main() that sets them.
#pragma once

#include "app/text/translations.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFont>
#include <QTest>
#include <QWidget>

namespace assay::test {

/// The same letters on every machine, so that pictures can be compared.
inline void useTestFonts()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    QFont::insertSubstitution(QStringLiteral("monospace"), QStringLiteral("DejaVu Sans Mono"));
}

/// In both themes, for people to look at: build/screenshots/<name>-dark.png and -light.png.
inline void savePictures(QWidget &widget, const QString &name)
{
    const QDir folder(QStringLiteral(ASSAY_BIN_DIR "/../screenshots"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const auto choice : {app::ThemeChoice::Dark, app::ThemeChoice::Light}) {
        app::applyTheme(*qApp, choice);
        QCoreApplication::processEvents();
        const auto *theme = choice == app::ThemeChoice::Dark ? "-dark.png" : "-light.png";
        QVERIFY(widget.grab().save(folder.filePath(name + QLatin1StringView(theme))));
    }
}

template <typename Tests>
int runGuiTests(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("assay-tests"));
    useTestFonts();
    app::installTranslations(application);
    Tests tests;
    return QTest::qExec(&tests, argc, argv);
}

} // namespace assay::test

#define ASSAY_GUI_TEST_MAIN(Tests)                                                                                     \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        return assay::test::runGuiTests<Tests>(argc, argv);                                                            \
    }
