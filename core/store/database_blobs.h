// SPDX-License-Identifier: GPL-3.0-or-later
// DatabaseBlobs: blobs as rows, for engines that share a database and no disk.
#pragma once

#include "core/store/blob_store.h"
#include "core/store/read_connections.h"

namespace assay::core {

/// On the calling thread's connection, which the writer's is not: each call is for itself, and durable by itself.
class DatabaseBlobs final : public BlobStore
{
public:
    explicit DatabaseBlobs(const ReadConnections &connections)
        : m_connections(connections)
    {
    }

    [[nodiscard]] Result<QString> put(const QByteArray &content) const override;
    [[nodiscard]] Result<QByteArray> get(const QString &hash) const override;
    [[nodiscard]] Result<bool> isThere(const QString &hash) const override;
    [[nodiscard]] Result<void> remove(const QString &hash) const override;

private:
    const ReadConnections &m_connections;
};

} // namespace assay::core
