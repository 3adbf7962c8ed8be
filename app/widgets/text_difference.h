// SPDX-License-Identifier: GPL-3.0-or-later
// Where two outputs differ, token by token: a pure function for showing, never for judging.
#pragma once

#include <QList>
#include <QString>

namespace assay::app {

struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const TextRange &) const = default;
};

struct TextDifference {
    QList<TextRange> actual;   ///< What is wrong or too much.
    QList<TextRange> expected; ///< What was wanted in its place, or is missing.
    int firstLine = 0;         ///< Line of the first difference in the actual output, from 1; 0 when there is none.

    bool operator==(const TextDifference &) const = default;
};

/// Compares line by line, within a line token by token; white space between tokens does not count. Stops at 500
/// differences: nobody reads more.
[[nodiscard]] TextDifference differenceOf(const QString &actual, const QString &expected);

} // namespace assay::app
