// SPDX-License-Identifier: GPL-3.0-or-later
// Whether /w and /tmp are as they were: contents, and what the folders themselves remember.
#include "sandbox/helper/scratch_state.h"

#include "base/unique_fd.h"

#include <algorithm>
#include <cstddef>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>

namespace assay::sandbox::helper {

namespace {

constexpr std::array<const char *, 2> kFolders = {"/w", "/tmp"};

bool isEqual(const timespec &one, const timespec &other)
{
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

bool isBefore(const timespec &one, const timespec &other)
{
    return one.tv_sec < other.tv_sec || (one.tv_sec == other.tv_sec && one.tv_nsec < other.tv_nsec);
}

/// The number of an inode made for this question; a tmpfs counts them up (Linux 5.9). 0 when none can be made. A file
/// without a name leaves no mark on the folder.
ino_t newInode(const char *folder)
{
    const UniqueFd file(::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    struct stat info{};
    return file && ::fstat(file.get(), &info) == 0 ? info.st_ino : 0;
}

} // namespace

ScratchContent scratchContent()
{
    ScratchContent content;
    for (const char *path : kFolders) {
        struct statfs info{};
        if (::statfs(path, &info) == 0) {
            content.bytes += (info.f_blocks - info.f_bfree) * static_cast<std::uint64_t>(info.f_bsize);
            content.inodes += info.f_files - info.f_ffree;
        }
    }
    return content;
}

bool ScratchWitness::Folder::read()
{
    struct stat info{};
    if (::stat(path, &info) < 0)
        return false;
    mode = info.st_mode;
    accessed = info.st_atim;
    modified = info.st_mtim;
    changed = info.st_ctim;
    return true;
}

bool ScratchWitness::Folder::isSame(const Folder &other) const
{
    return mode == other.mode && isEqual(accessed, other.accessed) && isEqual(modified, other.modified) &&
           isEqual(changed, other.changed);
}

ScratchWitness::ScratchWitness()
    : m_content(scratchContent())
{
    timespec tick{};
    m_isKnown = ::clock_gettime(CLOCK_REALTIME_COARSE, &tick) == 0;
    for (std::size_t i = 0; i < m_folders.size(); ++i) {
        Folder &folder = m_folders[i];
        folder.path = kFolders[i];
        m_isKnown = folder.read() && m_isKnown;
        if (!isBefore(folder.changed, tick)) // what is done at once would have the same time
            folder.nextInode = newInode(folder.path) + 1;
    }
}

bool ScratchWitness::isLasting() const
{
    // To ask for the next inode takes one. By then a later tick has most likely begun, and it need not be asked for.
    return m_isKnown && std::ranges::all_of(m_folders, [](const Folder &folder) { return folder.nextInode == 0; });
}

bool ScratchWitness::isTouched() const
{
    for (const Folder &before : m_folders) {
        Folder now{.path = before.path};
        if (!m_isKnown || !now.read() || !now.isSame(before))
            return true;
        if (before.nextInode != 0 && newInode(before.path) != before.nextInode)
            return true;
    }
    return false;
}

} // namespace assay::sandbox::helper
