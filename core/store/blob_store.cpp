// SPDX-License-Identifier: GPL-3.0-or-later
// BlobStore: contents too large for a row, named by their SHA-256.
#include "core/store/blob_store.h"

#include <QCryptographicHash>

namespace assay::core {

QString blobHash(const QByteArray &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

Result<StoredContent> BlobStore::keep(const QByteArray &content) const
{
    if (content.size() <= kInlineLimit.count)
        return StoredContent{.inlined = content, .blob = std::nullopt};
    return StoredContent{.inlined = std::nullopt, .blob = TRY(put(content))};
}

Result<bool> BlobStore::holds(const StoredContent &content) const
{
    return content.blob ? isThere(*content.blob) : true;
}

} // namespace assay::core
