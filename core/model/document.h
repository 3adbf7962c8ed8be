// SPDX-License-Identifier: GPL-3.0-or-later
// Document: what a participant types, as the sequence of changes that it came from.
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "core/model/ids.h"

#include <QList>
#include <QString>

namespace assay::core {

/// A stretch of a text, and what becomes of it. Lengths are in UTF-16 code units; a line break is one.
struct TextPart {
    qsizetype length = 0; ///< Of the old text.
    bool kept = true; ///< Else `inserted` stands in its place.
    QString inserted;

    bool operator==(const TextPart &) const = default;
};

/// Covers the whole of the old text, from its start on.
using TextChange = QList<TextPart>;

/// Errors: InvalidArgument when the change is of a text of another length.
[[nodiscard]] Result<QString> applied(const QString &text, const TextChange &change);

/// A change of one stretch that makes the one of the other, cutting no character in two; empty when they are the same.
[[nodiscard]] TextChange changeBetween(const QString &before, const QString &after);

/// How long a document may be, in UTF-16 code units.
inline constexpr qsizetype kLongestDocument = 256 * 1024;

/// What a participant has written for a problem in a language.
struct Document {
    DocumentId id;
    SessionId session;
    ParticipantId participant;
    ProblemId problem;
    QString language;
    int version = 0; ///< How many edits it came from.
    QString text;
    Timestamp changed{};

    bool operator==(const Document &) const = default;
};

/// A change with which a document became that version.
struct DocumentEdit {
    DocumentId document;
    SessionId session;
    ParticipantId participant;
    ProblemId problem;
    QString language;
    int version = 0; ///< After it.
    QString client; ///< What the editor that it came from calls itself: it knows its own by that.
    TextChange change;
    Timestamp time{};

    bool operator==(const DocumentEdit &) const = default;
};

/// An edit that has no place yet.
struct DocumentEditDraft {
    QString client;
    TextChange change;
};

/// What came of edits.
struct EditOutcome {
    int version = 0; ///< As it is now.
    bool taken = false; ///< Else the edits were of an older one: whoever made them has to catch up first.
};

} // namespace assay::core
