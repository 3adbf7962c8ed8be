// SPDX-License-Identifier: GPL-3.0-or-later
// Documents and their edits in the database.
#include "core/store/document_store.h"

#include "core/json/document_json.h"

#include <QJsonDocument>

namespace assay::core {

namespace {

#define DOCUMENT_COLUMNS "id, session, participant, problem, language, version, text, changed"

Result<Document> readDocument(const Rows &row)
{
    return Document{.id = TRY(row.id<DocumentId>(0)),
                    .session = TRY(row.id<SessionId>(1)),
                    .participant = TRY(row.id<ParticipantId>(2)),
                    .problem = TRY(row.id<ProblemId>(3)),
                    .language = row.text(4),
                    .version = row.smallInteger(5),
                    .text = row.text(6),
                    .changed = row.time(7)};
}

Result<Document> onlyDocument(Rows rows, std::string_view name)
{
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, std::string(name));
    return readDocument(rows);
}

Result<QList<Document>> allDocuments(Rows rows)
{
    QList<Document> documents;
    while (TRY(rows.next()))
        documents.append(TRY(readDocument(rows)));
    return documents;
}

} // namespace

Result<Document> loadDocument(Database &database, DocumentId id)
{
    return onlyDocument(TRY(database.query("SELECT " DOCUMENT_COLUMNS " FROM document WHERE id = ?", id)), id.toText());
}

Result<Document> loadDocumentAt(Database &database, const DocumentPlace &place)
{
    return onlyDocument(TRY(database.query("SELECT " DOCUMENT_COLUMNS
                                           " FROM document WHERE participant = ? AND problem = ? AND language = ?",
                                           place.participant, place.problem, place.language)),
                        "no such document");
}

Result<QList<Document>> loadDocuments(Database &database, SessionId session, std::optional<ParticipantId> participant)
{
    return allDocuments(
        participant
            ? TRY(database.query("SELECT " DOCUMENT_COLUMNS
                                 " FROM document WHERE session = ? AND participant = ? ORDER BY changed DESC",
                                 session, *participant))
            : TRY(database.query("SELECT " DOCUMENT_COLUMNS " FROM document WHERE session = ? ORDER BY changed DESC",
                                 session)));
}

Result<void> insertDocument(Database &database, const Document &document)
{
    return database.run("INSERT INTO document (" DOCUMENT_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)", document.id,
                        document.session, document.participant, document.problem, document.language, document.version,
                        document.text, document.changed);
}

Result<void> storeDocument(Database &database, const Document &document)
{
    return database.run("UPDATE document SET version = ?, text = ?, changed = ? WHERE id = ?", document.version,
                        document.text, document.changed, document.id);
}

Result<void> insertEdit(Database &database, const DocumentEdit &edit)
{
    const QByteArray change = QJsonDocument(changeToJson(edit.change)).toJson(QJsonDocument::Compact);
    return database.run("INSERT INTO document_edit (document, version, time, client, change) VALUES (?, ?, ?, ?, ?)",
                        edit.document, edit.version, edit.time, edit.client, QString::fromUtf8(change));
}

Result<QList<DocumentEdit>> loadEdits(Database &database, const Document &document, int after, int limit)
{
    auto rows = TRY(database.query("SELECT version, time, client, change FROM document_edit WHERE document = ? AND "
                                   "version > ? ORDER BY version LIMIT ?",
                                   document.id, after, limit));
    QList<DocumentEdit> edits;
    while (TRY(rows.next())) {
        const QJsonArray change = QJsonDocument::fromJson(rows.text(3).toUtf8()).array();
        edits.append({.document = document.id,
                      .session = document.session,
                      .participant = document.participant,
                      .problem = document.problem,
                      .language = document.language,
                      .version = rows.smallInteger(0),
                      .client = rows.text(2),
                      .change = TRY(changeFromJson(change)),
                      .time = rows.time(1)});
    }
    return edits;
}

Result<void> deleteDocuments(Database &database, SessionId session)
{
    TRY(database.run("DELETE FROM document_edit WHERE document IN (SELECT id FROM document WHERE session = ?)",
                     session));
    return database.run("DELETE FROM document WHERE session = ?", session);
}

} // namespace assay::core
