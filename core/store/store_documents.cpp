// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that keeps what participants type.
#include "core/store/document_store.h"
#include "core/store/session_store.h"
#include "core/store/store_private.h"

namespace assay::core {

Result<Document> Store::openDocument(ParticipantId participant, ProblemId problem, const QString &language)
{
    return d->write([&](Transaction &transaction) -> Result<Document> {
        Database &database = transaction.database();
        const DocumentPlace place{.session = TRY(loadSessionOf(database, participant)),
                                  .participant = participant,
                                  .problem = problem,
                                  .language = language};
        auto known = loadDocumentAt(database, place);
        if (known || known.error().code != Errc::NotFound)
            return known;
        TRY(requireLive(database, participant, transaction.time()));
        const Document fresh{.id = DocumentId::make(),
                             .session = place.session,
                             .participant = participant,
                             .problem = problem,
                             .language = language,
                             .version = 0,
                             .text = {},
                             .changed = transaction.time()};
        TRY(insertDocument(database, fresh));
        return fresh;
    });
}

Result<EditOutcome> Store::editDocument(DocumentId id, int version, const QList<DocumentEditDraft> &edits)
{
    return d->write([&](Transaction &transaction) -> Result<EditOutcome> {
        Database &database = transaction.database();
        Document document = TRY(loadDocument(database, id));
        if (document.version != version)
            return EditOutcome{.version = document.version, .taken = false};
        TRY(requireLive(database, document.participant, transaction.time()));
        for (const DocumentEditDraft &draft : edits) {
            document.text = TRY(applied(document.text, draft.change));
            if (document.text.size() > kLongestDocument)
                return fail(Errc::InvalidArgument,
                            "a document has at most " + std::to_string(kLongestDocument) + " characters");
            DocumentEdit edit{.document = id,
                              .session = document.session,
                              .participant = document.participant,
                              .problem = document.problem,
                              .language = document.language,
                              .version = ++document.version,
                              .client = draft.client,
                              .change = draft.change,
                              .time = transaction.time()};
            TRY(insertEdit(database, edit));
            TRY(transaction.append(TRY(draftEvent(EventType::DocumentEdited, std::move(edit), d->blobs))));
        }
        document.changed = transaction.time();
        TRY(storeDocument(database, document));
        return EditOutcome{.version = document.version, .taken = true};
    });
}

Result<Document> Store::document(DocumentId id) const
{
    return d->read([&](Database &database) { return loadDocument(database, id); });
}

Result<QList<Document>> Store::documents(SessionId session, std::optional<ParticipantId> participant) const
{
    return d->read([&](Database &database) { return loadDocuments(database, session, participant); });
}

Result<QList<DocumentEdit>> Store::documentEdits(DocumentId id, int after, int limit) const
{
    return d->read([&](Database &database) -> Result<QList<DocumentEdit>> {
        return loadEdits(database, TRY(loadDocument(database, id)), after, limit);
    });
}

} // namespace assay::core
