// SPDX-License-Identifier: GPL-3.0-or-later
// ReadConnections: a read-only connection for every thread that asks.
#pragma once

#include "core/store/database.h"

#include <memory>

namespace assay::core {

/// A thread's connection is opened at its first read and closed when the thread ends, when this object goes (for the
/// thread that destroys it), or at the thread's next read from any store after that.
class ReadConnections
{
public:
    explicit ReadConnections(DatabaseAddress address);
    ~ReadConnections();
    ReadConnections(const ReadConnections &) = delete;
    ReadConnections &operator=(const ReadConnections &) = delete;

    /// Borrowed, for this call on this thread. Errors: Store.
    [[nodiscard]] Result<Database *> ofThisThread() const;

    /// Whether this thread has had one, and its server is no longer at the other end.
    [[nodiscard]] bool isLost() const;
    /// Closes that of this thread; what it asks next is asked through another.
    void closeOfThisThread() const;

private:
    /// Shared with the connections of all threads, which watch it to learn that this object is gone.
    std::shared_ptr<const DatabaseAddress> m_address;
};

/// Keeps several reads on one state of the database.
class ReadSnapshot
{
public:
    /// Errors: Store.
    [[nodiscard]] static Result<ReadSnapshot> begin(Database &database);
    ReadSnapshot(ReadSnapshot &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;
    ReadSnapshot(const ReadSnapshot &) = delete;
    ReadSnapshot &operator=(const ReadSnapshot &) = delete;
    ~ReadSnapshot();

private:
    explicit ReadSnapshot(Database &database)
        : m_database(&database)
    {
    }

    Database *m_database;
};

} // namespace assay::core
