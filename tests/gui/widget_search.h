// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets as people find them: by what stands on them, or by what a screen reader calls them.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace assay::test {

/// The widget with that accessible name; null when there is none.
template <typename Widget>
[[nodiscard]] Widget *named(const QWidget &window, const QString &name)
{
    for (auto *candidate : window.findChildren<Widget *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

/// The button with that text, mnemonics left out; null when there is none.
[[nodiscard]] inline QPushButton *button(const QWidget &window, const QString &text)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->text().remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

/// As button, of those that can be seen.
[[nodiscard]] inline QPushButton *shownButton(const QWidget &window, const QString &text)
{
    for (auto *candidate : window.findChildren<QPushButton *>()) {
        if (candidate->isVisible() && candidate->text().remove(QLatin1Char('&')) == text)
            return candidate;
    }
    return nullptr;
}

/// Whether a label that can be seen holds that text.
[[nodiscard]] inline bool says(const QWidget &window, const QString &text)
{
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

} // namespace assay::test
