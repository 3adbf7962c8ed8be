// SPDX-License-Identifier: GPL-3.0-or-later
// Transaction: what one write sees of the group that it is committed with.
#pragma once

#include "core/store/event_store.h"

namespace assay::core {

/// Lives on the writer thread for the time of one write.
class Transaction
{
public:
    Transaction(Database &database, Timestamp time)
        : m_database(database)
        , m_time(time)
    {
    }

    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] Timestamp time() const { return m_time; }

    /// Appends to the log, in the same transaction; published after the commit. Errors: Store.
    [[nodiscard]] Result<void> append(EventDraft draft)
    {
        const std::int64_t seq = TRY(appendEvent(m_database, draft, m_time));
        m_events.append(Event{.seq = seq, .time = m_time, .type = draft.type, .data = std::move(draft.data)});
        return {};
    }

    /// Once all is committed, the write-ahead log is brought home and cut to nothing.
    void emptyLog() { m_emptyLog = true; }
    [[nodiscard]] bool wantsEmptyLog() const { return m_emptyLog; }

    [[nodiscard]] QList<Event> takeEvents() { return std::exchange(m_events, {}); }

private:
    Database &m_database;
    Timestamp m_time;
    QList<Event> m_events;
    bool m_emptyLog = false;
};

} // namespace assay::core
