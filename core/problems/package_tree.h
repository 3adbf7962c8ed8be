// SPDX-License-Identifier: GPL-3.0-or-later
// PackageTree: the files of a problem package that count, found once, each proved to lie inside the package.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "base/units.h"
#include "core/problems/finding.h"

#include <QByteArray>
#include <QList>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
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
    /// Looks at names and types only, opens nothing. Errors: InvalidPackage for a link that leaves the package or
    /// leads nowhere, for what is neither file nor folder, for too many entries or too deep a nesting; NotFound, Io.
    [[nodiscard]] static Result<PackageTree> scan(const std::filesystem::path &folder);

    [[nodiscard]] const std::filesystem::path &root() const { return m_root; }
    /// Sorted by path, byte by byte.
    [[nodiscard]] std::span<const PackageFile> files() const { return m_files; }
    /// All files at any depth below that folder; empty when there is none.
    [[nodiscard]] std::span<const PackageFile> below(std::string_view folder) const;
    [[nodiscard]] const PackageFile *find(std::string_view path) const;
    /// Warnings about names that were left out.
    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }

private:
    struct Scan;
    std::filesystem::path m_root;
    std::vector<PackageFile> m_files;
    QList<Finding> m_findings;
};

/// Opens a regular file for reading, never waiting and never through a link. Errors: InvalidPackage naming it.
[[nodiscard]] Result<UniqueFd> openPackageFile(const PackageFile &file);

/// The whole content. Errors: those of openPackageFile, and InvalidPackage when it is larger than `limit`.
[[nodiscard]] Result<QByteArray> readPackageFile(const PackageFile &file, Bytes limit);

} // namespace assay::core
