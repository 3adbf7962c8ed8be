// SPDX-License-Identifier: GPL-3.0-or-later
// ByteSource: bytes of a file or of memory, through a window of bounded size.
#include "core/judge/byte_source.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace assay::core {

ByteSource::ByteSource(std::span<const char> bytes)
    : m_bytes(bytes)
{
    rewind();
}

ByteSource::ByteSource(int fd)
    : m_fd(fd)
    , m_window(std::make_unique_for_overwrite<char[]>(kWindow))
{
    rewind();
}

void ByteSource::rewind()
{
    if (m_window) {
        m_at = m_end = m_window.get();
        m_read = 0;
    } else {
        m_at = m_bytes.data();
        m_end = m_at + m_bytes.size();
        m_read = m_bytes.size();
    }
}

bool ByteSource::fill()
{
    if (!m_window || m_errno != 0)
        return false;
    const std::size_t kept = available().size();
    if (kept == kWindow)
        return false;
    if (kept != 0 && m_at != m_window.get())
        std::memmove(m_window.get(), m_at, kept);
    m_at = m_window.get();
    m_end = m_at + kept;
    ssize_t count = 0;
    do {
        count = ::pread(m_fd, m_window.get() + kept, kWindow - kept, static_cast<off_t>(m_read));
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        m_errno = errno;
    if (count <= 0)
        return false;
    m_end += count;
    m_read += static_cast<std::uint64_t>(count);
    return true;
}

} // namespace assay::core
