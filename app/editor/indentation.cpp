// SPDX-License-Identifier: GPL-3.0-or-later
// How far a line is indented: pure functions of the text.
#include "app/editor/indentation.h"

namespace assay::app {

QString IndentStyle::step() const
{
    return tabs ? QStringLiteral("\t") : QString(width, QLatin1Char(' '));
}

QString leadingSpace(QStringView line)
{
    qsizetype end = 0;
    while (end < line.size() && (line[end] == QLatin1Char(' ') || line[end] == QLatin1Char('\t')))
        ++end;
    return line.first(end).toString();
}

int columnAfter(QStringView text, int width)
{
    int column = 0;
    for (const auto ch : text)
        column += ch == QLatin1Char('\t') ? width - column % width : 1;
    return column;
}

QString indentAfter(QStringView before, const IndentStyle &style)
{
    auto indent = leadingSpace(before);
    const auto code = before.trimmed();
    if (!code.isEmpty() && QStringView(u"{([:").contains(code.back()))
        indent += style.step();
    return indent;
}

QString dedented(QStringView space, const IndentStyle &style)
{
    const auto column = columnAfter(space, style.width);
    const auto target = qMax(0, (column - 1) / style.width * style.width);
    auto shorter = space.toString();
    while (!shorter.isEmpty() && columnAfter(shorter, style.width) > target)
        shorter.chop(1);
    return shorter;
}

QString tabText(int column, const IndentStyle &style)
{
    return style.tabs ? QStringLiteral("\t") : QString(style.width - column % style.width, QLatin1Char(' '));
}

bool isBetweenBrackets(QStringView text, QStringView rest)
{
    const auto before = text.trimmed();
    const auto after = rest.trimmed();
    if (before.isEmpty() || after.isEmpty())
        return false;
    const auto at = QStringView(u"{([").indexOf(before.back());
    return at >= 0 && after.front() == QStringView(u"})]")[at];
}

} // namespace assay::app
