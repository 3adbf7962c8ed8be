// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions in the database, and how they are wiped out of it.
#include "core/store/session_store.h"

#include "core/json/session_json.h"
#include "core/store/document_store.h"
#include "core/store/event_store.h"

#include <functional>

namespace assay::core {

namespace {

// Submissions, and their judgements, of a session's participants. One `?`: the session.
#define SUBMISSIONS_OF                                                                                                 \
    "(SELECT id FROM submission WHERE participant IN (SELECT id FROM participant WHERE session = ?) AND participant "  \
    "<> '')"
#define JUDGEMENTS_OF "(SELECT id FROM judgement WHERE submission IN " SUBMISSIONS_OF ")"

Result<void> storeParticipants(Database &database, const Session &session, Timestamp now)
{
    TRY(database.run("DELETE FROM participant WHERE session = ?", session.id));
    for (const Participant &participant : session.participants)
        TRY(database.run("INSERT INTO participant (id, session, ends_at, waits) VALUES (?, ?, ?, ?)", participant.id,
                         session.id, closesFor(session, participant, now), !mayWork(session, participant)));
    return database.run("DELETE FROM join_code WHERE session = ? AND participant NOT IN (SELECT id FROM participant "
                        "WHERE session = ?)",
                        session.id, session.id);
}

Result<int> countOf(Result<Rows> counted)
{
    auto rows = TRY(std::move(counted));
    TRY(rows.next());
    return rows.smallInteger(0);
}

/// Calls `take` with each blob that an event of `rows` refers to.
Result<void> forEachBlob(Rows rows, const std::function<void(const QString &)> &take)
{
    while (TRY(rows.next()))
        forEachBlobIn(rows.text(0), take);
    return {};
}

/// Contents in files of their own that events refer to and rows do not: of attempts that were given up, for example.
Result<void> doomBlobsOfEvents(Database &database, SessionId id)
{
    QStringList found;
    TRY(forEachBlob(
        TRY(database.query("SELECT data FROM event WHERE submission IN " SUBMISSIONS_OF " AND data LIKE '%\"blob\":%'",
                           id)),
        [&found](const QString &hash) { found.append(hash); }));
    for (const QString &hash : found)
        TRY(database.run("INSERT INTO doomed_blob (hash) VALUES (?) ON CONFLICT DO NOTHING", hash));
    return {};
}

Result<void> doomBlobs(Database &database, SessionId id)
{
    TRY(database.run(
        "INSERT INTO doomed_blob (hash) SELECT content_blob FROM source_file WHERE content_blob IS NOT NULL "
        "AND submission IN " SUBMISSIONS_OF " ON CONFLICT DO NOTHING",
        id));
    TRY(database.run("INSERT INTO doomed_blob (hash) SELECT input_blob FROM run_input WHERE input_blob IS NOT NULL "
                     "AND submission IN " SUBMISSIONS_OF " ON CONFLICT DO NOTHING",
                     id));
    TRY(database.run(
        "INSERT INTO doomed_blob (hash) SELECT expected_blob FROM run_input WHERE expected_blob IS NOT NULL "
        "AND submission IN " SUBMISSIONS_OF " ON CONFLICT DO NOTHING",
        id));
    TRY(database.run("INSERT INTO doomed_blob (hash) SELECT output_blob FROM case_run WHERE output_blob IS NOT NULL "
                     "AND judgement IN " JUDGEMENTS_OF " ON CONFLICT DO NOTHING",
                     id));
    TRY(database.run("INSERT INTO doomed_blob (hash) SELECT error_output_blob FROM case_run WHERE error_output_blob IS "
                     "NOT NULL AND judgement IN " JUDGEMENTS_OF " ON CONFLICT DO NOTHING",
                     id));
    return doomBlobsOfEvents(database, id);
}

Result<void> deleteRows(Database &database, SessionId id)
{
    TRY(deleteDocuments(database, id));
    TRY(database.run("DELETE FROM token WHERE participant IN (SELECT id FROM participant WHERE session = ?)", id));
    TRY(database.run("UPDATE audit SET object = '' WHERE session = ?", id)); // who looked is kept, at what is not
    TRY(database.run("DELETE FROM event WHERE session = ? OR submission IN " SUBMISSIONS_OF, id, id));
    TRY(database.run("DELETE FROM case_run WHERE judgement IN " JUDGEMENTS_OF, id));
    TRY(database.run("DELETE FROM group_result WHERE judgement IN " JUDGEMENTS_OF, id));
    TRY(database.run("DELETE FROM judgement WHERE submission IN " SUBMISSIONS_OF, id));
    TRY(database.run("DELETE FROM source_file WHERE submission IN " SUBMISSIONS_OF, id));
    TRY(database.run("DELETE FROM run_input WHERE submission IN " SUBMISSIONS_OF, id));
    TRY(database.run("DELETE FROM submission WHERE id IN " SUBMISSIONS_OF, id));
    TRY(database.run("DELETE FROM join_code WHERE session = ?", id));
    return database.run("DELETE FROM participant WHERE session = ?", id);
}

} // namespace

Result<void> insertSession(Database &database, const Session &session, Timestamp now)
{
    TRY(database.run("INSERT INTO session (id, state, rules, data) VALUES (?, ?, ?, ?)", session.id,
                     textOf(kSessionStateNames, session.state), sessionRulesToText(session.rules),
                     sessionToText(session)));
    return storeParticipants(database, session, now);
}

Result<void> storeSession(Database &database, const Session &session, Timestamp now)
{
    TRY(database.run("UPDATE session SET state = ?, rules = ?, data = ? WHERE id = ?",
                     textOf(kSessionStateNames, session.state), sessionRulesToText(session.rules),
                     sessionToText(session), session.id));
    return storeParticipants(database, session, now);
}

Result<Session> loadSession(Database &database, SessionId id)
{
    auto rows = TRY(database.query("SELECT data FROM session WHERE id = ?", id));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, id.toText());
    return sessionFromText(rows.text(0));
}

