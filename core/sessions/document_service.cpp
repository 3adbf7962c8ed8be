// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentService: what participants type, and who may.
#include "core/sessions/document_service.h"

#include "core/judge/language_table.h"

#include <algorithm>

namespace assay::core {

Result<Document> DocumentService::open(ParticipantId participant, ProblemId problem, const QString &language)
{
    const Session session = TRY(m_store.session(TRY(m_store.sessionOf(participant))));
    const auto self = std::ranges::find(session.participants, participant, &Participant::id);
    if (self == session.participants.end())
        return fail(Errc::NotFound, participant.toText());
    if (!self->consented)
        return fail(Errc::Permission, "nothing is kept of somebody who has not agreed to it");
    if (!session.rules.problems.contains(problem))
        return fail(Errc::Permission, "the problem is not one of this session");
    const LanguageStatus *known = m_languages.find(language);
    if (known == nullptr)
        return fail(Errc::NotFound, "there is no language " + language.toStdString());
    const QString id = known->language.id; // it may have been named by an alias
    if (!session.rules.languages.isEmpty() && !session.rules.languages.contains(id))
        return fail(Errc::Permission, id.toStdString() + " is not allowed in this session");
    return m_store.openDocument(participant, problem, id);
}

Result<EditOutcome> DocumentService::edit(ParticipantId participant, DocumentId id, int version,
                                          const QList<DocumentEditDraft> &edits)
{
    if (edits.size() > kMostEdits)
        return fail(Errc::TooLarge, "at most " + std::to_string(kMostEdits) + " edits at once");
    const Document document = TRY(m_store.document(id));
    if (document.participant != participant)
        return fail(Errc::NotFound, id.toText());
    if (document.version + edits.size() > kMostVersions)
        return fail(Errc::TooLarge, "a document has at most " + std::to_string(kMostVersions) + " edits");
    TRY(m_room());
    return m_store.editDocument(id, version, edits);
}

} // namespace assay::core
