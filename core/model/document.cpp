// SPDX-License-Identifier: GPL-3.0-or-later
// Document: what a participant types, as the sequence of changes that it came from.
#include "core/model/document.h"

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

} // namespace assay::core
