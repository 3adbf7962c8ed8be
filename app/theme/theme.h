// SPDX-License-Identifier: GPL-3.0-or-later
// The light and the dark theme: colours by meaning, palette, and which one the system asks for.
#pragma once

#include "app/text/verdict_text.h"

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;

namespace assay::app {

/// Colours by what they are for. Read from resources/themes/*.ini.
struct ThemeColors {
    bool dark = false;
    QString syntaxTheme; ///< Name of a KSyntaxHighlighting theme.
    QColor window, base, alternate, button, text, muted, border;
    QColor accent, accentText, selection, selectionText;
    QColor pass, fail, limit, crash, trouble, active, quiet;
    QColor currentLine, gutter, gutterCurrent;
    QColor match, matchCurrent, bracket, bracketWrong, differ, missing, whitespace;

    [[nodiscard]] QColor tone(Tone tone) const;
};

enum class ThemeChoice : std::uint8_t { System, Light, Dark };

inline constexpr auto kThemeChoiceNames = makeEnumTable<ThemeChoice>(
    {{ThemeChoice::System, "system"}, {ThemeChoice::Light, "light"}, {ThemeChoice::Dark, "dark"}});
static_assert(kThemeChoiceNames.isComplete(ThemeChoice::Dark));

[[nodiscard]] const ThemeColors &lightTheme();
[[nodiscard]] const ThemeColors &darkTheme();
/// The theme that a widget with this palette is shown in.
[[nodiscard]] const ThemeColors &themeOf(const QPalette &palette);

/// Fusion, palette and style sheet of that theme for the whole application.
void applyTheme(QApplication &application, ThemeChoice choice);

} // namespace assay::app
