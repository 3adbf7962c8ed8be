// SPDX-License-Identifier: GPL-3.0-or-later
// The file system of a container: read-only toolchains, five devices, three scratch folders, nothing else.
#include "sandbox/helper/mount_tree.h"

#include "base/unique_fd.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/toolchain_paths.h"

#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Where the new root is put together. Any existing folder does: it is covered by a file system of our own.
constexpr const char *kStage = "/tmp";

int setAttributes(const char *path, unsigned long long attributes)
{
    mount_attr attr{};
    attr.attr_set = attributes;
    return static_cast<int>(::syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attr, sizeof attr));
}

/// Binds /<name> to `target` below the current folder, read-only with all that is mounted below it. A missing source is
/// fine, a link is copied as a link.
int bindReadOnly(const char *name, const char *target)
{
    char source[256];
    std::snprintf(source, sizeof source, "/%s", name);
    struct stat info{};
    if (::lstat(source, &info) < 0)
        return errno == ENOENT ? 0 : -1;
    if (S_ISLNK(info.st_mode)) {
        char destination[256];
        const ssize_t size = ::readlink(source, destination, sizeof destination - 1);
        if (size < 0)
            return -1;
        destination[size] = 0;
        return ::symlink(destination, target);
    }
    if (S_ISDIR(info.st_mode) ? ::mkdir(target, 0755) < 0
                              : !UniqueFd(::open(target, O_CREAT | O_WRONLY | O_CLOEXEC, 0644)))
        return -1;
    if (::mount(source, target, nullptr, MS_BIND | MS_REC, nullptr) < 0)
        return -1;
    return setAttributes(target, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
}

int bindReadOnly(const char *name)
{
    return bindReadOnly(name, name);
}

/// The same below kStoreFolder, with the folders above it, when it is there.
int bindStore(const char *name)
{
    char target[256];
    std::snprintf(target, sizeof target, "/%s", name);
    if (::access(target, F_OK) != 0)
        return 0;
    std::snprintf(target, sizeof target, "%s/%s", kStoreFolder, name);
    for (char *slash = std::strchr(target, '/'); slash != nullptr; slash = std::strchr(slash + 1, '/')) {
        *slash = 0;
        if (::mkdir(target, 0755) < 0 && errno != EEXIST)
            return -1;
        *slash = '/';
    }
    return bindReadOnly(name, target);
}

Status bindToolchains()
{
    for (const char *name : kToolchainFolders) {
        if (bindReadOnly(name) < 0)
            return failed(SetupStep::BindToolchains, name);
    }
    for (const char *name : kToolchainStores) {
        if (bindStore(name) < 0)
            return failed(SetupStep::BindToolchains, name);
    }
    for (const char *name : kHiddenFolders) {
        struct stat info{};
        if (::lstat(name, &info) == 0 && S_ISDIR(info.st_mode) &&
            ::mount("tmpfs", name, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
                    "size=4k,nr_inodes=1,mode=0555") < 0)
            return failed(SetupStep::BindToolchains, name);
    }
    return {};
}

Status writeFile(const char *path, const char *text)
{
    const UniqueFd fd(::open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    const auto size = static_cast<ssize_t>(std::strlen(text));
    if (!fd || ::write(fd.get(), text, static_cast<std::size_t>(size)) != size)
        return failed(SetupStep::EtcFiles, path);
    return {};
}

bool attachWarmFolder(const UniqueFd &tree)
{
    const char *name = kWarmFolder + 1; // below the current folder
    return ::mkdir(name, 0755) == 0 &&
           ::syscall(SYS_move_mount, tree.get(), "", AT_FDCWD, name, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

Status buildEtc()
{
    if (::mkdir("etc", 0755) < 0)
        return failed(SetupStep::EtcFiles, "etc");
    for (const char *entry : kEtcEntries) {
        char path[64];
        std::snprintf(path, sizeof path, "etc/%s", entry);
        if (bindReadOnly(path) < 0)
            return failed(SetupStep::EtcFiles, path);
    }
    if (DIR *folder = ::opendir("/etc")) {
        while (const dirent *entry = ::readdir(folder)) {
            char path[300];
            std::snprintf(path, sizeof path, "etc/%s", entry->d_name);
            if (isWantedEtcPrefix(entry->d_name) && bindReadOnly(path) < 0) {
                const Status status = failed(SetupStep::EtcFiles, path);
                ::closedir(folder);
                return status;
            }
        }
        ::closedir(folder);
    }
    // Accounts of the container, not of the host: some run-times ask for the name and home of their user.
    if (const Status status = writeFile("etc/passwd", "runner:x:1000:1000::/w:/bin/false\n"); !ok(status))
        return status;
    return writeFile("etc/group", "runner:x:1000:\n");
}

Status buildDevices()
{
    if (::mkdir("dev", 0755) < 0)
        return failed(SetupStep::DeviceNodes, "dev");
    for (const char *name : kDevices) {
        char source[32];
        char target[32];
        std::snprintf(source, sizeof source, "/dev/%s", name);
        std::snprintf(target, sizeof target, "dev/%s", name);
        if (!UniqueFd(::open(target, O_CREAT | O_WRONLY | O_CLOEXEC, 0644)) ||
            ::mount(source, target, nullptr, MS_BIND, nullptr) < 0 ||
            // Still to be written to, but not to be given times: who may write may say "now", and all containers see it.
            setAttributes(target, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC) < 0)
            return failed(SetupStep::DeviceNodes, source);
    }
    // POSIX shared memory lives and dies with /tmp; the descriptors' names are those of one's own process.
    if (::symlink("/tmp", "dev/shm") < 0 || ::symlink("/proc/self/fd", "dev/fd") < 0 ||
        ::symlink("/proc/self/fd/0", "dev/stdin") < 0 || ::symlink("/proc/self/fd/1", "dev/stdout") < 0 ||
        ::symlink("/proc/self/fd/2", "dev/stderr") < 0)
        return failed(SetupStep::DeviceNodes, "links");
    return {};
}

Status pivot()
{
    for (const char *name : {"proc", "box", "w", "tmp", "old"}) {
        if (::mkdir(name, 0755) < 0)
            return failed(SetupStep::PivotRoot, name);
    }
    if (::syscall(SYS_pivot_root, ".", "old") < 0)
        return failed(SetupStep::PivotRoot, "pivot_root");
    if (::chdir("/") < 0)
        return failed(SetupStep::PivotRoot, "/");
    // A proc mount of a nested PID namespace is only allowed where a full one is visible: hence this one, below the
    // launcher's.
    if (::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) < 0)
        return failed(SetupStep::MountProc, "/proc");
    if (::umount2("/old", MNT_DETACH) < 0 || ::rmdir("/old") < 0)
        return failed(SetupStep::PivotRoot, "/old");
    return {};
}

Status mountOne(const char *path, std::uint64_t bytes, std::uint64_t inodes, unsigned mode)
{
    char options[96];
    std::snprintf(options, sizeof options, "size=%llu,nr_inodes=%llu,mode=%04o", static_cast<unsigned long long>(bytes),
                  static_cast<unsigned long long>(inodes), mode);
    if (::mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options) < 0)
        return failed(SetupStep::ScratchFolders, path);
    return {};
}

} // namespace

UniqueFd openWarmFolder(const char *path)
{
    if (path[0] != '/')
        return {};
    UniqueFd tree(static_cast<int>(::syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC)));
    mount_attr attr{};
    attr.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;
    attr.propagation = MS_PRIVATE; // what the host mounts there later stays outside
    if (tree && ::syscall(SYS_mount_setattr, tree.get(), "", AT_EMPTY_PATH, &attr, sizeof attr) < 0)
        tree.reset(); // better none than one that can be written to
    return tree;
}

