// SPDX-License-Identifier: GPL-3.0-or-later
// One control group as a folder: made, told apart from one that nobody uses any more, and removed.
#include "sandbox/helper/group_folder.h"

#include "sandbox/helper/setup_status.h"

#include <ctime>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

constexpr int kMakeAttempts = 20;
constexpr int kRemoveAttempts = 500;

void waitMillisecond()
{
    const timespec pause{.tv_sec = 0, .tv_nsec = 1'000'000};
    ::nanosleep(&pause, nullptr);
}

/// The kernel gives the lock back when its last holder ends, however that comes. flock(2).
UniqueFd openLocked(const std::string &folder)
{
    UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) < 0)
        fd.reset();
    return fd;
}

bool isStillAt(const UniqueFd &opened, const std::string &folder)
{
    struct stat then{};
    struct stat now{};
    return ::fstat(opened.get(), &then) == 0 && ::stat(folder.c_str(), &now) == 0 && then.st_ino == now.st_ino &&
           then.st_dev == now.st_dev;
}

} // namespace

Status makeGroup(const std::string &folder, UniqueFd &lock)
{
    for (int attempt = 0; attempt < kMakeAttempts; ++attempt) {
        // Later attempts may find what the one before has made, if the other helper has not removed it yet.
        if (::mkdir(folder.c_str(), 0755) < 0 && (errno != EEXIST || attempt == 0))
            return failed(SetupStep::CgroupCreate, folder.c_str());
        lock = openLocked(folder);
        if (lock && isStillAt(lock, folder))
            return {};
        // Another helper that starts right now took it for abandoned between these two steps.
        waitMillisecond();
    }
    return failed(SetupStep::CgroupCreate, folder.c_str(), EBUSY);
}

void removeGroup(const std::string &folder)
{
    for (int attempt = 0; attempt < kRemoveAttempts && ::rmdir(folder.c_str()) < 0 && errno == EBUSY; ++attempt)
        waitMillisecond();
}

void removeIfAbandoned(const std::string &folder)
{
    if (const UniqueFd lock = openLocked(folder))
        removeGroup(folder);
}

} // namespace assay::sandbox::helper
