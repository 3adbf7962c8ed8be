// SPDX-License-Identifier: GPL-3.0-or-later
// How far a line is indented: pure functions of the text.
#pragma once

#include <QString>
#include <QStringView>

namespace assay::app {

struct IndentStyle {
    bool tabs = false; ///< One tab per step instead of `width` spaces.
    int width = 4;     ///< Columns per step, and of a tab.

    bool operator==(const IndentStyle &) const = default;
    [[nodiscard]] QString step() const;
};

/// The white space that a line begins with.
[[nodiscard]] QString leadingSpace(QStringView line);
/// The column behind that text, tabs counted by `width`.
[[nodiscard]] int columnAfter(QStringView text, int width);
/// The indentation of the line that follows when Enter is pressed behind `before`.
[[nodiscard]] QString indentAfter(QStringView before, const IndentStyle &style);
/// `space` with one step less.
[[nodiscard]] QString dedented(QStringView space, const IndentStyle &style);
/// What Tab inserts at that column.
[[nodiscard]] QString tabText(int column, const IndentStyle &style);
/// Whether `text` ends in a bracket that opens and `rest` begins with the one that closes it.
[[nodiscard]] bool isBetweenBrackets(QStringView text, QStringView rest);

} // namespace assay::app
