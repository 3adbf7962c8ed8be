// SPDX-License-Identifier: GPL-3.0-or-later
// PackageTree: the files of a problem package that count, found once, each proved to lie inside the package.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "base/units.h"
#include "core/problems/finding.h"

#include <QByteArray>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::core {

struct PackageFile {
    std::string path;               ///< Relative to the package, with '/': "data/secret/1.in".
    std::filesystem::path resolved; ///< Absolute, symbolic links followed; inside the package.
    Bytes size;
};

/// Immutable after scan. Names that the format does not allow are left out, as it demands.
class PackageTree
{
public:
    /// Looks at names and types only, opens nothing. What is found goes to `findings`: an error is a link that leaves
    /// the package or leads nowhere and what is neither file nor folder (both only warned of where nothing is judged
    /// or shown), and too many entries or too deep a nesting. Errors: NotFound, InvalidPackage when it is no folder.
    [[nodiscard]] static Result<PackageTree> scan(const std::filesystem::path &folder, PackageFindings &findings);

    [[nodiscard]] const std::filesystem::path &root() const { return m_root; }
    /// Sorted by path, byte by byte.
    [[nodiscard]] std::span<const PackageFile> files() const { return m_files; }
    /// All files at any depth below that folder; empty when there is none.
    [[nodiscard]] std::span<const PackageFile> below(std::string_view folder) const;
    [[nodiscard]] const PackageFile *find(std::string_view path) const;
    /// The names of the folders (true) and files (false) directly in that folder that exist, "" for the package.
    [[nodiscard]] std::vector<std::pair<std::string, bool>> entries(std::string_view folder) const;

private:
    struct Scan;
    std::filesystem::path m_root;
    std::vector<PackageFile> m_files;
};

/// Whether what lies there has a part in judging or in what is shown, so that the content hash covers it.
[[nodiscard]] bool isJudgedOrShown(std::string_view path);

/// Opens a regular file for reading, never waiting and never through a link. Errors: InvalidPackage naming it.
[[nodiscard]] Result<UniqueFd> openPackageFile(const PackageFile &file);

/// The whole content. Errors: those of openPackageFile, and InvalidPackage when it is larger than `limit`.
[[nodiscard]] Result<QByteArray> readPackageFile(const PackageFile &file, Bytes limit);

/// The same for a reader that goes on.
[[nodiscard]] Checked<QByteArray> checkedContent(const PackageFile &file, Bytes limit);

} // namespace assay::core
