// SPDX-License-Identifier: GPL-3.0-or-later
// Which processes descend from which, where no PID namespace tells them from others.
#include "sandbox/helper/descendants.h"

#include "base/unique_fd.h"

#include <algorithm>
#include <charconv>
#include <compare>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// More than any run may have: whoever has more is stopped for that.
constexpr std::size_t kMostProcesses = 4096;

std::string readAll(const std::string &path)
{
    std::string text;
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    char buffer[4096];
    for (ssize_t size = 0; file && (size = ::read(file.get(), buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(size));
    return text;
}

} // namespace

void forEachNumber(const std::string &folder, const std::function<void(const char *)> &visit)
{
    DIR *entries = ::opendir(folder.c_str());
    if (entries == nullptr)
        return;
    while (const dirent *entry = ::readdir(entries)) {
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
            visit(entry->d_name);
    }
    ::closedir(entries);
}

Status canReadChildren()
{
    const std::string path = "/proc/self/task/" + std::to_string(::getpid()) + "/children";
    return ::access(path.c_str(), R_OK) == 0 ? Status{}
                                             : failed(SetupStep::MountProc, "this kernel does not tell children");
}

/// proc_pid_task(5), "children": by thread.
std::vector<pid_t> childrenOf(pid_t process)
{
    std::vector<pid_t> children;
    const std::string tasks = "/proc/" + std::to_string(process) + "/task/";
    forEachNumber(tasks, [&](const char *task) {
        const std::string text = readAll(tasks + task + "/children");
        const char *const end = text.data() + text.size();
        for (const char *at = text.data(); at < end;) {
            pid_t child = 0;
            const auto [next, error] = std::from_chars(at, end, child);
            if (error == std::errc())
                children.push_back(child);
            at = next + 1;
        }
    });
    return children;
}

std::vector<pid_t> descendantsOf(pid_t process)
{
    std::vector<pid_t> found = childrenOf(process);
    for (std::size_t i = 0; i < found.size() && found.size() < kMostProcesses; ++i) {
        const auto below = childrenOf(found[i]);
        found.insert(found.end(), below.begin(), below.end());
    }
    // A process whose parent ended meanwhile may have been met twice.
    std::ranges::sort(found);
    const auto rest = std::ranges::unique(found);
    found.erase(rest.begin(), rest.end());
    return found;
}

std::uint64_t unlinkedBytes(const char *folder, const struct stat &except)
{
    struct File {
        dev_t device = 0;
        ino_t inode = 0;
        auto operator<=>(const File &) const = default;
    };
    struct stat info{};
    if (::stat(folder, &info) < 0)
        return 0;
    const dev_t device = info.st_dev;
    std::vector<File> seen{{.device = except.st_dev, .inode = except.st_ino}};
    std::uint64_t bytes = 0;
    for (const pid_t process : descendantsOf(::getpid())) {
        const std::string descriptors = "/proc/" + std::to_string(process) + "/fd/";
        forEachNumber(descriptors, [&](const char *descriptor) {
            struct stat file{};
            if (::stat((descriptors + descriptor).c_str(), &file) < 0 || !S_ISREG(file.st_mode) || file.st_nlink != 0 ||
                file.st_dev != device)
                return;
            const File identity{.device = file.st_dev, .inode = file.st_ino};
            if (std::ranges::find(seen, identity) != seen.end())
                return;
            seen.push_back(identity);
            bytes += static_cast<std::uint64_t>(file.st_blocks) * 512;
        });
    }
    return bytes;
}

std::uint64_t tasksOfThisUser()
{
    std::uint64_t tasks = 0;
    forEachNumber("/proc", [&](const char *name) {
        struct stat info{};
        if (::stat((std::string("/proc/") + name).c_str(), &info) < 0 || info.st_uid != ::geteuid())
            return;
        forEachNumber(std::string("/proc/") + name + "/task", [&tasks](const char *) { ++tasks; });
    });
    return tasks;
}

} // namespace assay::sandbox::helper
