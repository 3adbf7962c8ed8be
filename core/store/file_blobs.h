// SPDX-License-Identifier: GPL-3.0-or-later
// FileBlobs: blobs as files under a folder.
#pragma once

#include "core/store/blob_store.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

namespace assay::core {

/// <folder>/ab/abcdef…
class FileBlobs final : public BlobStore
{
public:
    /// Makes the folder if it is missing. Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<FileBlobs>> open(const std::filesystem::path &folder);

    [[nodiscard]] Result<QString> put(const QByteArray &content) const override;
    [[nodiscard]] Result<QByteArray> get(const QString &hash) const override;
    [[nodiscard]] Result<bool> isThere(const QString &hash) const override;
    [[nodiscard]] Result<void> remove(const QString &hash) const override;

private:
    explicit FileBlobs(std::filesystem::path folder)
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
