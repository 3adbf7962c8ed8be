// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the desktop share: fonts that every machine has, and a main() that sets them.
#pragma once

#include "app/text/translations.h"

#include <QApplication>
#include <QFont>
#include <QTest>

namespace assay::test {

/// The same letters on every machine, so that pictures can be compared.
inline void useTestFonts()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    QFont::insertSubstitution(QStringLiteral("monospace"), QStringLiteral("DejaVu Sans Mono"));
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
