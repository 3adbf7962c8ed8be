// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the compile cache: one per entry, with a hash over all of it.
#include "core/judge/compile_entry_file.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace {

constexpr std::array<char, 8> kMagic{'A', 'S', 'S', 'A', 'Y', 'C', 'C', '1'};
constexpr std::size_t kPiece = 256 * 1024;
constexpr std::size_t kMaxHeader = 1024 * 1024;

/// A hash that is quick without help from the processor: a program of half a megabyte takes a millisecond.
using Digest = std::array<unsigned char, crypto_generichash_BYTES>;

struct Prefix {
    std::array<char, 8> magic = kMagic;
    Digest digest{};
    std::uint64_t headerSize = 0; ///< This and all that follows is hashed.
};
constexpr off_t kHashedFrom = offsetof(Prefix, headerSize);

class EntryHash
{
public:
    EntryHash() { crypto_generichash_init(&m_state, nullptr, 0, crypto_generichash_BYTES); }
    void add(const void *bytes, std::size_t size)
    {
        crypto_generichash_update(&m_state, static_cast<const unsigned char *>(bytes), size);
    }
    [[nodiscard]] Digest result()
    {
        Digest digest{};
        crypto_generichash_final(&m_state, digest.data(), digest.size());
        return digest;
    }

private:
    crypto_generichash_state m_state{};
};

/// Reads up to `size` bytes; fewer only at the end of the file.
Result<std::size_t> readAt(int fd, std::span<char> buffer, off_t offset)
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t got = ::pread(fd, buffer.data() + done, buffer.size() - done, offset + static_cast<off_t>(done));
        if (got < 0 && errno != EINTR)
            return fail(Errc::Io, "reading a compiled file", errno);
        if (got == 0)
            break;
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return done;
}

QByteArray headerFor(const QByteArray &key, const CompileEntry &entry, const std::vector<MadeFile> &files)
{
    QByteArray header;
    QDataStream out(&header, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_8);
    out << key << entry.result.ok << qint64{entry.result.duration.count()} << entry.result.output
        << (entry.verdict ? QByteArray::fromStdString(std::string(kVerdictIds.text(*entry.verdict))) : QByteArray())
        << entry.reason << static_cast<quint32>(files.size());
    for (const auto &made : files)
        out << QByteArray::fromStdString(made.file.path) << quint32{made.file.mode} << qint64{made.file.size.count};
    return header;
}

Result<void> appendContent(PendingFile &file, EntryHash &hash, const MadeFile &made, std::vector<char> &buffer)
{
    std::int64_t done = 0;
    while (done < made.file.size.count) {
        const auto wanted = static_cast<std::size_t>(
            std::min<std::int64_t>(made.file.size.count - done, static_cast<std::int64_t>(buffer.size())));
        const std::size_t got = TRY(readAt(made.content.get(), std::span(buffer).first(wanted), done));
        if (got == 0)
            return fail(Errc::Io, made.file.path + " became shorter");
        hash.add(buffer.data(), got);
        TRY(file.write(QByteArrayView(buffer.data(), static_cast<qsizetype>(got))));
        done += static_cast<std::int64_t>(got);
    }
    return {};
}

Result<Digest> hashFrom(int fd, off_t offset)
{
    EntryHash hash;
    std::vector<char> buffer(kPiece);
    for (;;) {
        const std::size_t got = TRY(readAt(fd, buffer, offset));
        hash.add(buffer.data(), got);
        if (got < buffer.size())
            return hash.result();
        offset += static_cast<off_t>(got);
    }
}

Result<CachedCompile> parseHeader(const QByteArray &header, const QByteArray &key, std::int64_t contentsFrom,
                                  std::int64_t fileSize)
{
    QDataStream in(header);
    in.setVersion(QDataStream::Qt_6_8);
    CachedCompile cached;
    QByteArray writtenKey;
    qint64 milliseconds = 0;
    QByteArray verdict;
    quint32 count = 0;
    in >> writtenKey >> cached.entry.result.ok >> milliseconds >> cached.entry.result.output >> verdict >>
        cached.entry.reason >> count;
    cached.entry.result.cached = true;
    cached.entry.result.duration = Milliseconds{milliseconds};
    cached.entry.verdict = kVerdictIds.value(verdict.toStdString());
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        QByteArray path;
        quint32 mode = 0;
        qint64 size = 0;
        in >> path >> mode >> size;
        cached.files.push_back(
            {.path = path.toStdString(), .mode = mode, .offset = Bytes{contentsFrom}, .size = Bytes{size}});
        contentsFrom += size;
    }
    if (in.status() != QDataStream::Ok || writtenKey != key || contentsFrom != fileSize ||
        cached.entry.result.ok == cached.entry.verdict.has_value())
        return fail(Errc::InvalidData, "its header is not that of this entry");
    return cached;
}

} // namespace

Result<void> writeCompileEntry(PendingFile &file, const QByteArray &key, const CompileEntry &entry,
                               const std::vector<MadeFile> &files)
{
    const QByteArray header = headerFor(key, entry, files);
    if (static_cast<std::size_t>(header.size()) > kMaxHeader)
        return fail(Errc::TooLarge, "a compile with too much to tell");
    Prefix prefix{.headerSize = static_cast<std::uint64_t>(header.size())};
    EntryHash hash;
    hash.add(&prefix.headerSize, sizeof prefix.headerSize);
    hash.add(header.constData(), static_cast<std::size_t>(header.size()));
    TRY(file.write(QByteArrayView(reinterpret_cast<const char *>(&prefix), sizeof prefix)));
    TRY(file.write(header));
    std::vector<char> buffer(kPiece);
    for (const auto &made : files)
        TRY(appendContent(file, hash, made, buffer));
    prefix.digest = hash.result();
    if (::pwrite(file.fd(), &prefix, sizeof prefix, 0) != static_cast<ssize_t>(sizeof prefix))
        return fail(Errc::Io, "writing a compiled file", errno);
    return {};
}

Result<CachedCompile> readCompileEntry(UniqueFd file, const QByteArray &key)
{
    struct stat info{};
    Prefix prefix;
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Errc::Io, "not a file", errno);
    const std::size_t got = TRY(readAt(file.get(), std::span(reinterpret_cast<char *>(&prefix), sizeof prefix), 0));
    if (got != sizeof prefix || prefix.magic != kMagic || prefix.headerSize > kMaxHeader)
        return fail(Errc::InvalidData, "its beginning is not that of an entry");
    if (TRY(hashFrom(file.get(), kHashedFrom)) != prefix.digest)
        return fail(Errc::InvalidData, "its content is not what was written");
    QByteArray header(static_cast<qsizetype>(prefix.headerSize), Qt::Uninitialized);
    TRY(readAt(file.get(), std::span(header.data(), static_cast<std::size_t>(header.size())), sizeof prefix));
    CachedCompile cached =
        TRY(parseHeader(header, key, static_cast<std::int64_t>(sizeof prefix + prefix.headerSize), info.st_size));
    cached.contents = std::move(file);
    return cached;
}

} // namespace assay::core
