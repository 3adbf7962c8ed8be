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
    DocumentService(Store &store, const LanguageTable &languages)
        : m_store(store)
        , m_languages(languages)
    {
    }

    /// The participant's document for that problem and language, as it is now; an empty one where there is none. Errors:
    /// Permission when the session's rules forbid it, it is not live, or they have not agreed to what is recorded; NotFound.
    [[nodiscard]] Result<Document> open(ParticipantId participant, ProblemId problem, const QString &language);
    /// Of one of their own. Errors: NotFound for another's; TooLarge for more than kMostEdits at once; those of
    /// Store::editDocument.
    [[nodiscard]] Result<EditOutcome> edit(ParticipantId participant, DocumentId id, int version,
                                           const QList<DocumentEditDraft> &edits);

    static constexpr qsizetype kMostEdits = 1000;

private:
    Store &m_store;
    const LanguageTable &m_languages;
};

} // namespace assay::core
