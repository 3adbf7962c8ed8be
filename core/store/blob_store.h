// SPDX-License-Identifier: GPL-3.0-or-later
// BlobStore: contents too large for a row, as files named by their SHA-256.
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace assay::core {

using namespace assay::literals;

/// What is larger than this goes to a file: a row of a few pages would cost more than it saves.
inline constexpr Bytes kInlineLimit = 4_KiB;

/// A content as a row holds it: exactly one of the two.
struct StoredContent {
    std::optional<QByteArray> inlined;
    std::optional<QString> blob; ///< SHA-256, hexadecimal.
};

/// Thread-safe. <folder>/ab/abcdef…: a blob that is there is whole, and what it is called by is what it holds.
class BlobStore
{
public:
    /// Makes the folder if it is missing. Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<BlobStore>> open(const std::filesystem::path &folder);
    BlobStore(const BlobStore &) = delete;
    BlobStore &operator=(const BlobStore &) = delete;
    ~BlobStore() = default;

    /// Durable once it returns. The same content is stored once. Returns the hash. Errors: Io.
    [[nodiscard]] Result<QString> put(const QByteArray &content) const;
    /// Errors: NotFound, Io, InvalidData when the file does not hold what its name says.
    [[nodiscard]] Result<QByteArray> get(const QString &hash) const;

    /// Also when it is not there. Whoever writes a row with a hash that `put` returned looks, on the writer's thread,
    /// whether it is still there: removing happens on that thread alone. Errors: Io.
    [[nodiscard]] Result<void> remove(const QString &hash) const;

    [[nodiscard]] bool isThere(const StoredContent &content) const;

    /// Inline up to kInlineLimit, else as a blob. Errors: Io.
    [[nodiscard]] Result<StoredContent> keep(const QByteArray &content) const;

private:
    explicit BlobStore(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }
    [[nodiscard]] std::filesystem::path pathOf(const std::string &hash) const;
    /// Makes the folder 00 to ff that a blob goes to, durably. Errors: Io.
    [[nodiscard]] Result<void> makeFolderFor(const std::filesystem::path &blob) const;

    std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    mutable std::set<std::filesystem::path> m_durableFolders; ///< Made or found, and fsynced since.
};

} // namespace assay::core
