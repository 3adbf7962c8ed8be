// SPDX-License-Identifier: GPL-3.0-or-later
// The light and the dark theme: colours by meaning, palette, and which one the system asks for.
#include "app/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

#include <algorithm>
#include <array>
#include <string_view>

namespace assay::app {

namespace {

struct ColorKey {
    const char *name;
    QColor ThemeColors::*member;
};

constexpr std::array kColorKeys{
    ColorKey{"window", &ThemeColors::window},
    ColorKey{"base", &ThemeColors::base},
    ColorKey{"alternate", &ThemeColors::alternate},
    ColorKey{"button", &ThemeColors::button},
    ColorKey{"text", &ThemeColors::text},
    ColorKey{"muted", &ThemeColors::muted},
    ColorKey{"border", &ThemeColors::border},
    ColorKey{"accent", &ThemeColors::accent},
    ColorKey{"accentText", &ThemeColors::accentText},
    ColorKey{"selection", &ThemeColors::selection},
    ColorKey{"selectionText", &ThemeColors::selectionText},
    ColorKey{"pass", &ThemeColors::pass},
    ColorKey{"fail", &ThemeColors::fail},
    ColorKey{"limit", &ThemeColors::limit},
    ColorKey{"crash", &ThemeColors::crash},
    ColorKey{"trouble", &ThemeColors::trouble},
    ColorKey{"active", &ThemeColors::active},
    ColorKey{"quiet", &ThemeColors::quiet},
    ColorKey{"currentLine", &ThemeColors::currentLine},
    ColorKey{"gutter", &ThemeColors::gutter},
    ColorKey{"gutterCurrent", &ThemeColors::gutterCurrent},
    ColorKey{"match", &ThemeColors::match},
    ColorKey{"matchCurrent", &ThemeColors::matchCurrent},
    ColorKey{"bracket", &ThemeColors::bracket},
    ColorKey{"bracketWrong", &ThemeColors::bracketWrong},
    ColorKey{"differ", &ThemeColors::differ},
    ColorKey{"missing", &ThemeColors::missing},
    ColorKey{"whitespace", &ThemeColors::whitespace},
};

ThemeColors readTheme(const QString &file)
{
    QSettings settings(file, QSettings::IniFormat);
    ThemeColors theme;
    theme.dark = settings.value(QStringLiteral("theme/dark")).toBool();
    theme.syntaxTheme = settings.value(QStringLiteral("theme/syntax")).toString();
    for (const auto &key : kColorKeys)
        theme.*key.member = QColor(settings.value(QStringLiteral("colors/") + QLatin1StringView(key.name)).toString());
    return theme;
}

QPalette paletteOf(const ThemeColors &theme)
{
    QPalette palette(theme.button, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.base);
    palette.setColor(QPalette::AlternateBase, theme.alternate);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.fail);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::ToolTipBase, theme.base);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.selection);
    palette.setColor(QPalette::HighlightedText, theme.selectionText);
    palette.setColor(QPalette::Accent, theme.accent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Mid, theme.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.gutter);
    return palette;
}

QString styleSheetOf(const ThemeColors &theme)
{
    QFile file(QStringLiteral(":/themes/assay.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto sheet = QString::fromUtf8(file.readAll());
    // Longest names first, so that @selectionText is not taken for @selection.
    auto keys = kColorKeys;
    std::ranges::sort(keys, std::ranges::greater{},
                      [](const ColorKey &key) { return std::string_view(key.name).size(); });
    for (const auto &key : keys)
        sheet.replace(QLatin1Char('@') + QLatin1StringView(key.name), (theme.*key.member).name());
    return sheet;
}

} // namespace

QColor ThemeColors::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Pass:
        return pass;
    case Tone::Fail:
        return fail;
    case Tone::Limit:
        return limit;
    case Tone::Crash:
        return crash;
    case Tone::Trouble:
        return trouble;
    case Tone::Active:
        return active;
    case Tone::Quiet:
        return quiet;
    }
    return text;
}

const ThemeColors &lightTheme()
{
    static const auto theme = readTheme(QStringLiteral(":/themes/light.ini"));
    return theme;
}

const ThemeColors &darkTheme()
{
    static const auto theme = readTheme(QStringLiteral(":/themes/dark.ini"));
    return theme;
}

const ThemeColors &themeOf(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightnessF() < 0.5F ? darkTheme() : lightTheme();
}

void applyTheme(QApplication &application, ThemeChoice choice)
{
    if (application.style()->name() != QStringLiteral("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const auto dark =
        choice == ThemeChoice::Dark ||
        (choice == ThemeChoice::System && QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    const auto &theme = dark ? darkTheme() : lightTheme();
    QApplication::setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheetOf(theme));
}

} // namespace assay::app
