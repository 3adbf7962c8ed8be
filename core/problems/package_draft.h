// SPDX-License-Identifier: GPL-3.0-or-later
// PackageDraft: the files that a package will consist of, before they are written into a folder or an archive.
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <filesystem>
#include <map>
#include <string>

namespace assay::core {

/// A file of a draft: a text of ours, or a copy.
struct DraftFile {
    QByteArray text;
    std::filesystem::path source; ///< Absolute. Empty: the text counts.
};

class PackageDraft
{
public:
    /// Nothing when the text is empty. The path is relative, with '/'.
    void addText(const std::string &path, const QByteArray &text);
    void addCopy(const std::string &path, const std::filesystem::path &source);
    [[nodiscard]] bool contains(const std::string &path) const { return m_files.contains(path); }
    [[nodiscard]] bool hasFolder(const std::string &path) const;

    /// By path.
    [[nodiscard]] const std::map<std::string, DraftFile> &files() const { return m_files; }
    /// Paths that were added twice; only the first counts.
    [[nodiscard]] const std::vector<std::string> &collisions() const { return m_collisions; }

    /// Into a folder that does not exist yet; nothing stays behind on failure. Errors: Io, Permission for one that is there.
    [[nodiscard]] Result<void> writeTo(const std::filesystem::path &folder) const;
    /// Into an archive of the kind that its name tells (.zip, .kpp, .tar.gz, .tgz, .tar.xz, .tar), below a folder of that
    /// name in it. Errors: InvalidArgument for another name, Io, Permission for a file that is there.
    [[nodiscard]] Result<void> packInto(const std::filesystem::path &archive, const std::string &folderName) const;

private:
    std::map<std::string, DraftFile> m_files;
    std::vector<std::string> m_collisions;
};

/// Whether the name is one that packInto can make.
[[nodiscard]] bool isArchiveName(const std::filesystem::path &path);

} // namespace assay::core
