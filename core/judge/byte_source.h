// SPDX-License-Identifier: GPL-3.0-or-later
// ByteSource: bytes of a file or of memory, through a window of bounded size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace assay::core {

/// Reads a regular file by offset, so that it can be read again from the start. A failed read is remembered and
/// looks like the end: see errorNumber().
class ByteSource
{
public:
    static constexpr std::size_t kWindow = 64 * 1024;

    explicit ByteSource(std::span<const char> bytes);
    explicit ByteSource(int fd); ///< Borrowed.

    /// What can be looked at without reading.
    [[nodiscard]] std::string_view available() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    /// Passes the first `count` bytes of available().
    void skip(std::size_t count) { m_at += count; }
    /// Makes more available, keeping what is. False when nothing more came: the end, or a full window.
    bool fill();
    /// Like fill, but does nothing while at least half a window is available. False as there.
    bool fillWhenLow() { return available().size() < kWindow / 2 && fill(); }
    /// True when all bytes have been passed; reads if it must to know.
    [[nodiscard]] bool atEnd() { return m_at == m_end && !fill(); }
    /// The next byte, -1 at the end.
    [[nodiscard]] int peek() { return atEnd() ? -1 : static_cast<unsigned char>(*m_at); }
    /// How many bytes have been passed.
    [[nodiscard]] std::uint64_t offset() const { return m_read - available().size(); }
    void rewind();
    [[nodiscard]] int errorNumber() const { return m_errno; }

private:
    std::span<const char> m_bytes;
    int m_fd = -1;
    std::unique_ptr<char[]> m_window; ///< For a file only.
    const char *m_at = nullptr;
    const char *m_end = nullptr;
    std::uint64_t m_read = 0; ///< Offset of m_end.
    int m_errno = 0;
};

} // namespace assay::core
