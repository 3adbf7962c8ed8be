// SPDX-License-Identifier: GPL-3.0-or-later
// BlobStore: contents too large for a row, as files named by their SHA-256.
#include "core/store/blob_store.h"

#include "base/unique_fd.h"

#include <QCryptographicHash>
#include <QFile>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace assay::core {

namespace {

Result<void> syncFolder(const std::filesystem::path &folder)
{
    const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(Errc::Io, folder.native(), errno);
    return {};
}

Result<void> writeAll(int fd, const QByteArray &content)
{
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t count = ::write(fd, content.constData() + written, static_cast<size_t>(content.size() - written));
        if (count < 0 && errno != EINTR)
            return fail(Errc::Io, "writing", errno);
        written += count > 0 ? count : 0;
    }
    return {};
}

/// Writes and fsyncs `content` under a temporary name beside `path`, then renames it.
Result<void> writeDurably(const std::filesystem::path &path, const QByteArray &content)
{
    std::string temporary = path.native() + ".XXXXXX";
    const UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd)
        return fail(Errc::Io, temporary, errno);
    Result<void> done = writeAll(fd.get(), content);
    if (done && (::fsync(fd.get()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0))
        done = fail(Errc::Io, path.native(), errno);
    if (!done)
        ::unlink(temporary.c_str());
    return done;
}

QByteArray hashOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

} // namespace

Result<std::unique_ptr<BlobStore>> BlobStore::open(const std::filesystem::path &folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(Errc::Io, folder.native(), error.value());
    TRY(syncFolder(folder.parent_path()));
    return std::unique_ptr<BlobStore>(new BlobStore(folder));
}

std::filesystem::path BlobStore::pathOf(const std::string &hash) const
{
    return m_folder / hash.substr(0, 2) / hash;
}

Result<void> BlobStore::makeFolderFor(const std::filesystem::path &blob) const
{
    const std::scoped_lock lock(m_mutex);
    const std::filesystem::path folder = blob.parent_path();
    if (m_durableFolders.contains(folder))
        return {};
    std::error_code error;
    std::filesystem::create_directory(folder, error);
    if (error)
        return fail(Errc::Io, folder.native(), error.value());
    TRY(syncFolder(m_folder));
    m_durableFolders.insert(folder);
    return {};
}

Result<QString> BlobStore::put(const QByteArray &content) const
{
    const QByteArray hash = hashOf(content);
    const std::filesystem::path path = pathOf(hash.toStdString());
    TRY(makeFolderFor(path));
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        TRY(writeDurably(path, content));
    // Also for a file that was there: who renamed it may not have come as far as this.
    TRY(syncFolder(path.parent_path()));
    return QString::fromLatin1(hash);
}

Result<QByteArray> BlobStore::get(const QString &hash) const
{
    const std::filesystem::path path = pathOf(hash.toStdString());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? Errc::Io : Errc::NotFound, path.native() + ": " + file.errorString().toStdString());
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(Errc::Io, path.native() + ": " + file.errorString().toStdString());
    if (hashOf(content) != hash.toLatin1())
        return fail(Errc::InvalidData, path.native() + ": its content is not what its name says");
    return content;
}

Result<void> BlobStore::remove(const QString &hash) const
{
    const std::filesystem::path path = pathOf(hash.toStdString());
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return fail(Errc::Io, path.native(), errno);
    return syncFolder(path.parent_path());
}

bool BlobStore::isThere(const StoredContent &content) const
{
    std::error_code error;
    return !content.blob || std::filesystem::exists(pathOf(content.blob->toStdString()), error);
}

Result<StoredContent> BlobStore::keep(const QByteArray &content) const
{
    if (content.size() <= kInlineLimit.count)
        return StoredContent{.inlined = content, .blob = std::nullopt};
    return StoredContent{.inlined = std::nullopt, .blob = TRY(put(content))};
}

} // namespace assay::core
