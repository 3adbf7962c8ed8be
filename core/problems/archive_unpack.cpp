// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacks an archive that nobody trusts.
#include "core/problems/archive_unpack.h"

#include "core/problems/message_text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

using Kind = PlannedEntry::Kind;

constexpr std::size_t kPiece = 128 * 1024;
constexpr int kNestedFolders = 3;

/// Beneath the folder, and never through a link, whatever the path says.
UniqueFd openBeneath(int folder, const std::string &path, int flags, mode_t mode)
{
    struct open_how how = {};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC | O_NOFOLLOW);
    how.mode = (flags & O_CREAT) != 0 ? mode : 0;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    return UniqueFd{static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how))};
}

std::unexpected<Error> cannotWrite(const std::string &path)
{
    return fail(Errc::Io, "unpacking " + inQuotes(path), errno);
}

Result<void> writeAll(int fd, const char *data, std::size_t size, const std::string &path)
{
    while (size > 0) {
        const auto count = ::write(fd, data, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cannotWrite(path);
        data += count;
        size -= static_cast<std::size_t>(count);
    }
    return {};
}

class Unpacking
{
public:
    Unpacking(const fs::path &folder, const ArchivePlan &plan)
        : m_path(folder)
        , m_plan(plan)
        , m_folder(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
    {
    }

    Result<void> run(int archiveFd)
    {
        if (!m_folder)
            return fail(Errc::Io, m_path.string(), errno);
        for (const std::string &path : m_plan.folders()) {
            if (::mkdirat(m_folder.get(), path.c_str(), 0700) != 0)
                return cannotWrite(path);
        }
        ArchiveHandle handle = TRY(ArchiveHandle::open(archiveFd));
        for (const PlannedEntry &planned : m_plan.entries()) {
            if (TRY(handle.next()) == nullptr)
                return fail(Errc::InvalidPackage, "the archive changed while it was read");
            if (planned.kind == Kind::File)
                TRY(writeFile(handle, planned));
            else if (planned.kind == Kind::Copy)
                TRY(copyFile(planned));
        }
        return makeLinks();
    }

private:
    Result<UniqueFd> create(const PlannedEntry &planned) const
    {
        UniqueFd fd =
            openBeneath(m_folder.get(), planned.path, O_CREAT | O_EXCL | O_WRONLY, planned.executable ? 0700 : 0600);
        if (!fd)
            return cannotWrite(planned.path);
        return fd;
    }

    Result<void> writeFile(ArchiveHandle &handle, const PlannedEntry &planned)
    {
        const UniqueFd fd = TRY(create(planned));
        std::int64_t size = 0;
        while (true) {
            const std::size_t count = TRY(handle.read(m_buffer.data(), m_buffer.size()));
            if (count == 0)
                break;
            size += static_cast<std::int64_t>(count);
            // What a header says about the size decides about limits: more than that must not come.
            if (size > planned.size.count)
                return invalidPackage(inQuotes(planned.path), "is larger than its header says");
            TRY(writeAll(fd.get(), m_buffer.data(), count, planned.path));
        }
        return {};
    }

    Result<void> copyFile(const PlannedEntry &planned)
    {
        const UniqueFd from = openBeneath(m_folder.get(), planned.target, O_RDONLY, 0);
        if (!from)
            return cannotWrite(planned.path);
        const UniqueFd fd = TRY(create(planned));
        while (true) {
            const auto count = ::read(from.get(), m_buffer.data(), m_buffer.size());
            if (count == 0)
                return {};
            if (count < 0 && errno != EINTR)
                return cannotWrite(planned.path);
            if (count > 0)
                TRY(writeAll(fd.get(), m_buffer.data(), static_cast<std::size_t>(count), planned.path));
        }
    }

    /// Links by themselves lead nowhere bad by their text; together they could.
    Result<void> makeLinks()
    {
        for (const PlannedEntry &planned : m_plan.entries()) {
            if (planned.kind == Kind::Link &&
                ::symlinkat(planned.target.c_str(), m_folder.get(), planned.path.c_str()) != 0)
                return cannotWrite(planned.path);
        }
        std::error_code error;
        const fs::path root = fs::canonical(m_path, error);
        for (const PlannedEntry &planned : m_plan.entries()) {
            if (planned.kind != Kind::Link)
                continue;
            const fs::path target = fs::weakly_canonical(m_path / planned.path, error);
            const auto [at, rest] = std::ranges::mismatch(root, target);
            if (error || at != root.end())
                return invalidPackage(inQuotes(planned.path), "is a link out of the archive");
        }
        return {};
    }

    const fs::path &m_path;
    const ArchivePlan &m_plan;
    UniqueFd m_folder;
    std::vector<char> m_buffer = std::vector<char>(kPiece);
};

void removeContent(const fs::path &folder)
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator{folder, error}) {
        std::error_code ignored; // The folder that it is in goes too.
        fs::remove_all(entry.path(), ignored);
    }
}

bool isPackage(const fs::path &folder)
{
    std::error_code error;
    return fs::exists(folder / "problem.yaml", error) || fs::exists(folder / "domjudge-problem.ini", error);
}

} // namespace

Result<void> unpackArchive(const fs::path &archive, const fs::path &folder, const ArchiveLimits &limits)
{
    const Utf8Locale locale;
    const UniqueFd fd{::open(archive.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!fd)
        return fail(errno == ENOENT ? Errc::NotFound : Errc::Io, archive.string(), errno);
    const auto named = [&](Error error) {
        error.detail = archive.filename().string() + ": " + error.detail;
        return std::unexpected(std::move(error));
    };
    const auto plan = ArchivePlan::make(fd.get(), limits);
    if (!plan)
        return named(plan.error());
    if (auto done = Unpacking{folder, *plan}.run(fd.get()); !done) {
        removeContent(folder);
        return named(done.error());
    }
    return {};
}

Result<fs::path> findPackage(const fs::path &folder)
{
    fs::path at = folder;
    for (int depth = 0; depth <= kNestedFolders; ++depth) {
        if (isPackage(at))
            return at;
        std::vector<fs::path> folders;
        std::error_code error;
        for (const fs::directory_entry &entry : fs::directory_iterator{at, error}) {
            const std::string name = entry.path().filename().string();
            // What macOS and editors leave in archives.
            if (!name.starts_with('.') && name != "__MACOSX" && entry.is_directory(error) && !entry.is_symlink(error))
                folders.push_back(entry.path());
        }
        if (folders.size() > 1 && std::ranges::count_if(folders, isPackage) > 1)
            return fail(Errc::InvalidPackage, "the archive holds several problem packages");
        if (folders.size() != 1)
            break;
        at = folders.front();
    }
    return fail(Errc::InvalidPackage, "problem.yaml is missing: the archive holds no problem package");
}

} // namespace assay::core
