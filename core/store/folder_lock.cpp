// SPDX-License-Identifier: GPL-3.0-or-later
// FolderLock: one engine at a time holds a data folder.
#include "core/store/folder_lock.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>

namespace assay::core {

namespace {

std::string holderOf(int fd)
{
    std::array<char, 32> text{};
    const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
    const std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return holder.empty() ? "" : " (process " + holder.substr(0, holder.find('\n')) + ")";
}

} // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path &folder)
{
    const std::filesystem::path path = folder / "assay.lock";
    UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file)
        return fail(Errc::Io, path.native(), errno);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return fail(Errc::Io, path.native(), errno);
        return fail(Errc::InvalidArgument,
                    "another engine" + holderOf(file.get()) + " holds the data folder " + folder.native());
    }
    const std::string holder = std::to_string(::getpid()) + '\n';
    if (::ftruncate(file.get(), 0) != 0 || ::pwrite(file.get(), holder.data(), holder.size(), 0) < 0)
        return fail(Errc::Io, path.native(), errno);
    return FolderLock(std::move(file));
}

} // namespace assay::core
