// SPDX-License-Identifier: GPL-3.0-or-later
// Moving files into and out of a container without ever following what a program left there.
#include "sandbox/helper/box_files.h"

#include "sandbox/helper/setup_status.h"

#include <cstring>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <linux/memfd.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

const char *g_root = "/"; ///< Of this process, which has one container.

constexpr std::string_view kFolders[] = {"/box/", "/w/", "/tmp/"};

bool isBelowScratch(std::string_view path)
{
    if (path.contains("/../") || path.ends_with("/.."))
        return false;
    for (const auto folder : kFolders) {
        if (path.starts_with(folder) && path.size() > folder.size())
            return true;
    }
    return false;
}

int openBeneath(int folder, const char *path, std::uint64_t flags, std::uint64_t mode)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, path, &how, sizeof how));
}

/// Opens the folder that holds `path` (relative to /), making what is missing, and leaves the last name in `name`.
UniqueFd openParent(const char *path, const char *&name)
{
    UniqueFd folder(::open(g_root, O_PATH | O_DIRECTORY | O_CLOEXEC));
    const char *start = path;
    for (const char *slash = std::strchr(start, '/'); slash != nullptr; slash = std::strchr(start, '/')) {
        char part[256];
        const auto length = static_cast<std::size_t>(slash - start);
        if (length == 0 || length >= sizeof part || !folder) {
            errno = EINVAL;
            return {};
        }
        std::memcpy(part, start, length);
        part[length] = 0;
        (void)::mkdirat(folder.get(), part, 0755); // EEXIST is usual, anything else shows in the next line
        folder.reset(openBeneath(folder.get(), part, O_PATH | O_DIRECTORY, 0));
        start = slash + 1;
    }
    name = start;
    return folder;
}

int copyAll(int from, int to)
{
    off_t offset = 0;
    for (;;) {
        const ssize_t sent = ::sendfile(to, from, &offset, 1 << 30);
        if (sent == 0)
            return 0;
        if (sent < 0 && errno != EINTR)
            return -1;
    }
}

int copyPart(int from, const FileRecord &record, int to)
{
    auto offset = static_cast<off_t>(record.offset);
    std::uint64_t left = record.size;
    while (left > 0) {
        const ssize_t sent = ::sendfile(to, from, &offset, left);
        if (sent == 0)
            errno = ENODATA; // the content is shorter than it was said to be
        if (sent == 0 || (sent < 0 && errno != EINTR))
            return -1;
        left -= sent > 0 ? static_cast<std::uint64_t>(sent) : 0;
    }
    return 0;
}

/// An empty file in the place of what is there, and the folders to it. Sets errno.
UniqueFd createFile(const char *path)
{
    const char *name = nullptr;
    const UniqueFd parent = openParent(path + 1, name);
    if (!parent)
        return {};
    (void)::unlinkat(parent.get(), name, 0);
    return UniqueFd(openBeneath(parent.get(), name, O_WRONLY | O_CREAT | O_EXCL, 0600));
}

Status putPart(const char *path, const FileRecord &record, int contents)
{
    if (!isBelowScratch(path))
        return failed(SetupStep::FilePath, path, EINVAL);
    const UniqueFd file = createFile(path);
    if (!file)
        return failed(SetupStep::FilePath, path);
    const timespec times[2] = {{.tv_sec = kPutFileTime, .tv_nsec = 0}, {.tv_sec = kPutFileTime, .tv_nsec = 0}};
    if (copyPart(contents, record, file.get()) < 0 || ::fchmod(file.get(), record.mode & 0755) < 0 ||
        ::futimens(file.get(), times) < 0)
        return failed(SetupStep::FileCopy, path);
    return {};
}

/// A walk over a folder of the box, writing to the listing.
struct Listing {
    int output = -1;
    std::uint32_t files = 0;
    char path[sizeof(FileRequest::path)] = {}; ///< Of the current file, relative to where the walk began.
    std::size_t pathSize = 0;
};

bool writeRecord(Listing &listing, const struct stat &info)
{
    const FileRecord record{.offset = 0,
                            .size = static_cast<std::uint64_t>(info.st_size),
                            .modified = info.st_mtim.tv_sec,
                            .mode = info.st_mode & 07777,
                            .pathSize = static_cast<std::uint32_t>(listing.pathSize)};
    const auto size = static_cast<ssize_t>(listing.pathSize);
    return ::write(listing.output, &record, sizeof record) == static_cast<ssize_t>(sizeof record) &&
           ::write(listing.output, listing.path, listing.pathSize) == size;
}

/// Returns 0 or an errno.
int listFolder(Listing &listing, UniqueFd folder, int depth); // NOLINT(misc-no-recursion): kMaxListedDepth

