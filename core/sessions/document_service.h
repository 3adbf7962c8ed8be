// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentService: what participants type, and who may.
#pragma once

#include "core/store/store.h"

namespace assay::core {

class LanguageTable;

/// Thread-safe. Blocks for as long as a write takes.
class DocumentService
{
public:
    /// `room`: why nothing more can be kept.
    DocumentService(Store &store, const LanguageTable &languages, std::function<Result<void>()> room)
        : m_store(store)
        , m_languages(languages)
        , m_room(std::move(room))
    {
    }

    /// The participant's document for that problem and language, as it is now; an empty one where there is none. Errors:
    /// Permission when the session's rules forbid it, it is not live, or they have not agreed to what is recorded; NotFound.
    [[nodiscard]] Result<Document> open(ParticipantId participant, ProblemId problem, const QString &language);
    /// Of one of their own. Errors: NotFound for another's; TooLarge for more than kMostEdits at once, or in all; Io when the
    /// disk is nearly full; those of Store::editDocument.
    [[nodiscard]] Result<EditOutcome> edit(ParticipantId participant, DocumentId id, int version,
                                           const QList<DocumentEditDraft> &edits);

    static constexpr qsizetype kMostEdits = 1000;
    static constexpr int kMostVersions = 200'000; ///< Of one document: four a second for half a day.

private:
    Store &m_store;
    const LanguageTable &m_languages;
    std::function<Result<void>()> m_room;
};

} // namespace assay::core
