// SPDX-License-Identifier: GPL-3.0-or-later
// HeaderStore: the folder of precompiled headers, which containers see.
#include "core/judge/header_store.h"

#include "base/unique_fd.h"
#include "core/judge/pending_file.h"

#include <QDataStream>
#include <QFile>
#include <QIODevice>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <vector>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

constexpr const char *kManifest = "made-from";
constexpr quint32 kMagic = 0x41534831; // "ASH1"
constexpr std::chrono::hours kUnusedFor{24 * 30};
constexpr std::chrono::hours kPendingAge{1};

Result<void> makeReadableFolder(const fs::path &folder)
{
    // Whatever the umask says: it is read by a user whom the host does not know.
    if ((::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) || ::chmod(folder.c_str(), 0755) != 0)
        return fail(Errc::Io, folder.native(), errno);
    return {};
}

Result<void> syncFolder(const fs::path &folder)
{
    const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(Errc::Io, folder.native(), errno);
    return {};
}

Result<UniqueFd> createReadable(const fs::path &path)
{
    UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!file || ::fchmod(file.get(), 0644) != 0)
        return fail(Errc::Io, path.native(), errno);
    return file;
}

Result<void> copyContent(int from, const fs::path &path)
{
    const UniqueFd to = TRY(createReadable(path));
    off_t offset = 0;
    for (;;) {
        const ssize_t sent = ::sendfile(to.get(), from, &offset, 1 << 24);
        if (sent < 0 && errno != EINTR)
            return fail(Errc::Io, path.native(), errno);
        if (sent == 0)
            break;
    }
    if (::fsync(to.get()) != 0)
        return fail(Errc::Io, path.native(), errno);
    return {};
}

Result<void> writeManifest(const fs::path &path, const QMap<QString, FileStamp> &dependencies)
{
    QByteArray text;
    QDataStream out(&text, QIODevice::WriteOnly);
    out << kMagic << dependencies;
    const UniqueFd file = TRY(createReadable(path));
    if (::write(file.get(), text.constData(), static_cast<std::size_t>(text.size())) != text.size() ||
        ::fsync(file.get()) != 0)
        return fail(Errc::Io, path.native(), errno);
    return {};
}

/// All of it below `folder`, durable.
Result<void> fill(const fs::path &folder, const MadeHeader &made)
{
    const fs::path header = folder / made.name;
    std::error_code error;
    for (fs::path part = folder; const auto &name : fs::path(made.name).parent_path()) {
        part /= name;
        TRY(makeReadableFolder(part));
    }
    fs::create_symlink(made.realPath, header, error);
    if (error)
        return fail(Errc::Io, header.native(), error.value());
    TRY(copyContent(made.content, header.native() + ".gch"));
    TRY(syncFolder(header.parent_path()));
    TRY(writeManifest(folder / kManifest, made.dependencies));
    return syncFolder(folder);
}

/// There is no moment without the one or the other. Who reads what was there keeps it open.
Result<void> putInPlace(const std::string &pending, const fs::path &path)
{
    constexpr int kAttempts = 16; // another engine may put or remove one between the two calls
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (::renameat2(AT_FDCWD, pending.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0)
            return {};
        if (errno == EINVAL) { // a file system that cannot exchange
            std::error_code ignored;
            fs::remove_all(path, ignored);
        }
        if (::rename(pending.c_str(), path.c_str()) == 0)
            return {};
        if (errno != ENOTEMPTY && errno != EEXIST)
            break;
    }
    return fail(Errc::Io, path.native(), errno);
}

bool isPending(const fs::path &path)
{
    return path.filename().native().starts_with(kPendingPrefix);
}

std::int64_t sizeOf(const fs::path &folder)
{
    std::int64_t size = 0;
    std::error_code error;
    for (auto item = fs::recursive_directory_iterator(folder, error); !error && item != fs::end(item);
         item.increment(error)) {
        struct stat info{};
        if (::lstat(item->path().c_str(), &info) == 0 && S_ISREG(info.st_mode))
            size += info.st_size;
    }
    return size;
}

struct FoundHeader {
    fs::path path;
    std::chrono::seconds unusedFor{};
    std::int64_t size = 0;
};

std::chrono::seconds unusedFor(const fs::path &path)
{
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0)
        return std::chrono::seconds{0};
    return std::chrono::seconds(::time(nullptr) - info.st_mtim.tv_sec);
}

} // namespace

Result<HeaderStore> HeaderStore::open(const fs::path &folder)
{
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (error)
        return fail(Errc::Io, folder.parent_path().native(), error.value());
    TRY(makeReadableFolder(folder));
    return HeaderStore(folder);
}

bool HeaderStore::isCurrent(const QByteArray &key) const
{
    QFile file(pathOf(key) / kManifest);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QDataStream in(&file);
    quint32 magic = 0;
    QMap<QString, FileStamp> dependencies;
    in >> magic;
    if (magic == kMagic)
        in >> dependencies;
    if (in.status() != QDataStream::Ok || dependencies.isEmpty())
        return false;
    return std::ranges::all_of(dependencies.asKeyValueRange(), [](const auto &dependency) {
        return !dependency.second.isEmpty() && stampOf(dependency.first) == dependency.second;
    });
}

Result<void> HeaderStore::put(const QByteArray &key, const MadeHeader &made) const
{
    std::string pending = (m_folder / (std::string(kPendingPrefix) + "XXXXXX")).native();
    if (::mkdtemp(pending.data()) == nullptr)
        return fail(Errc::Io, pending, errno);
    Result<void> done = makeReadableFolder(pending);
    if (done)
        done = fill(pending, made);
    if (done && !isCurrent(key)) // another engine may have been quicker
        done = putInPlace(pending, pathOf(key));
    std::error_code ignored;
    fs::remove_all(pending, ignored); // what was there before, or nothing
    return done ? syncFolder(m_folder) : done;
}

void HeaderStore::touch(const QByteArray &key) const
{
    (void)::utimensat(AT_FDCWD, pathOf(key).c_str(), nullptr, 0);
}

void HeaderStore::remove(const QByteArray &key) const
{
    // Out of sight first, so that nobody finds half of it.
    const fs::path away = m_folder / (std::string(kPendingPrefix) + "away-" + key.toStdString());
    std::error_code ignored;
    fs::remove_all(away, ignored);
    if (::rename(pathOf(key).c_str(), away.c_str()) == 0)
        fs::remove_all(away, ignored);
}

void HeaderStore::removeStale(const QSet<QByteArray> &wanted, Bytes most) const
{
    std::vector<FoundHeader> found;
    std::int64_t total = 0;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(m_folder, error)) {
        const auto age = unusedFor(entry.path());
        if (isPending(entry.path())) {
            if (age > kPendingAge)
                fs::remove_all(entry.path(), error);
            continue;
        }
        found.push_back({.path = entry.path(), .unusedFor = age, .size = sizeOf(entry.path())});
        total += found.back().size;
    }
    std::ranges::sort(found, std::greater{}, &FoundHeader::unusedFor);
    for (const auto &header : found) {
        const auto key = QByteArray::fromStdString(header.path.filename().native());
        if (wanted.contains(key) || (total <= most.count && header.unusedFor <= kUnusedFor))
            continue;
        remove(key);
        total -= header.size;
    }
}

} // namespace assay::core
