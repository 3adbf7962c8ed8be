// SPDX-License-Identifier: GPL-3.0-or-later
// ReadConnections: a read-only connection for every thread that asks.
#include "core/store/read_connections.h"

#include <algorithm>
#include <vector>

namespace assay::core {

namespace {

struct Connection {
    std::weak_ptr<const DatabaseAddress> owner;
    std::unique_ptr<Database> database;
};

/// The calling thread's connections, usually one. Thread-local because Qt Sql ties a connection to its thread.
std::vector<Connection> &connectionsOfThisThread()
{
    thread_local std::vector<Connection> connections;
    return connections;
}

void closeAbandoned()
{
    std::erase_if(connectionsOfThisThread(), [](const Connection &connection) { return connection.owner.expired(); });
}

} // namespace

ReadConnections::ReadConnections(DatabaseAddress address)
    : m_address(std::make_shared<const DatabaseAddress>(std::move(address)))
{
}

ReadConnections::~ReadConnections()
{
    m_address.reset();
    closeAbandoned();
}

Result<Database *> ReadConnections::ofThisThread() const
{
    auto &connections = connectionsOfThisThread();
    for (const auto &connection : connections) {
        if (connection.owner.lock() == m_address && connection.database->isConnected())
            return connection.database.get();
    }
    closeOfThisThread(); // a lost one
    closeAbandoned();
    auto database = TRY(Database::open(*m_address, Database::Access::ReadOnly));
    connections.push_back({.owner = m_address, .database = std::move(database)});
    return connections.back().database.get();
}

bool ReadConnections::isLost() const
{
    return std::ranges::any_of(connectionsOfThisThread(), [this](const Connection &connection) {
        return connection.owner.lock() == m_address && !connection.database->isConnected();
    });
}

void ReadConnections::closeOfThisThread() const
{
    std::erase_if(connectionsOfThisThread(),
                  [this](const Connection &connection) { return connection.owner.lock() == m_address; });
}

Result<ReadSnapshot> ReadSnapshot::begin(Database &database)
{
    TRY(database.beginReading());
    return ReadSnapshot(database);
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_database)
        (void)m_database->run("COMMIT");
}

} // namespace assay::core
