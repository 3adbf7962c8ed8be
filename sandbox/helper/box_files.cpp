// SPDX-License-Identifier: GPL-3.0-or-later
// Moving files into and out of a container without ever following what a program left there.
#include "sandbox/helper/box_files.h"

#include "sandbox/helper/setup_status.h"

#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

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
    UniqueFd folder(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
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

} // namespace

Status putBoxFile(const FileRequest &request, int content)
{
    if (!isBelowScratch(request.path) || content < 0)
        return failed(SetupStep::FilePath, request.path, EINVAL);
    const char *name = nullptr;
    const UniqueFd parent = openParent(request.path + 1, name);
    if (!parent)
        return failed(SetupStep::FilePath, request.path);
    (void)::unlinkat(parent.get(), name, 0);
    const UniqueFd file(openBeneath(parent.get(), name, O_WRONLY | O_CREAT | O_EXCL, 0600));
    if (!file)
        return failed(SetupStep::FilePath, request.path);
    if (copyAll(content, file.get()) < 0 || ::fchmod(file.get(), request.mode & 0755) < 0)
        return failed(SetupStep::FileCopy, request.path);
    return {};
}

Status openBoxFile(const FileRequest &request, UniqueFd &file)
{
    if (!isBelowScratch(request.path))
        return failed(SetupStep::FilePath, request.path, EINVAL);
    const UniqueFd root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    UniqueFd opened(openBeneath(root.get(), request.path + 1, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0));
    if (!opened)
        return failed(SetupStep::FilePath, request.path);
    struct stat info{};
    if (::fstat(opened.get(), &info) < 0 || !S_ISREG(info.st_mode))
        return failed(SetupStep::FilePath, "not a regular file", EINVAL);
    file = std::move(opened);
    return {};
}

} // namespace assay::sandbox::helper
