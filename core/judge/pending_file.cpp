// SPDX-License-Identifier: GPL-3.0-or-later
// PendingFile: a file that appears under its name when it is whole, or not at all.
#include "core/judge/pending_file.h"

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

namespace assay::core {

Result<PendingFile> PendingFile::create(const std::filesystem::path &folder)
{
    std::string name = (folder / (std::string(kPendingPrefix) + "XXXXXX")).native();
    UniqueFd fd(::mkostemp(name.data(), O_CLOEXEC));
    if (!fd)
        return fail(Errc::Io, name, errno);
    return PendingFile(std::move(fd), std::move(name));
}

PendingFile::PendingFile(PendingFile &&other) noexcept
    : m_fd(std::move(other.m_fd))
    , m_name(std::exchange(other.m_name, {}))
{
}

PendingFile &PendingFile::operator=(PendingFile &&other) noexcept
{
    if (this != &other) {
        remove();
        m_fd = std::move(other.m_fd);
        m_name = std::exchange(other.m_name, {});
    }
    return *this;
}

PendingFile::~PendingFile()
{
    remove();
}

void PendingFile::remove()
{
    if (!m_name.empty())
        ::unlink(m_name.c_str());
    m_name.clear();
}

Result<void> PendingFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_fd.get(), bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno != EINTR)
            return fail(Errc::Io, m_name, errno);
        bytes = bytes.sliced(written > 0 ? written : 0);
    }
    return {};
}

Result<void> PendingFile::commit(const std::filesystem::path &path)
{
    if (::fsync(m_fd.get()) != 0 || ::rename(m_name.c_str(), path.c_str()) != 0)
        return fail(Errc::Io, path.native(), errno);
    m_name.clear();
    const UniqueFd folder(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::fsync(folder.get()) != 0)
        return fail(Errc::Io, path.parent_path().native(), errno);
    return {};
}

} // namespace assay::core
