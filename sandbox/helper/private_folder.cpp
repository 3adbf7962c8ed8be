// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a container without a mount namespace: a folder on the host with box, w and tmp in it.
#include "sandbox/helper/private_folder.h"

#include "base/unique_fd.h"
#include "sandbox/helper/setup_status.h"

#include <cstdlib>
#include <cstring>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

constexpr const char *kPrefix = "assay-box-";
/// Deeper than any program needs its folders to be.
constexpr int kMaxDepth = 64;

struct FolderCloser {
    void operator()(DIR *folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, FolderCloser>;

bool isDots(const char *name)
{
    return std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0;
}

/// A program may have made it without any rights for its own user.
UniqueFd openFolder(int parent, const char *name)
{
    constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    UniqueFd folder(::openat(parent, name, kFlags));
    struct stat info{};
    if (!folder && errno == EACCES && ::fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(info.st_mode) && ::fchmodat(parent, name, 0700, 0) == 0)
        folder.reset(::openat(parent, name, kFlags));
    return folder;
}

Folder listing(UniqueFd folder)
{
    Folder open(::fdopendir(folder.get()));
    if (open)
        (void)folder.release();
    return open;
}

/// Removes the folder `name`. What is in it and no folder goes; folders in it move up beside it, to be removed by the
/// caller: however deep they are nested, no path and no stack grows.
void dissolve(int parent, const char *name, unsigned &number)
{
    const UniqueFd folder = openFolder(parent, name);
    if (!folder || ::fchmod(folder.get(), 0700) < 0)
        return;
    const Folder entries = listing(UniqueFd(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0)));
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        if (isDots(entry->d_name) || ::unlinkat(folder.get(), entry->d_name, 0) == 0 ||
            ::unlinkat(folder.get(), entry->d_name, AT_REMOVEDIR) == 0)
            continue;
        (void)!::fchmodat(folder.get(), entry->d_name, 0700, 0); // moving a folder writes its ".."
        char moved[32];
        do
            std::snprintf(moved, sizeof moved, ".moved-%u", number++);
        while (::renameat2(folder.get(), entry->d_name, parent, moved, RENAME_NOREPLACE) < 0 && errno == EEXIST);
    }
    (void)::unlinkat(parent, name, AT_REMOVEDIR);
}

/// Removes everything in the folder. True when it is empty then.
bool emptyFolder(int folder)
{
    unsigned number = 0;
    for (int rounds = 0; rounds < 100'000; ++rounds) {
        const Folder entries = listing(openFolder(folder, "."));
        bool found = false;
        while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
            if (isDots(entry->d_name))
                continue;
            found = true;
            if (::unlinkat(folder, entry->d_name, 0) < 0)
                dissolve(folder, entry->d_name, number);
        }
        if (!entries || !found)
            return static_cast<bool>(entries);
    }
    return false;
}

/// Empties it. The folder itself stays, since rules of Landlock hang on it, but its times are no message.
Status emptyOne(int folder, const char *name)
{
    const UniqueFd open = openFolder(folder, name);
    constexpr timespec kTimes[2] = {};
    if (!open || !emptyFolder(open.get()) || ::futimens(open.get(), kTimes) < 0)
        return failed(SetupStep::ScratchFolders, name);
    return {};
}

Status replaceOne(int folder, const char *name)
{
    if (openFolder(folder, name)) { // not the first time
        if (const Status status = emptyOne(folder, name); !ok(status))
            return status;
        if (::unlinkat(folder, name, AT_REMOVEDIR) < 0)
            return failed(SetupStep::ScratchFolders, name);
    }
    if (::mkdirat(folder, name, 0755) < 0)
        return failed(SetupStep::ScratchFolders, name);
    return {};
}

/// The process in the folder's name; 0 when it is none of ours.
pid_t makerOf(const char *name)
{
    const std::size_t length = std::strlen(kPrefix);
    return std::strncmp(name, kPrefix, length) == 0 ? std::atoi(name + length) : 0;
}

