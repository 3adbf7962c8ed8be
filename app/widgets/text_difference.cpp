// SPDX-License-Identifier: GPL-3.0-or-later
// Where two outputs differ, token by token: a pure function for showing, never for judging.
#include "app/widgets/text_difference.h"

namespace assay::app {

namespace {

constexpr qsizetype kMostDifferences = 500;

struct Line {
    QList<TextRange> tokens;
    qsizetype end = 0; ///< Where its line break stands, or the text's end.
};

QList<Line> linesOf(const QString &text)
{
    QList<Line> lines;
    Line line;
    qsizetype start = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const auto space = i == text.size() || text.at(i).isSpace();
        if (!space && start < 0)
            start = i;
        if (space && start >= 0) {
            line.tokens.append({.start = start, .length = i - start});
            start = -1;
        }
        if (i == text.size() || text.at(i) == QLatin1Char('\n')) {
            line.end = i;
            if (i < text.size() || !line.tokens.isEmpty())
                lines.append(line);
            line = {};
        }
    }
    return lines;
}

} // namespace

TextDifference differenceOf(const QString &actual, const QString &expected)
{
    const auto got = linesOf(actual);
    const auto wanted = linesOf(expected);
    TextDifference difference;
    const Line none;
    for (qsizetype i = 0; i < qMax(got.size(), wanted.size()); ++i) {
        const auto &left = i < got.size() ? got.at(i) : none;
        const auto &right = i < wanted.size() ? wanted.at(i) : none;
        for (qsizetype t = 0; t < qMax(left.tokens.size(), right.tokens.size()); ++t) {
            const auto hasLeft = t < left.tokens.size();
            const auto hasRight = t < right.tokens.size();
            if (hasLeft && hasRight &&
                QStringView(actual).sliced(left.tokens.at(t).start, left.tokens.at(t).length) ==
                    QStringView(expected).sliced(right.tokens.at(t).start, right.tokens.at(t).length))
                continue;
            if (difference.firstLine == 0)
                difference.firstLine = static_cast<int>(i) + 1;
            if (hasLeft)
                difference.actual.append(left.tokens.at(t));
            if (hasRight)
                difference.expected.append(right.tokens.at(t));
            if (difference.actual.size() + difference.expected.size() >= kMostDifferences)
                return difference;
        }
    }
    return difference;
}

} // namespace assay::app
