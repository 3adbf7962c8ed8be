// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that keeps sessions, and forgets them.
#include "core/store/session_store.h"
#include "core/store/store_private.h"

namespace assay::core {

Result<void> Store::addSession(const Session &session)
{
    auto draft = TRY(draftEvent(EventType::SessionUpdated, session, d->blobs));
    return d->write([&](Transaction &transaction) -> Result<void> {
        TRY(insertSession(transaction.database(), session, transaction.time()));
        return transaction.append(std::move(draft));
    });
}

Result<Session> Store::session(SessionId id) const
{
    return d->read([&](Database &database) { return loadSession(database, id); });
}

Result<SessionId> Store::sessionOf(ParticipantId participant) const
{
    return d->read([&](Database &database) { return loadSessionOf(database, participant); });
}

Result<SessionRules> Store::rulesOfSession(ParticipantId participant) const
{
    return d->read([&](Database &database) { return loadRulesOfSession(database, participant); });
}

Result<QList<Session>> Store::sessions() const
{
    return d->read(loadSessions);
}

Result<Session> Store::changeSession(SessionId id, const SessionChange &change)
{
    return d->write([&](Transaction &transaction) -> Result<Session> {
        const Session before = TRY(loadSession(transaction.database(), id));
        Session after = TRY(change(before));
        if (after == before)
            return after;
        TRY(storeSession(transaction.database(), after, transaction.time()));
        TRY(transaction.append(TRY(draftEvent(EventType::SessionUpdated, after, d->blobs))));
        return after;
    });
}

Result<void> Store::tellSession(SessionId id)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        const Session session = TRY(loadSession(transaction.database(), id));
        return transaction.append(TRY(draftEvent(EventType::SessionUpdated, session, d->blobs)));
    });
}

Result<void> Store::setJoinCode(SessionId session, ParticipantId participant, const QString &hash)
{
    return d->write(
        [&](Transaction &transaction) { return storeJoinCode(transaction.database(), session, participant, hash); });
}

Result<Joined> Store::redeemJoinCode(const QString &hash, const JoinChange &join)
{
    return d->write([&](Transaction &transaction) -> Result<Joined> {
        Database &database = transaction.database();
        const auto [id, participant] = TRY(takeJoinCode(database, hash));
        Session after = TRY(join(TRY(loadSession(database, id)), participant));
        TRY(storeSession(database, after, transaction.time()));
        TRY(transaction.append(TRY(draftEvent(EventType::SessionUpdated, after, d->blobs))));
        return Joined{.session = std::move(after), .participant = participant};
    });
}

Result<PurgeReceipt> Store::purgeSession(SessionId id, const SessionChange &mayBe)
{
    PurgeReceipt receipt = TRY(d->write([&](Transaction &transaction) -> Result<PurgeReceipt> {
        Database &database = transaction.database();
        const Session session = TRY(loadSession(database, id));
        TRY(mayBe(session));
        PurgeReceipt wiped = TRY(wipeSession(database, session, transaction.time()));
        Session left = TRY(loadSession(database, id));
        TRY(transaction.append(TRY(draftEvent(EventType::SessionUpdated, std::move(left), d->blobs))));
        return wiped;
    }));
    TRY(removeDoomedBlobs());
    return receipt;
}

Result<std::optional<PurgeReceipt>> Store::receipt(SessionId id) const
{
    return d->read([&](Database &database) { return loadReceipt(database, id); });
}

Result<void> Store::removeDoomedBlobs()
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        // On this thread, as rows are written: none comes to refer to a blob meanwhile.
        Database &database = transaction.database();
        for (const QString &hash : TRY(loadDoomedBlobs(database)))
            TRY(d->blobs.remove(hash));
        TRY(forgetDoomedBlobs(database));
        transaction.emptyLog(); // what was overwritten is still in there
        return {};
    });
}

} // namespace assay::core
