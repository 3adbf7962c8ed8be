// SPDX-License-Identifier: GPL-3.0-or-later
// PackageDraft: the files that a package will consist of, before they are written into a folder or an archive.
#include "core/problems/package_draft.h"

#include "base/unique_fd.h"
#include "core/problems/package_source.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cerrno>
#include <functional>
#include <memory>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = 128 * 1024;

std::unexpected<Error> cannot(const char *what, const fs::path &path)
{
    return fail(Errc::Io, std::string{what} + " " + path.string(), errno);
}

/// Passes on the content of a file of the draft piece by piece.
Result<void> readFile(const DraftFile &file, const std::function<Result<void>(const char *, std::size_t)> &take)
{
    if (file.source.empty())
        return take(file.text.constData(), static_cast<std::size_t>(file.text.size()));
    const UniqueFd fd{::open(file.source.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!fd)
        return cannot("reading", file.source);
    std::vector<char> buffer(kPiece);
    while (true) {
        const auto count = ::read(fd.get(), buffer.data(), buffer.size());
        if (count == 0)
            return {};
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cannot("reading", file.source);
        TRY(take(buffer.data(), static_cast<std::size_t>(count)));
    }
}

struct FileFacts {
    std::int64_t size = 0;
    bool executable = false;
};

Result<FileFacts> factsOf(const DraftFile &file)
{
    if (file.source.empty())
        return FileFacts{.size = file.text.size()};
    struct stat status = {};
    if (::stat(file.source.c_str(), &status) != 0)
        return cannot("reading", file.source);
    if (!S_ISREG(status.st_mode))
        return fail(Errc::InvalidPackage, file.source.string() + " is no regular file");
    return FileFacts{.size = status.st_size, .executable = (status.st_mode & S_IXUSR) != 0};
}

Result<void> writeFile(const DraftFile &file, const fs::path &path)
{
    const FileFacts facts = TRY(factsOf(file));
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    const UniqueFd fd{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, facts.executable ? 0755 : 0644)};
    if (!fd)
        return cannot("writing", path);
    return readFile(file, [&](const char *data, std::size_t size) -> Result<void> {
        while (size > 0) {
            const auto count = ::write(fd.get(), data, size);
            if (count < 0 && errno != EINTR)
                return cannot("writing", path);
            if (count > 0) {
                data += count;
                size -= static_cast<std::size_t>(count);
            }
        }
        return {};
    });
}

struct ArchiveKind {
    std::string_view ending;
    int (*setFormat)(archive *);
    int (*addFilter)(archive *); ///< nullptr: the format packs by itself, or nothing does.
};
constexpr std::array<ArchiveKind, 6> kKinds = {{
    {".zip", ::archive_write_set_format_zip, nullptr},
    {".kpp", ::archive_write_set_format_zip, nullptr},
    {".tar.gz", ::archive_write_set_format_pax_restricted, ::archive_write_add_filter_gzip},
    {".tgz", ::archive_write_set_format_pax_restricted, ::archive_write_add_filter_gzip},
    {".tar.xz", ::archive_write_set_format_pax_restricted, ::archive_write_add_filter_xz},
    {".tar", ::archive_write_set_format_pax_restricted, nullptr},
}};

const ArchiveKind *kindOf(const fs::path &path)
{
    const std::string name = path.filename().string();
    for (const ArchiveKind &kind : kKinds) {
        if (name.size() > kind.ending.size() && name.ends_with(kind.ending))
            return &kind;
    }
    return nullptr;
}

class Packing
{
public:
    explicit Packing(const ArchiveKind &kind)
        : m_archive(::archive_write_new())
        , m_entry(::archive_entry_new())
    {
        kind.setFormat(m_archive.get());
        if (kind.addFilter)
            kind.addFilter(m_archive.get());
    }

    Result<void> open(int fd)
    {
        if (::archive_write_open_fd(m_archive.get(), fd) != ARCHIVE_OK)
            return failure();
        return {};
    }

