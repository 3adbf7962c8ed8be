// SPDX-License-Identifier: GPL-3.0-or-later
// FileBlobs: blobs as files under a folder.
#include "core/store/file_blobs.h"

#include "base/unique_fd.h"

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

} // namespace

Result<std::unique_ptr<FileBlobs>> FileBlobs::open(const std::filesystem::path &folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(Errc::Io, folder.native(), error.value());
    TRY(syncFolder(folder.parent_path()));
    return std::unique_ptr<FileBlobs>(new FileBlobs(folder));
}

std::filesystem::path FileBlobs::pathOf(const std::string &hash) const
{
    return m_folder / hash.substr(0, 2) / hash;
}

Result<void> FileBlobs::makeFolderFor(const std::filesystem::path &blob) const
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

Result<QString> FileBlobs::put(const QByteArray &content) const
{
    const QString hash = blobHash(content);
    const std::filesystem::path path = pathOf(hash.toStdString());
    TRY(makeFolderFor(path));
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        TRY(writeDurably(path, content));
    // Also for a file that was there: who renamed it may not have come as far as this.
    TRY(syncFolder(path.parent_path()));
    return hash;
}

Result<QByteArray> FileBlobs::get(const QString &hash) const
{
    const std::filesystem::path path = pathOf(hash.toStdString());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? Errc::Io : Errc::NotFound, path.native() + ": " + file.errorString().toStdString());
    QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(Errc::Io, path.native() + ": " + file.errorString().toStdString());
    if (blobHash(content) != hash)
        return fail(Errc::InvalidData, path.native() + ": its content is not what its name says");
    return content;
}

Result<void> FileBlobs::remove(const QString &hash) const
{
    const std::filesystem::path path = pathOf(hash.toStdString());
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return fail(Errc::Io, path.native(), errno);
    return syncFolder(path.parent_path());
}

Result<bool> FileBlobs::isThere(const QString &hash) const
{
    std::error_code error;
    const bool there = std::filesystem::exists(pathOf(hash.toStdString()), error);
    if (error)
        return fail(Errc::Io, hash.toStdString(), error.value());
    return there;
}

} // namespace assay::core
