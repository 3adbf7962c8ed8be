// SPDX-License-Identifier: GPL-3.0-or-later
// DatabaseBlobs: blobs as rows, for engines that share a database and no disk.
#include "core/store/database_blobs.h"

namespace assay::core {

Result<QString> DatabaseBlobs::put(const QByteArray &content) const
{
    const QString hash = blobHash(content);
    if (TRY(isThere(hash)))
        return hash;
    Database &database = *TRY(m_connections.ofThisThread());
    TRY(database.run("INSERT INTO blob (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING", hash, content));
    return hash;
}

Result<QByteArray> DatabaseBlobs::get(const QString &hash) const
{
    Database &database = *TRY(m_connections.ofThisThread());
    auto rows = TRY(database.query("SELECT content FROM blob WHERE hash = ?", hash));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, "blob " + hash.toStdString());
    QByteArray content = rows.bytes(0);
    if (blobHash(content) != hash)
        return fail(Errc::InvalidData, "blob " + hash.toStdString() + ": its content is not what its name says");
    return content;
}

Result<bool> DatabaseBlobs::isThere(const QString &hash) const
{
    Database &database = *TRY(m_connections.ofThisThread());
    auto rows = TRY(database.query("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?)", hash));
    TRY(rows.next());
    return rows.boolean(0);
}

Result<void> DatabaseBlobs::remove(const QString &hash) const
{
    return TRY(m_connections.ofThisThread())->run("DELETE FROM blob WHERE hash = ?", hash);
}

} // namespace assay::core
