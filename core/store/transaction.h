// SPDX-License-Identifier: GPL-3.0-or-later
// Transaction: what one write sees of the group that it is committed with.
#pragma once

#include "core/store/event_store.h"

namespace assay::core {

/// The seqs of a group of writes: read from the database at the first event, and written back with the last one.
class EventCounter
{
public:
    explicit EventCounter(Database &database)
        : m_database(database)
    {
    }

    /// Errors: Store.
    [[nodiscard]] Result<std::int64_t> next()
    {
        if (!m_last)
            m_last = m_stored = TRY(loadLastSeq(m_database));
        return ++*m_last;
    }
    /// Where it stands, to go back to when a write is undone.
    [[nodiscard]] std::optional<std::int64_t> mark() const { return m_last; }
    void backTo(std::optional<std::int64_t> mark) { m_last = mark ? mark : m_stored; }
    /// Before the group is committed. Errors: Store.
    [[nodiscard]] Result<void> store()
    {
        return m_last != m_stored ? storeLastSeq(m_database, *m_last) : Result<void>{};
    }

private:
    Database &m_database;
    std::optional<std::int64_t> m_last;
    std::optional<std::int64_t> m_stored;
};

/// Lives on the writer thread for the time of one write.
class Transaction
{
public:
    Transaction(Database &database, EventCounter &counter, Timestamp time)
        : m_database(database)
        , m_counter(counter)
        , m_time(time)
    {
    }

    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] Timestamp time() const { return m_time; }

    /// Appends to the log, in the same transaction; published after the commit. Errors: Store.
    [[nodiscard]] Result<void> append(EventDraft draft)
    {
        const std::int64_t seq = TRY(m_counter.next());
        TRY(appendEvent(m_database, draft, seq, m_time));
        m_events.append(Event{.seq = seq, .time = m_time, .type = draft.type, .data = std::move(draft.data)});
        return {};
    }

    /// Once all is committed, the write-ahead log is brought home and cut to nothing.
    void emptyLog() { m_emptyLog = true; }
    [[nodiscard]] bool wantsEmptyLog() const { return m_emptyLog; }

    [[nodiscard]] QList<Event> takeEvents() { return std::exchange(m_events, {}); }

private:
    Database &m_database;
    EventCounter &m_counter;
    Timestamp m_time;
    QList<Event> m_events;
    bool m_emptyLog = false;
};

} // namespace assay::core
