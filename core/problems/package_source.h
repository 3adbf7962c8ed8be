// SPDX-License-Identifier: GPL-3.0-or-later
// Where a package is read from: a folder, or an archive that is unpacked for it.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>

namespace assay::core {

/// A folder of our own, for nobody else, that goes with the object.
class PrivateFolder
{
public:
    /// Below `parent`. Errors: Io.
    [[nodiscard]] static Result<PrivateFolder> make(const std::filesystem::path &parent);
    PrivateFolder(PrivateFolder &&other) noexcept;
    PrivateFolder &operator=(PrivateFolder &&other) noexcept;
    PrivateFolder(const PrivateFolder &) = delete;
    PrivateFolder &operator=(const PrivateFolder &) = delete;
    ~PrivateFolder();

    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    /// Renames it; it stays. Errors: Io.
    [[nodiscard]] Result<void> keepAs(const std::filesystem::path &path);

private:
    PrivateFolder() = default;
    std::filesystem::path m_path;
};

/// Whether the path names a regular file that is not a package's problem.yaml, so that it can only be an archive.
[[nodiscard]] bool isPackageArchive(const std::filesystem::path &path);

/// Whether a file of that name is taken for an archive.
[[nodiscard]] bool isArchiveName(const std::string &name);

/// The folder itself, or the one that a problem.yaml lies in.
[[nodiscard]] std::filesystem::path packageFolder(const std::filesystem::path &path);

/// Whether the path by its look can be opened: a folder, a problem.yaml, a file that is called like an archive.
[[nodiscard]] bool looksLikePackage(const std::filesystem::path &path);

/// Unpacks an archive once: a second call with the same content gives the same folder. Errors: those of unpackArchive
/// and findPackage.
[[nodiscard]] Result<std::filesystem::path> unpackOnce(const std::filesystem::path &archive,
                                                       const std::filesystem::path &store);

/// The folder of a package for as long as the object lives.
class PackageSource
{
public:
    /// `path` may be a folder or an archive. Errors: those of unpackArchive and findPackage.
    [[nodiscard]] static Result<PackageSource> open(const std::filesystem::path &path);

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }

private:
    PackageSource() = default;
    std::optional<PrivateFolder> m_unpacked;
    std::filesystem::path m_folder;
};

} // namespace assay::core
