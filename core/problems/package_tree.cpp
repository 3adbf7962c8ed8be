// SPDX-License-Identifier: GPL-3.0-or-later
// PackageTree: the files of a problem package that count, found once, each proved to lie inside the package.
#include "core/problems/package_tree.h"

#include "core/problems/message_text.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

// The largest packages in use have a few thousand files, in at most a handful of levels.
constexpr std::size_t kMostEntries = 50'000;
constexpr int kDeepest = 24;
constexpr qsizetype kMostNameWarnings = 20;

/// What can have a part in judging or showing the problem. Everything else (generators, input validators,
/// attachments) is not even looked at.
constexpr std::array<std::string_view, 9> kFolders = {
    "data",      "graders",           "include",          "output_validator", "output_validators",
    "statement", "problem_statement", "static_validator", "submissions"};
constexpr std::array<std::string_view, 4> kRootFiles = {"problem.yaml", "domjudge-problem.ini", ".timelimit",
                                                        "problem.pdf"};

/// Source: problem package format, "General requirements".
bool isAllowedName(std::string_view name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               c == '-';
    };
    return !name.empty() && name.size() <= 255 && name.front() != '.' && name.front() != '-' &&
           std::ranges::all_of(name, allowed);
}

bool isInside(const fs::path &path, const fs::path &folder)
{
    const auto [at, rest] = std::ranges::mismatch(folder, path);
    return at == folder.end();
}

} // namespace

struct PackageTree::Scan {
    PackageTree &tree;
    std::size_t entries = 0;

    /// One file, folder or link called `path` in the package, being `real` on disk.
    Result<void> add(const std::string &path, const fs::path &real, int depth)
    {
        if (++entries > kMostEntries)
            return invalidPackage(path, "the package has more than " + std::to_string(kMostEntries) + " entries");
        std::error_code error;
        const auto status = fs::symlink_status(real, error);
        if (error)
            return fail(Errc::Io, path, error.value());
        switch (status.type()) {
        case fs::file_type::regular:
            return addFile(path, real);
        case fs::file_type::directory:
            return addFolder(path, real, depth);
        case fs::file_type::symlink:
            return addLink(path, real, depth);
        default:
            return invalidPackage(path, "is neither a file nor a folder");
        }
    }

    Result<void> addFile(const std::string &path, const fs::path &real)
    {
        std::error_code error;
        const auto size = fs::file_size(real, error);
        if (error)
            return fail(Errc::Io, path, error.value());
        tree.m_files.push_back({.path = path, .resolved = real, .size = Bytes{static_cast<std::int64_t>(size)}});
        return {};
    }

    Result<void> addLink(const std::string &path, const fs::path &real, int depth)
    {
        std::error_code error;
        const fs::path target = fs::canonical(real, error);
        if (error)
            return invalidPackage(path, "is a symbolic link that leads nowhere");
        if (!isInside(target, tree.m_root))
            return invalidPackage(path, "is a symbolic link that leaves the package");
        if (isInside(real, target))
            return invalidPackage(path, "is a symbolic link to a folder that it is in");
        return add(path, target, depth);
    }

    Result<void> addFolder(const std::string &path, const fs::path &real, int depth)
    {
        if (depth >= kDeepest)
            return invalidPackage(path, "folders are nested too deeply");
        std::error_code error;
        for (fs::directory_iterator at{real, error}, end; !error && at != end; at.increment(error)) {
            const std::string name = at->path().filename().string();
            if (isAllowedName(name))
                TRY(add(path + "/" + name, real / name, depth + 1));
            else
                TRY(leaveOut(path, name));
        }
        if (error)
            return invalidPackage(path, "cannot be read: " + error.message());
        return {};
    }

    Result<void> leaveOut(const std::string &folder, const std::string &name)
    {
        if (++entries > kMostEntries)
            return invalidPackage(folder, "the package has more than " + std::to_string(kMostEntries) + " entries");
        // Hidden files are usual (.gitkeep) and never meant.
        if (name.starts_with('.') || tree.m_findings.size() >= kMostNameWarnings)
            return {};
        tree.m_findings.append({.severity = Severity::Warning,
                                .file = QString::fromStdString(folder),
                                .key = {},
                                .message = QStringLiteral("%1 is ignored: the format does not allow this name")
                                               .arg(QString::fromStdString(inQuotes(name)))});
        return {};
    }
};

Result<PackageTree> PackageTree::scan(const fs::path &folder)
{
    std::error_code error;
    PackageTree tree;
    tree.m_root = fs::canonical(folder, error);
    if (error)
        return fail(Errc::NotFound, folder.string(), error.value());
    if (!fs::is_directory(tree.m_root, error))
        return invalidPackage(folder.string(), "is not a folder");

    Scan scan{.tree = tree};
    const auto addIfThere = [&](std::string_view name) -> Result<void> {
        const fs::path real = tree.m_root / name;
        const auto type = fs::symlink_status(real, error).type();
        if (type == fs::file_type::not_found)
            return {};
        return scan.add(std::string{name}, real, 0);
    };
    for (const auto name : kFolders)
        TRY(addIfThere(name));
    for (const auto name : kRootFiles)
        TRY(addIfThere(name));
    std::ranges::sort(tree.m_files, {}, &PackageFile::path);
    return tree;
}

std::span<const PackageFile> PackageTree::below(std::string_view folder) const
{
    const std::string from = std::string{folder} + "/";
    const std::string to = std::string{folder} + "0"; // '0' follows '/'.
    const auto first = std::ranges::lower_bound(m_files, from, {}, &PackageFile::path);
    const auto last = std::ranges::lower_bound(m_files, to, {}, &PackageFile::path);
    return {first, last};
}

const PackageFile *PackageTree::find(std::string_view path) const
{
    const auto at = std::ranges::lower_bound(m_files, path, {}, &PackageFile::path);
    return at != m_files.end() && at->path == path ? &*at : nullptr;
}

Result<UniqueFd> openPackageFile(const PackageFile &file)
{
    // The scan has seen a regular file; should it have become a pipe since, O_NONBLOCK keeps open from waiting.
    UniqueFd fd{::open(file.resolved.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    if (!fd)
        return invalidPackage(file.path, "cannot be read: " + std::generic_category().message(errno));
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return invalidPackage(file.path, "is not a regular file");
    return fd;
}

Result<QByteArray> readPackageFile(const PackageFile &file, Bytes limit)
{
    const UniqueFd fd = TRY(openPackageFile(file));
    QByteArray content;
    std::array<char, 16 * 1024> buffer;
    while (true) {
        const auto count = ::read(fd.get(), buffer.data(), buffer.size());
        if (count == 0)
            return content;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return invalidPackage(file.path, "cannot be read: " + std::generic_category().message(errno));
        if (content.size() + count > limit.count)
            return invalidPackage(file.path, "is larger than " + std::to_string(limit.toKiB()) + " KiB");
        content.append(buffer.data(), count);
    }
}

} // namespace assay::core