int listEntry(Listing &listing, int folder, const char *name, int depth) // NOLINT(misc-no-recursion)
{
    struct stat info{};
    if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) < 0)
        return errno;
    const std::size_t before = listing.pathSize;
    const std::size_t nameSize = std::strlen(name);
    if (before + nameSize + 2 > sizeof listing.path || depth >= kMaxListedDepth)
        return E2BIG;
    if (before > 0)
        listing.path[listing.pathSize++] = '/';
    std::memcpy(listing.path + listing.pathSize, name, nameSize);
    listing.pathSize += nameSize;
    int error = ENOTSUP;
    if (S_ISDIR(info.st_mode)) {
        error = listFolder(listing, UniqueFd(openBeneath(folder, name, O_RDONLY | O_DIRECTORY, 0)), depth + 1);
    } else if (S_ISREG(info.st_mode) && info.st_nlink == 1) {
        if (++listing.files > kMaxListedFiles)
            error = E2BIG;
        else
            error = writeRecord(listing, info) ? 0 : EIO;
    }
    listing.pathSize = before;
    return error;
}

int listFolder(Listing &listing, UniqueFd folder, int depth) // NOLINT(misc-no-recursion)
{
    DIR *stream = folder ? ::fdopendir(folder.get()) : nullptr;
    if (stream == nullptr)
        return errno;
    const int fd = folder.release();
    int error = 0;
    bool empty = true;
    errno = 0;
    while (const dirent *entry = ::readdir(stream)) {
        if (std::strcmp(entry->d_name, ".") == 0 || std::strcmp(entry->d_name, "..") == 0)
            continue;
        empty = false;
        error = listEntry(listing, fd, entry->d_name, depth);
        if (error != 0)
            break;
        errno = 0;
    }
    if (error == 0)
        error = errno;
    ::closedir(stream);
    return error == 0 && empty ? ENOTSUP : error;
}

} // namespace

Status putBoxFile(const FileRequest &request, int content)
{
    if (!isBelowScratch(request.path) || content < 0)
        return failed(SetupStep::FilePath, request.path, EINVAL);
    const UniqueFd file = createFile(request.path);
    if (!file)
        return failed(SetupStep::FilePath, request.path);
    if (copyAll(content, file.get()) < 0 || ::fchmod(file.get(), request.mode & 0755) < 0)
        return failed(SetupStep::FileCopy, request.path);
    return {};
}

Status putBoxFiles(const HolderRequest &request, int contents)
{
    if (contents < 0)
        return failed(SetupStep::Request, "no files", EPROTO);
    auto records = request.records;
    for (std::uint32_t i = 0; i < request.fileCount; ++i) {
        const auto part = takeFilePart(records);
        if (!part)
            return failed(SetupStep::Request, "a file record is cut", EPROTO);
        if (const Status status = putPart(part->path, part->record, contents); !ok(status))
            return status;
    }
    return records.empty() ? Status{} : failed(SetupStep::Request, "more than the files", EPROTO);
}

Status listBoxFiles(const FileRequest &request, UniqueFd &listing)
{
    const std::string_view path(request.path);
    if (path != "/box" && !isBelowScratch(path))
        return failed(SetupStep::FilePath, request.path, EINVAL);
    UniqueFd output(::memfd_create("assay-listing", MFD_CLOEXEC));
    if (!output)
        return failed(SetupStep::FileCopy, "memfd_create");
    const UniqueFd root(::open(g_root, O_PATH | O_DIRECTORY | O_CLOEXEC));
    UniqueFd folder(openBeneath(root.get(), request.path + 1, O_RDONLY | O_DIRECTORY, 0));
    if (!folder)
        return failed(SetupStep::FilePath, request.path);
    Listing walk{.output = output.get()};
    if (const int error = listFolder(walk, std::move(folder), 0); error != 0)
        return failed(SetupStep::FilePath, walk.path, error);
    listing = std::move(output);
    return {};
}

Status openBoxFile(const FileRequest &request, UniqueFd &file)
{
    if (!isBelowScratch(request.path))
        return failed(SetupStep::FilePath, request.path, EINVAL);
    const UniqueFd root(::open(g_root, O_PATH | O_DIRECTORY | O_CLOEXEC));
    UniqueFd opened(openBeneath(root.get(), request.path + 1, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0));
    if (!opened)
        return failed(SetupStep::FilePath, request.path);
    struct stat info{};
    if (::fstat(opened.get(), &info) < 0 || !S_ISREG(info.st_mode))
        return failed(SetupStep::FilePath, "not a regular file", EINVAL);
    file = std::move(opened);
    return {};
}

void useBoxRoot(const char *root)
{
    g_root = root;
}

} // namespace assay::sandbox::helper