Result<SessionDoor> loadDoor(Database &database, ParticipantId participant)
{
    auto rows = TRY(
        database.query("SELECT session.state, participant.ends_at, participant.waits FROM participant JOIN session ON "
                       "session.id = participant.session WHERE participant.id = ?",
                       participant));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, participant.toText());
    return SessionDoor{.state = TRY(rows.enumValue(0, kSessionStateNames)),
                       .endsAt = rows.optional(1, [&](int column) { return rows.time(column); }),
                       .waits = rows.boolean(2)};
}

Result<void> requireLive(Database &database, ParticipantId participant, Timestamp now)
{
    const auto door = loadDoor(database, participant);
    if (!door && door.error().code != Errc::NotFound)
        return std::unexpected(door.error());
    if (!door)
        return fail(Errc::Permission, "there is no such session any more");
    if (door->state != SessionState::Live)
        return fail(Errc::Permission,
                    "the session is " + std::string(kSessionStateNames.text(door->state)) + ", and takes nothing now");
    if (door->waits)
        return fail(Errc::Permission, "the time of this participant has not begun");
    if (door->endsAt && *door->endsAt <= now)
        return fail(Errc::Permission, "the time of this participant is over");
    return {};
}

Result<SessionId> loadSessionOf(Database &database, ParticipantId participant)
{
    auto rows = TRY(database.query("SELECT session FROM participant WHERE id = ?", participant));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, participant.toText());
    return rows.id<SessionId>(0);
}

Result<SessionRules> loadRulesOfSession(Database &database, ParticipantId participant)
{
    auto rows = TRY(database.query(
        "SELECT rules FROM session WHERE id = (SELECT session FROM participant WHERE id = ?)", participant));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, participant.toText());
    return sessionRulesFromText(rows.text(0));
}

Result<QList<Session>> loadSessions(Database &database)
{
    auto rows = TRY(database.query("SELECT data FROM session ORDER BY number DESC"));
    QList<Session> sessions;
    while (TRY(rows.next()))
        sessions.append(TRY(sessionFromText(rows.text(0))));
    return sessions;
}

