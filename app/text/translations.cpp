// SPDX-License-Identifier: GPL-3.0-or-later
// Loads the words of the user's language.
#include "app/text/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace assay::app {

void installTranslations(QCoreApplication &application)
{
    auto *translator = new QTranslator(&application);
    const auto folder = QStringLiteral(":/i18n");
    if (translator->load(QLocale(), QStringLiteral("assay"), QStringLiteral("_"), folder) ||
        translator->load(QStringLiteral("assay_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace assay::app
