// SPDX-License-Identifier: GPL-3.0-or-later
// PackageTree: the files of a problem package that count, found once, each proved to lie inside the package or,
// for a link, the repository that it came in.
#include "core/problems/package_tree.h"

#include "core/problems/message_text.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

namespace {

// The largest packages in use have a few thousand files, in at most a handful of levels.
constexpr std::size_t kMostEntries = 50'000;
constexpr int kDeepest = 24;
constexpr qsizetype kMostNameWarnings = 20;

constexpr std::array<std::string_view, 10> kFolders = {
    "data",      "graders",           "include",          "output_validator", "output_validators",
    "statement", "problem_statement", "static_validator", "submissions",      "attachments"};
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

/// The folder with `.git` that the package lies in, empty when there is none. Not one that has the user's own home in it:
/// there things lie that did not come with the package.
fs::path repositoryOf(const fs::path &root)
{
    std::error_code error;
    const char *home = std::getenv("HOME");
    const fs::path ownHome = home ? fs::weakly_canonical(home, error) : fs::path{};
    for (fs::path folder = root; folder.has_relative_path(); folder = folder.parent_path()) {
        if (fs::exists(folder / ".git", error))
            return ownHome.empty() || isInside(ownHome, folder) ? fs::path{} : folder;
    }
    return {};
}

/// Setters keep what several of their packages use beside them, with links to it. Whoever made the repository made all that
/// is in it, but for hidden files: those may hold keys.
bool isInRepository(const fs::path &target, const fs::path &root)
{
    const fs::path repository = repositoryOf(root);
    if (repository.empty() || !isInside(target, repository))
        return false;
    const fs::path within = target.lexically_relative(repository);
    return std::ranges::none_of(within, [](const fs::path &part) { return part.string().starts_with('.'); });
}

} // namespace

/// Without what is only shown.
bool isJudged(std::string_view path)
{
    const std::string_view top = path.substr(0, path.find('/'));
    return isJudgedOrShown(path) && top != "statement" && top != "problem_statement" && top != "attachments" &&
           top != "problem.pdf";
}

struct PackageTree::Scan {
    PackageTree &tree;
    PackageFindings &findings;
    std::size_t entries = 0;
    qsizetype nameWarnings = 0;

    void problem(const std::string &path, const QString &message)
    {
        // What nobody judges can do no harm, but it is left out.
        if (isJudged(path))
            findings.error(path, {}, message);
        else
            findings.warn(path, {}, message + ": it is left out"_L1);
    }

    /// False when the limit has been reached; told once.
    bool countEntry(const std::string &path)
    {
        if (++entries == kMostEntries + 1)
            findings.error(path, {}, u"the package has more than %1 entries"_s.arg(kMostEntries));
        return entries <= kMostEntries;
    }

    /// One file, folder or link called `path` in the package, being `real` on disk.
    void add(const std::string &path, const fs::path &real, int depth)
    {
        if (!countEntry(path))
            return;
        std::error_code error;
        const auto status = fs::symlink_status(real, error);
        switch (status.type()) {
        case fs::file_type::regular:
            return addFile(path, real);
        case fs::file_type::directory:
            return addFolder(path, real, depth);
        case fs::file_type::symlink:
            return addLink(path, real, depth);
        case fs::file_type::none:
        case fs::file_type::not_found:
            return problem(path, u"cannot be read: "_s + QString::fromStdString(error.message()));
        default:
            return problem(path, u"is neither a file nor a folder"_s);
        }
    }

    void addFile(const std::string &path, const fs::path &real)
    {
        std::error_code error;
        const auto size = fs::file_size(real, error);
        if (error)
            return problem(path, u"cannot be read: "_s + QString::fromStdString(error.message()));
        tree.m_files.push_back({.path = path, .resolved = real, .size = Bytes{static_cast<std::int64_t>(size)}});
    }

    void addLink(const std::string &path, const fs::path &real, int depth)
    {
        std::error_code error;
        const fs::path target = fs::canonical(real, error);
        if (error)
            return problem(path, u"is a symbolic link that leads nowhere"_s);
        if (!isInside(target, tree.m_root) && !isInRepository(target, tree.m_root))
            return problem(path, u"is a symbolic link that leaves the package"_s);
        if (isInside(real, target))
            return problem(path, u"is a symbolic link to a folder that it is in"_s);
        add(path, target, depth);
    }

    void addFolder(const std::string &path, const fs::path &real, int depth)
    {
        if (depth >= kDeepest)
            return findings.error(path, {}, u"folders are nested too deeply"_s);
        std::error_code error;
        for (fs::directory_iterator at{real, error}, end; !error && at != end; at.increment(error)) {
            const std::string name = at->path().filename().string();
            if (isAllowedName(name))
                add(path + "/" + name, real / name, depth + 1);
            else
                leaveOut(path, name);
            if (entries > kMostEntries)
                return;
        }
        if (error)
            problem(path, u"cannot be read: "_s + QString::fromStdString(error.message()));
    }

    void leaveOut(const std::string &folder, const std::string &name)
    {
        // Hidden files are usual (.gitkeep) and never meant.
        if (!countEntry(folder) || name.starts_with('.') || nameWarnings++ >= kMostNameWarnings)
            return;
        findings.warn(
            folder, {},
            u"%1 is ignored: the format does not allow this name"_s.arg(QString::fromStdString(inQuotes(name))));
    }
};

Result<PackageTree> PackageTree::scan(const fs::path &folder, PackageFindings &findings)
{
    std::error_code error;
    PackageTree tree;
    tree.m_root = fs::canonical(folder, error);
    if (error)
        return fail(Errc::NotFound, folder.string(), error.value());
    if (!fs::is_directory(tree.m_root, error))
        return invalidPackage(folder.string(), "is not a folder");

    Scan scan{.tree = tree, .findings = findings};
    for (fs::directory_iterator at{tree.m_root, error}, end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (isAllowedName(name) || name == ".timelimit")
            scan.add(name, tree.m_root / name, 0);
        else
            scan.leaveOut(".", name);
    }
    if (error)
        return fail(Errc::Io, folder.string(), error.value());
    std::ranges::sort(tree.m_files, {}, &PackageFile::path);
    return tree;
}

bool isJudgedOrShown(std::string_view path)
{
    const auto slash = path.find('/');
    const std::string_view top = path.substr(0, slash);
    return std::ranges::contains(kFolders, top) ||
           (slash == std::string_view::npos && std::ranges::contains(kRootFiles, top));
}

std::vector<std::pair<std::string, bool>> PackageTree::entries(std::string_view folder) const
{
    std::vector<std::pair<std::string, bool>> found;
    const std::size_t skip = folder.empty() ? 0 : folder.size() + 1;
    for (const PackageFile &file : folder.empty() ? files() : below(folder)) {
        const std::string_view rest = std::string_view{file.path}.substr(skip);
        const auto slash = rest.find('/');
        const std::pair<std::string, bool> entry{rest.substr(0, slash), slash != std::string_view::npos};
        if (found.empty() || found.back() != entry)
            found.push_back(entry);
    }
    return found;
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

Checked<QByteArray> checkedContent(const PackageFile &file, Bytes limit)
{
    auto content = readPackageFile(file, limit);
    if (content)
        return std::move(*content);
    // The error names the file already, as all here do.
    std::string message = content.error().describe();
    if (message.starts_with(file.path + ": "))
        message.erase(0, file.path.size() + 2);
    return broken(file.path, {}, message);
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