bool isStale(const char *name)
{
    const pid_t maker = makerOf(name);
    return maker > 0 && ::kill(maker, 0) < 0 && errno == ESRCH;
}

void killUser(uid_t user)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (::setresuid(user, user, user) == 0)
            ::kill(-1, SIGKILL);
        ::_exit(0);
    }
    while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void addUsage(int parent, const char *name, int depth, std::uint64_t mostFiles, FolderUsage &usage)
{
    if (depth > kMaxDepth) {
        usage.complete = false;
        return;
    }
    const Folder entries = listing(UniqueFd(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)));
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        struct stat info{};
        if (isDots(entry->d_name) || ::fstatat(::dirfd(entries.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        usage.bytes += static_cast<std::uint64_t>(info.st_blocks) * 512;
        if (++usage.files > mostFiles)
            return;
        if (S_ISDIR(info.st_mode))
            addUsage(::dirfd(entries.get()), entry->d_name, depth + 1, mostFiles, usage);
    }
}

} // namespace

Status makePrivateFolder(const char *parent, const HostIds &owner, char (&path)[kFolderPathSize])
{
    const int length = std::snprintf(path, sizeof path, "%s/%s%d-XXXXXX", parent, kPrefix, ::getpid());
    if (length < 0 || static_cast<std::size_t>(length) >= sizeof path || ::mkdtemp(path) == nullptr)
        return failed(SetupStep::ScratchFolders, parent);
    if (owner.uid != ::geteuid() && ::chown(path, owner.uid, owner.gid) < 0) {
        const Status status = failed(SetupStep::ScratchFolders, path);
        (void)::rmdir(path);
        return status;
    }
    return {};
}

Status renewPrivateFolder(const char *path, Scratch which)
{
    const UniqueFd folder(::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return failed(SetupStep::ScratchFolders, path);
    if (which == Scratch::All) {
        for (const char *name : {"w", "tmp", "box"}) {
            if (const Status status = replaceOne(folder.get(), name); !ok(status))
                return status;
        }
        return {};
    }
    for (const char *name : {"w", "tmp"}) {
        if (const Status status = emptyOne(folder.get(), name); !ok(status))
            return status;
    }
    return {};
}

Status makeExecutable(const char *path)
{
    char out[kFolderPathSize + 16];
    std::snprintf(out, sizeof out, "%s/box/out", path);
    const Folder entries = listing(UniqueFd(::open(out, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)));
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        struct stat info{};
        if (::fstatat(::dirfd(entries.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(info.st_mode) && ::fchmodat(::dirfd(entries.get()), entry->d_name, 0755, 0) < 0)
            return failed(SetupStep::ScratchFolders, entry->d_name);
    }
    return {};
}

void removePrivateFolder(const char *path)
{
    {
        const UniqueFd folder(::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!folder)
            return;
        (void)emptyFolder(folder.get());
    }
    (void)::rmdir(path);
}

bool hasStaleFolders(const char *parent)
{
    const Folder entries(::opendir(parent));
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        if (isStale(entry->d_name))
            return true;
    }
    return false;
}

void removeStaleFolders(const char *parent)
{
    const Folder entries(::opendir(parent));
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        char path[kFolderPathSize * 2];
        struct stat info{};
        std::snprintf(path, sizeof path, "%s/%s", parent, entry->d_name);
        if (!isStale(entry->d_name) || ::lstat(path, &info) < 0 || !S_ISDIR(info.st_mode))
            continue;
        HostIds ids;
        const bool isOurs = info.st_uid == ::geteuid();
        if (!isOurs && !takeLeftIds(info.st_uid, ids))
            continue;
        if (!isOurs)
            killUser(info.st_uid);
        removePrivateFolder(path);
    }
}

FolderUsage folderUsage(const char *path, const char *name, std::uint64_t mostFiles)
{
    FolderUsage usage;
    const UniqueFd folder(::open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (folder)
        addUsage(folder.get(), name, 0, mostFiles, usage);
    return usage;
}

} // namespace assay::sandbox::helper