    Result<void> add(const std::string &path, const DraftFile &file)
    {
        const FileFacts facts = TRY(factsOf(file));
        archive_entry *entry = ::archive_entry_clear(m_entry.get());
        ::archive_entry_set_pathname_utf8(entry, path.c_str());
        ::archive_entry_set_filetype(entry, AE_IFREG);
        ::archive_entry_set_perm(entry, facts.executable ? 0755 : 0644);
        ::archive_entry_set_size(entry, facts.size);
        // The same package gives the same archive: no time of today stands in it. Zip begins in 1980.
        ::archive_entry_set_mtime(entry, 315'532'800, 0);
        if (::archive_write_header(m_archive.get(), entry) != ARCHIVE_OK)
            return failure();
        return readFile(file, [&](const char *data, std::size_t size) -> Result<void> {
            if (::archive_write_data(m_archive.get(), data, size) != static_cast<la_ssize_t>(size))
                return failure();
            return {};
        });
    }

    Result<void> close()
    {
        if (::archive_write_close(m_archive.get()) != ARCHIVE_OK)
            return failure();
        return {};
    }

private:
    std::unexpected<Error> failure() const
    {
        const char *reason = ::archive_error_string(m_archive.get());
        return fail(Errc::Io, std::string{"packing: "} + (reason ? reason : "it failed"));
    }

    struct FreeArchive {
        void operator()(archive *one) const { ::archive_write_free(one); }
    };
    struct FreeEntry {
        void operator()(archive_entry *one) const { ::archive_entry_free(one); }
    };
    std::unique_ptr<archive, FreeArchive> m_archive;
    std::unique_ptr<archive_entry, FreeEntry> m_entry;
};

/// The folder that the path lies in; "." for a bare name.
fs::path parentOf(const fs::path &path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

Result<void> refuseExisting(const fs::path &path)
{
    std::error_code error;
    if (fs::symlink_status(path, error).type() != fs::file_type::not_found)
        return fail(Errc::InvalidArgument, path.string() + " is there already");
    if (!fs::is_directory(parentOf(path), error))
        return fail(Errc::NotFound, parentOf(path).string());
    return {};
}

} // namespace

void PackageDraft::addText(const std::string &path, const QByteArray &text)
{
    if (!text.isEmpty() && !m_files.try_emplace(path, DraftFile{.text = text, .source = {}}).second)
        m_collisions.push_back(path);
}

void PackageDraft::addCopy(const std::string &path, const fs::path &source)
{
    if (!m_files.try_emplace(path, DraftFile{.text = {}, .source = source}).second)
        m_collisions.push_back(path);
}

bool PackageDraft::hasFolder(const std::string &path) const
{
    const auto first = m_files.lower_bound(path + "/");
    return first != m_files.end() && first->first.starts_with(path + "/");
}

Result<void> PackageDraft::writeTo(const fs::path &folder) const
{
    TRY(refuseExisting(folder));
    PrivateFolder made = TRY(PrivateFolder::make(parentOf(folder)));
    std::error_code error;
    fs::permissions(made.path(), fs::perms{0755}, error);
    for (const auto &[path, file] : m_files)
        TRY(writeFile(file, made.path() / path));
    return made.keepAs(folder);
}

Result<void> PackageDraft::packInto(const fs::path &archivePath, const std::string &folderName) const
{
    const ArchiveKind *kind = kindOf(archivePath);
    if (!kind)
        return fail(Errc::InvalidArgument,
                    archivePath.string() + " should end in .zip, .kpp, .tar.gz, .tar.xz or .tar");
    TRY(refuseExisting(archivePath));
    const PrivateFolder made = TRY(PrivateFolder::make(parentOf(archivePath)));
    const fs::path file = made.path() / "archive";
    const UniqueFd fd{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)};
    if (!fd)
        return cannot("writing", file);
    Packing packing{*kind};
    TRY(packing.open(fd.get()));
    for (const auto &[path, content] : m_files)
        TRY(packing.add(folderName + "/" + path, content));
    TRY(packing.close());
    // Fails when somebody has made a file of this name since; then theirs stays.
    if (::link(file.c_str(), archivePath.c_str()) != 0)
        return cannot("writing", archivePath);
    return {};
}

bool isArchiveName(const fs::path &path)
{
    return kindOf(path) != nullptr;
}

} // namespace assay::core
