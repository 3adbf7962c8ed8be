// SPDX-License-Identifier: GPL-3.0-or-later
// Where a package is read from: a folder, or an archive that is unpacked for it.
#include "core/problems/package_source.h"

#include "core/problems/archive_unpack.h"

#include <QCryptographicHash>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

/// "hello" of "hello.tar.gz": the problem's short name when the archive has no folder of its own.
std::string nameOf(const fs::path &archive)
{
    std::string name = archive.filename().string();
    for (const char *extension : {".zip", ".kpp", ".tar", ".gz", ".tgz", ".xz", ".txz", ".bz2", ".zst", ".tar"}) {
        if (name.size() > std::string_view{extension}.size() && name.ends_with(extension))
            name.resize(name.size() - std::string_view{extension}.size());
    }
    return name.starts_with('.') ? "package" : name;
}

Result<void> unpackNamed(const fs::path &archive, const fs::path &folder)
{
    const fs::path inner = folder / nameOf(archive);
    std::error_code error;
    if (!fs::create_directory(inner, error))
        return fail(Errc::Io, inner.string(), error.value());
    return unpackArchive(archive, inner);
}

Result<fs::path> findNamed(const fs::path &folder, const fs::path &archive)
{
    auto found = findPackage(folder);
    if (!found)
        found.error().detail = archive.filename().string() + ": " + found.error().detail;
    return found;
}

Result<std::string> hashOf(const fs::path &archive)
{
    QFile file(archive);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, archive.string() + ": " + file.errorString().toStdString());
    QCryptographicHash hash{QCryptographicHash::Sha256};
    if (!hash.addData(&file))
        return fail(Errc::Io, archive.string() + ": " + file.errorString().toStdString());
    return hash.result().toHex().toStdString();
}

} // namespace

Result<PrivateFolder> PrivateFolder::make(const fs::path &parent)
{
    std::error_code error;
    fs::create_directories(parent, error);
    std::string name = (parent / ".unpacking-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        return fail(Errc::Io, "making a folder in " + parent.string(), errno);
    PrivateFolder folder;
    folder.m_path = name;
    return folder;
}

PrivateFolder::PrivateFolder(PrivateFolder &&other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

PrivateFolder &PrivateFolder::operator=(PrivateFolder &&other) noexcept
{
    std::swap(m_path, other.m_path);
    return *this;
}

PrivateFolder::~PrivateFolder()
{
    std::error_code error;
    if (!m_path.empty())
        fs::remove_all(m_path, error);
}

Result<void> PrivateFolder::keepAs(const fs::path &path)
{
    std::error_code error;
    fs::rename(m_path, path, error);
    if (error)
        return fail(Errc::Io, "renaming " + m_path.string(), error.value());
    m_path.clear();
    return {};
}

bool isPackageArchive(const fs::path &path)
{
    std::error_code error;
    return path.filename() != "problem.yaml" && fs::is_regular_file(path, error);
}

fs::path packageFolder(const fs::path &path)
{
    if (path.filename() != "problem.yaml")
        return path;
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

bool isArchiveName(const std::string &name)
{
    return nameOf(name) != name;
}

bool looksLikePackage(const fs::path &path)
{
    std::error_code error;
    const std::string name = path.filename().string();
    return fs::is_directory(path, error) ||
           (fs::is_regular_file(path, error) && (name == "problem.yaml" || isArchiveName(name)));
}

Result<fs::path> unpackOnce(const fs::path &archive, const fs::path &store)
{
    const fs::path kept = store / TRY(hashOf(archive));
    std::error_code error;
    if (fs::is_directory(kept, error))
        return findNamed(kept, archive);
    PrivateFolder folder = TRY(PrivateFolder::make(store));
    TRY(unpackNamed(archive, folder.path()));
    TRY(findNamed(folder.path(), archive));
    // Somebody else may have been faster.
    if (auto renamed = folder.keepAs(kept); !renamed && !fs::is_directory(kept, error))
        return std::unexpected(renamed.error());
    return findNamed(kept, archive);
}

Result<PackageSource> PackageSource::open(const fs::path &path)
{
    PackageSource source;
    if (!isPackageArchive(path)) {
        source.m_folder = packageFolder(path);
        return source;
    }
    std::error_code error;
    source.m_unpacked = TRY(PrivateFolder::make(fs::temp_directory_path(error)));
    TRY(unpackNamed(path, source.m_unpacked->path()));
    source.m_folder = TRY(findNamed(source.m_unpacked->path(), path));
    return source;
}

} // namespace assay::core
