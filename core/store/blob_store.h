// SPDX-License-Identifier: GPL-3.0-or-later
// BlobStore: contents too large for a row, named by their SHA-256.
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace assay::core {

using namespace assay::literals;

/// What is larger than this is a blob: a row of a few pages would cost more than it saves.
inline constexpr Bytes kInlineLimit = 4_KiB;

/// A content as a row holds it: exactly one of the two.
struct StoredContent {
    std::optional<QByteArray> inlined;
    std::optional<QString> blob; ///< SHA-256, hexadecimal.
};

/// Thread-safe. A blob that is there is whole, and what it is called by is what it holds.
class BlobStore
{
public:
    virtual ~BlobStore() = default;
    BlobStore(const BlobStore &) = delete;
    BlobStore &operator=(const BlobStore &) = delete;

    /// Durable once it returns. The same content is stored once. Returns the hash. Errors: Io, Store.
    [[nodiscard]] virtual Result<QString> put(const QByteArray &content) const = 0;
    /// Errors: NotFound, Io, Store; InvalidData when it does not hold what its name says.
    [[nodiscard]] virtual Result<QByteArray> get(const QString &hash) const = 0;
    [[nodiscard]] virtual Result<bool> isThere(const QString &hash) const = 0;

    /// Also when it is not there. Whoever writes a row with a hash that `put` returned looks, in the same transaction,
    /// whether it is still there: removing happens in transactions that write alone. Errors: Io, Store.
    [[nodiscard]] virtual Result<void> remove(const QString &hash) const = 0;

    /// Inline up to kInlineLimit, else as a blob. Errors: those of put.
    [[nodiscard]] Result<StoredContent> keep(const QByteArray &content) const;
    /// What is inline always is. Errors: those of isThere.
    [[nodiscard]] Result<bool> holds(const StoredContent &content) const;

protected:
    BlobStore() = default;
};

/// SHA-256, hexadecimal.
[[nodiscard]] QString blobHash(const QByteArray &content);

} // namespace assay::core
