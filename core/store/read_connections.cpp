// SPDX-License-Identifier: GPL-3.0-or-later
// ReadConnections: a read-only connection for every thread that asks.
#include "core/store/read_connections.h"

#include <vector>

namespace assay::core {

namespace {

struct Connection {
    std::weak_ptr<const std::filesystem::path> owner;
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

ReadConnections::ReadConnections(std::filesystem::path file)
    : m_file(std::make_shared<const std::filesystem::path>(std::move(file)))
{
}

ReadConnections::~ReadConnections()
{
    m_file.reset();
    closeAbandoned();
}

Result<Database *> ReadConnections::ofThisThread() const
{
    auto &connections = connectionsOfThisThread();
    for (const auto &connection : connections) {
        if (connection.owner.lock() == m_file)
            return connection.database.get();
    }
    closeAbandoned();
    auto database = TRY(Database::open(*m_file, Database::Access::ReadOnly));
    connections.push_back({.owner = m_file, .database = std::move(database)});
    return connections.back().database.get();
}

Result<ReadSnapshot> ReadSnapshot::begin(Database &database)
{
    TRY(database.run("BEGIN"));
    return ReadSnapshot(database);
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_database)
        (void)m_database->run("COMMIT");
}

} // namespace assay::core
