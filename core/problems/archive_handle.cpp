// SPDX-License-Identifier: GPL-3.0-or-later
// ArchiveHandle: an archive open for reading by libarchive.
#include "core/problems/archive_handle.h"

#include "core/problems/message_text.h"

#include <archive.h>
#include <archive_entry.h>

#include <unistd.h>

namespace assay::core {

namespace {

constexpr std::size_t kBlock = 64 * 1024;
// One compression, and the layer that reads the file. Archives packed twice only serve to hide their size.
constexpr int kMostFilters = 2;

} // namespace

Utf8Locale::Utf8Locale()
    : m_locale(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr))
{
    if (m_locale)
        m_before = ::uselocale(m_locale);
}

Utf8Locale::~Utf8Locale()
{
    if (!m_locale)
        return;
    ::uselocale(m_before);
    ::freelocale(m_locale);
}

void ArchiveHandle::Free::operator()(archive *handle) const
{
    ::archive_read_free(handle);
}

ArchiveHandle::ArchiveHandle()
    : m_archive(::archive_read_new())
{
}

std::unexpected<Error> ArchiveHandle::failure(const char *what) const
{
    const char *reason = ::archive_error_string(m_archive.get());
    return fail(Errc::InvalidPackage, std::string{what} + (reason ? std::string{": "} + reason : std::string{}));
}

Result<ArchiveHandle> ArchiveHandle::open(int fd)
{
    ArchiveHandle handle;
    archive *a = handle.m_archive.get();
    if (!a)
        return fail(Errc::Internal, "archive_read_new");
    if (::lseek(fd, 0, SEEK_SET) != 0)
        return fail(Errc::Io, "seeking in the archive", errno);
    // The local headers of a zip may tell another story than its directory: the directory alone counts.
    ::archive_read_support_format_zip_seekable(a);
    ::archive_read_support_format_tar(a);
    ::archive_read_support_filter_gzip(a);
    ::archive_read_support_filter_xz(a);
    ::archive_read_support_filter_bzip2(a);
    ::archive_read_support_filter_zstd(a);
    if (::archive_read_open_fd(a, fd, kBlock) != ARCHIVE_OK)
        return handle.failure("is no zip or tar archive that can be read");
    if (::archive_filter_count(a) > kMostFilters)
        return fail(Errc::InvalidPackage, "is compressed more than once");
    return handle;
}

Result<archive_entry *> ArchiveHandle::next()
{
    archive_entry *entry = nullptr;
    const int result = ::archive_read_next_header(m_archive.get(), &entry);
    if (result == ARCHIVE_EOF)
        return nullptr;
    // A warning is a name or a field that could not be understood: then nobody knows what is being unpacked.
    if (result != ARCHIVE_OK)
        return failure("is broken");
    if (::archive_entry_is_encrypted(entry))
        return fail(Errc::InvalidPackage, "is encrypted");
    return entry;
}

Result<std::size_t> ArchiveHandle::read(void *buffer, std::size_t size)
{
    const auto count = ::archive_read_data(m_archive.get(), buffer, size);
    if (count < 0)
        return failure("is broken");
    return static_cast<std::size_t>(count);
}

} // namespace assay::core
