// SPDX-License-Identifier: GPL-3.0-or-later
// Documents and their edits in the database.
#pragma once

#include "core/model/document.h"
#include "core/store/database.h"

namespace assay::core {

/// What a document is of: a participant has one for each problem and language.
struct DocumentPlace {
    SessionId session;
    ParticipantId participant;
    ProblemId problem;
    QString language;
};

/// Errors: NotFound, Store.
[[nodiscard]] Result<Document> loadDocument(Database &database, DocumentId id);
[[nodiscard]] Result<Document> loadDocumentAt(Database &database, const DocumentPlace &place);
/// Of the session, or one participant of it; what changed last comes first.
[[nodiscard]] Result<QList<Document>> loadDocuments(Database &database, SessionId session,
                                                    std::optional<ParticipantId> participant);
[[nodiscard]] Result<void> insertDocument(Database &database, const Document &document);
/// Its text, version and time are what they are there.
[[nodiscard]] Result<void> storeDocument(Database &database, const Document &document);
[[nodiscard]] Result<void> insertEdit(Database &database, const DocumentEdit &edit);
/// Those that came after that version, oldest first.
[[nodiscard]] Result<QList<DocumentEdit>> loadEdits(Database &database, const Document &document, int after, int limit);
/// All of a session's. Before its participants are gone.
[[nodiscard]] Result<void> deleteDocuments(Database &database, SessionId session);

} // namespace assay::core