Result<void> storeJoinCode(Database &database, SessionId session, ParticipantId participant, const QString &hash)
{
    const int known = TRY(
        countOf(database.query("SELECT count(*) FROM participant WHERE id = ? AND session = ?", participant, session)));
    if (known == 0)
        return fail(Errc::NotFound, participant.toText());
    TRY(database.run("DELETE FROM join_code WHERE participant = ?", participant));
    return database.run("INSERT INTO join_code (hash, session, participant) VALUES (?, ?, ?)", hash, session,
                        participant);
}

Result<std::pair<SessionId, ParticipantId>> takeJoinCode(Database &database, const QString &hash)
{
    auto rows = TRY(database.query("DELETE FROM join_code WHERE hash = ? RETURNING session, participant", hash));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, "no such code");
    return std::pair{TRY(rows.id<SessionId>(0)), TRY(rows.id<ParticipantId>(1))};
}

Result<std::optional<PurgeReceipt>> loadReceipt(Database &database, SessionId id)
{
    auto rows = TRY(database.query(
        "SELECT purged, participants, submissions, events, blobs FROM purge_receipt WHERE session = ?", id));
    if (!TRY(rows.next()))
        return std::nullopt;
    return PurgeReceipt{.session = id,
                        .purged = rows.time(0),
                        .participants = rows.smallInteger(1),
                        .submissions = rows.smallInteger(2),
                        .events = rows.smallInteger(3),
                        .blobs = rows.smallInteger(4)};
}

Result<PurgeReceipt> wipeSession(Database &database, const Session &session, Timestamp now)
{
    const SessionId id = session.id;
    PurgeReceipt receipt{.session = id, .purged = now};
    TRY(doomBlobs(database, id));
    receipt.participants = TRY(countOf(database.query("SELECT count(*) FROM participant WHERE session = ?", id)));
    receipt.submissions =
        TRY(countOf(database.query("SELECT count(*) FROM submission WHERE id IN " SUBMISSIONS_OF, id)));
    receipt.events = TRY(countOf(
        database.query("SELECT count(*) FROM event WHERE session = ? OR submission IN " SUBMISSIONS_OF, id, id)));
    receipt.blobs = TRY(countOf(database.query("SELECT count(*) FROM doomed_blob")));
    TRY(deleteRows(database, id));
    TRY(database.run("INSERT INTO purge_receipt (session, purged, participants, submissions, events, blobs) "
                     "VALUES (?, ?, ?, ?, ?, ?)",
                     id, now, receipt.participants, receipt.submissions, receipt.events, receipt.blobs));
    Session wiped{.id = id,
                  .title = {},
                  .state = SessionState::Purged,
                  .created = session.created,
                  .startsAt = session.startsAt,
                  .closesAt = session.closesAt,
                  .purgeAt = session.purgeAt};
    TRY(storeSession(database, wiped, now));
    return receipt;
}

Result<QStringList> loadDoomedBlobs(Database &database)
{
    QStringList hashes;
    auto rows = TRY(database.query(
        "SELECT hash FROM doomed_blob WHERE NOT EXISTS (SELECT 1 FROM source_file WHERE content_blob = hash) AND NOT "
        "EXISTS (SELECT 1 FROM run_input WHERE input_blob = hash OR expected_blob = hash) AND NOT EXISTS (SELECT 1 "
        "FROM "
        "case_run WHERE output_blob = hash OR error_output_blob = hash)"));
    while (TRY(rows.next()))
        hashes.append(rows.text(0));
    if (hashes.isEmpty())
        return hashes;
    TRY(forEachBlob(TRY(database.query("SELECT data FROM event WHERE data LIKE '%\"blob\":%'")),
                    [&hashes](const QString &hash) { hashes.removeAll(hash); }));
    return hashes;
}

Result<void> forgetDoomedBlobs(Database &database)
{
    return database.run("DELETE FROM doomed_blob");
}

} // namespace assay::core
