// SPDX-License-Identifier: GPL-3.0-or-later
// gzip, by libarchive.
#include "core/logs/gzip.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <fstream>
#include <memory>

namespace assay::core {

namespace {

struct Freed {
    void operator()(archive *handle) const { archive_write_free(handle); }
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

Result<void> write(std::ifstream &from, archive &to)
{
    const std::unique_ptr<archive_entry, Freed> entry(archive_entry_new());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_pathname(entry.get(), "log");
    if (archive_write_header(&to, entry.get()) != ARCHIVE_OK)
        return fail(Errc::Io, archive_error_string(&to));
    std::array<char, 65536> buffer{};
    while (from.read(buffer.data(), buffer.size()), from.gcount() > 0) {
        if (archive_write_data(&to, buffer.data(), static_cast<std::size_t>(from.gcount())) != from.gcount())
            return fail(Errc::Io, archive_error_string(&to));
    }
    if (from.bad() || archive_write_close(&to) != ARCHIVE_OK)
        return fail(Errc::Io, "it could not be compressed");
    return {};
}

} // namespace

Result<void> gzipFile(const std::filesystem::path &from, const std::filesystem::path &to)
{
    std::ifstream file(from, std::ios::binary);
    const std::filesystem::path part = to.native() + ".part";
    const std::unique_ptr<archive, Freed> handle(archive_write_new());
    archive_write_add_filter_gzip(handle.get());
    archive_write_set_format_raw(handle.get());
    if (!file || archive_write_open_filename(handle.get(), part.c_str()) != ARCHIVE_OK)
        return fail(Errc::Io, part.native());
    std::error_code error;
    const Result<void> written = write(file, *handle);
    if (written)
        std::filesystem::rename(part, to, error);
    if (written && !error)
        return {};
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return written ? fail(Errc::Io, to.native() + ": " + error.message()) : written;
}

} // namespace assay::core
