// SPDX-License-Identifier: GPL-3.0-or-later
// A look at the central directory of a zip, for what libarchive does not tell.
#include "core/problems/zip_directory.h"

#include "core/problems/message_text.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace {

constexpr qsizetype kEndSize = 22;
constexpr qsizetype kLongestComment = 65535;
constexpr qsizetype kHeaderSize = 46;
constexpr qsizetype kHead = 512;
// A name has at most 64 KiB, but no honest one has more than a few hundred bytes.
constexpr std::int64_t kLargestDirectory = 64 * 1024 * 1024;

Result<QByteArray> readAt(int fd, std::int64_t offset, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < size) {
        const auto count = ::pread(fd, bytes.data() + done, static_cast<std::size_t>(size - done), offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(Errc::Io, "reading the archive", errno);
        if (count == 0)
            return fail(Errc::InvalidPackage, "the zip ends too early");
        done += count;
    }
    return bytes;
}

quint16 shortAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

quint32 longAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

/// Whether it begins as one of the other kinds of archive does. A zip may begin with anything.
bool isOther(const QByteArray &head)
{
    return head.startsWith("\x1f\x8b") ||
           head.startsWith("\xfd"
                           "7zXZ") ||
           head.startsWith("BZh") || head.startsWith("\x28\xb5\x2f\xfd") ||
           head.sliced(std::min<qsizetype>(head.size(), 257)).startsWith("ustar");
}

Result<void> checkNames(const QByteArray &directory, int entries)
{
    qsizetype at = 0;
    for (int i = 0; i < entries; ++i) {
        if (at + kHeaderSize > directory.size() || !directory.sliced(at).startsWith("PK\1\2"))
            return fail(Errc::InvalidPackage, "the zip's directory is broken");
        const qsizetype nameSize = shortAt(directory, at + 28);
        const qsizetype rest = nameSize + shortAt(directory, at + 30) + shortAt(directory, at + 32);
        if (at + kHeaderSize + rest > directory.size())
            return fail(Errc::InvalidPackage, "the zip's directory is broken");
        const QByteArrayView name = QByteArrayView{directory}.sliced(at + kHeaderSize, nameSize);
        if (name.contains('\0'))
            return invalidPackage(inQuotes({name.data(), static_cast<std::size_t>(name.size())}),
                                  "the name has a NUL character");
        at += kHeaderSize + rest;
    }
    return {};
}

} // namespace

Result<void> checkZipDirectory(int fd, std::size_t mostEntries)
{
    struct stat status = {};
    if (::fstat(fd, &status) != 0)
        return fail(Errc::Io, "the archive", errno);
    if (status.st_size < kEndSize || isOther(TRY(readAt(fd, 0, std::min<qsizetype>(status.st_size, kHead)))))
        return {};
    const qsizetype tailSize = std::min<qsizetype>(status.st_size, kEndSize + kLongestComment);
    const std::int64_t tailAt = status.st_size - tailSize;
    const QByteArray tail = TRY(readAt(fd, tailAt, tailSize));
    const qsizetype end = tail.lastIndexOf("PK\5\6");
    if (end < 0 || end + kEndSize > tail.size())
        return {}; // No zip. Let the reader say what it is.
    const quint16 entries = shortAt(tail, end + 10);
    const std::int64_t size = longAt(tail, end + 12);
    // 0xFFFF: the true number, larger than that, stands in the zip64 record.
    if (entries == 0xFFFF || entries > mostEntries)
        return fail(Errc::TooLarge, "the archive has more than " + std::to_string(mostEntries) + " entries");
    if (size > kLargestDirectory || longAt(tail, end + 16) == 0xFFFFFFFF)
        return fail(Errc::TooLarge, "the zip's directory is too large");
    // The directory ends where its end record begins, also when something was put before the archive.
    const std::int64_t from = tailAt + end - size;
    if (from < 0)
        return fail(Errc::InvalidPackage, "the zip's directory is broken");
    return checkNames(TRY(readAt(fd, from, size)), entries);
}

} // namespace assay::core