Status buildRoot(const UniqueFd &warmFolder)
{
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0)
        return failed(SetupStep::MountRoot, "making mounts private");
    if (::mount("tmpfs", kStage, "tmpfs", MS_NOSUID, "size=1m,nr_inodes=256,mode=0755") < 0)
        return failed(SetupStep::MountRoot, "tmpfs");
    if (::chdir(kStage) < 0)
        return failed(SetupStep::MountRoot, kStage);
    if (warmFolder && !attachWarmFolder(warmFolder))
        return failed(SetupStep::MountRoot, kWarmFolder);
    for (const auto step : {bindToolchains, buildEtc, buildDevices, pivot}) {
        if (const Status status = step(); !ok(status))
            return status;
    }
    if (::mount(nullptr, "/", nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID, nullptr) < 0)
        return failed(SetupStep::MountRoot, "read-only root");
    return {};
}

Status mountProc()
{
    // hidepid=invisible and subset=pid: Linux 5.8.
    if (::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=invisible,subset=pid") < 0)
        return failed(SetupStep::MountProc, "/proc");
    return {};
}

Status mountScratch(const ScratchRequest &sizes, Scratch which)
{
    struct Folder {
        const char *path;
        std::uint64_t bytes;
        unsigned mode;
    };
    const Folder folders[] = {{.path = "/box", .bytes = sizes.boxBytes, .mode = 0755},
                              {.path = "/w", .bytes = sizes.workBytes, .mode = 0755},
                              {.path = "/tmp", .bytes = sizes.workBytes, .mode = 01777}}; // as programs expect it
    for (const auto &folder : folders) {
        if (which == Scratch::WorkOnly && &folder == folders)
            continue;
        (void)::umount2(folder.path, MNT_DETACH); // EINVAL the first time: nothing is mounted yet
        if (const Status status = mountOne(folder.path, folder.bytes, sizes.inodes, folder.mode); !ok(status))
            return status;
    }
    return {};
}

Status sealBox()
{
    if (setAttributes("/box", MOUNT_ATTR_RDONLY) < 0)
        return failed(SetupStep::ScratchFolders, "read-only /box");
    return {};
}

} // namespace assay::sandbox::helper
