// SPDX-License-Identifier: GPL-3.0-or-later
// Document: what a participant types, as the sequence of changes that it came from.
#include "core/model/document.h"

#include <algorithm>

namespace assay::core {

Result<QString> applied(const QString &text, const TextChange &change)
{
    QString result;
    qsizetype at = 0;
    for (const TextPart &part : change) {
        if (part.length < 0 || part.length > text.size() - at)
            return fail(Errc::InvalidArgument, "the change is of a longer text");
        result += part.kept ? QStringView(text).sliced(at, part.length) : QStringView(part.inserted);
        at += part.length;
    }
    if (at != text.size())
        return fail(Errc::InvalidArgument, "the change is of a shorter text");
    return result;
}

TextChange changeBetween(const QString &before, const QString &after)
{
    if (before == after)
        return {};
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype start = 0;
    while (start < shorter && before.at(start) == after.at(start))
        ++start;
    if (start > 0 && before.at(start - 1).isHighSurrogate())
        --start;
    qsizetype end = 0;
    while (end < shorter - start && before.at(before.size() - 1 - end) == after.at(after.size() - 1 - end))
        ++end;
    if (end > 0 && before.at(before.size() - end).isLowSurrogate())
        --end;
    TextChange change;
    if (start > 0)
        change.append({.length = start, .kept = true, .inserted = {}});
    change.append({.length = before.size() - start - end,
                   .kept = false,
                   .inserted = after.sliced(start, after.size() - start - end)});
    if (end > 0)
        change.append({.length = end, .kept = true, .inserted = {}});
    return change;
}

} // namespace assay::core
