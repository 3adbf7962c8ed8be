// SPDX-License-Identifier: GPL-3.0-or-later
// Standard input of a run: never a file of the host's that the program could open again for writing.
#include "sandbox/standard_input.h"

#include "base/units.h"

#include <cerrno>

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace assay::sandbox {

namespace {

using namespace literals;

/// Up to here a copy lies in memory, above on the disk.
constexpr Bytes kMostInMemory = 64_MiB;
constexpr std::size_t kCopyStep = 1U << 30;

UniqueFd makeCopyFile(bool onDisk)
{
    if (!onDisk)
        return UniqueFd(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    return UniqueFd(::open(P_tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600));
}

/// On disk it shares the blocks where the file system can. 0 at the end of the file.
ssize_t copyStep(int from, off_t &offset, int to, bool onDisk)
{
    if (onDisk) {
        const ssize_t shared = ::copy_file_range(from, &offset, to, nullptr, kCopyStep, 0);
        if (shared >= 0 || errno == EINTR)
            return shared;
    }
    return ::sendfile(to, from, &offset, kCopyStep);
}

bool isSealed(int fd)
{
    const int seals = ::fcntl(fd, F_GET_SEALS);
    return seals >= 0 && (seals & F_SEAL_WRITE) != 0;
}

bool isNullDevice(const struct stat &info)
{
    return S_ISCHR(info.st_mode) && info.st_rdev == makedev(1, 3); // null(4)
}

void seal(const UniqueFd &copy)
{
    (void)::fcntl(copy.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL); // EINVAL on disk
}

} // namespace

Result<UniqueFd> privateInput(int fd)
{
    struct stat info{};
    if (fd >= 0 && ::fstat(fd, &info) < 0)
        return fail(Errc::Io, "standard input", errno);
    if (fd < 0 || isNullDevice(info)) {
        UniqueFd empty = makeCopyFile(false);
        if (!empty)
            return fail(Errc::Io, "empty standard input", errno);
        seal(empty);
        return empty;
    }
    if (!S_ISREG(info.st_mode) || isSealed(fd))
        return UniqueFd();
    const bool onDisk = info.st_size > kMostInMemory.count;
    off_t offset = ::lseek(fd, 0, SEEK_CUR);
    UniqueFd copy = makeCopyFile(onDisk);
    if (offset < 0 || !copy)
        return fail(Errc::Io, "copy of the standard input", errno);
    for (;;) {
        const ssize_t copied = copyStep(fd, offset, copy.get(), onDisk);
        if (copied == 0)
            break;
        if (copied < 0 && errno != EINTR)
            return fail(Errc::Io, "copy of the standard input", errno);
    }
    // One description for this run alone: its offset and its flags are nobody else's.
    if (::lseek(copy.get(), 0, SEEK_SET) < 0)
        return fail(Errc::Io, "copy of the standard input", errno);
    seal(copy);
    return copy;
}

} // namespace assay::sandbox
