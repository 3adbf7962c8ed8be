// SPDX-License-Identifier: GPL-3.0-or-later
// ArchiveHandle: an archive open for reading by libarchive.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"

#include <memory>
#include <string>

#include <locale.h>

struct archive;
struct archive_entry;

namespace assay::core {

/// Names of entries are given as UTF-8 while one of these exists, whatever the locale is. Of this thread alone.
class Utf8Locale
{
public:
    Utf8Locale();
    ~Utf8Locale();
    Utf8Locale(const Utf8Locale &) = delete;
    Utf8Locale &operator=(const Utf8Locale &) = delete;

private:
    locale_t m_locale = nullptr;
    locale_t m_before = nullptr;
};

/// Reads zip by its central directory and tar, plain or compressed once by gzip, xz, bzip2 or zstd; nothing else.
class ArchiveHandle
{
public:
    /// The descriptor must stay open. Errors: InvalidPackage when it is no such archive.
    [[nodiscard]] static Result<ArchiveHandle> open(int fd);

    /// The next entry; nullptr behind the last one. Errors: InvalidPackage for what is broken or encrypted.
    [[nodiscard]] Result<archive_entry *> next();
    /// Up to `size` bytes of the entry's content; 0 at its end. Errors: InvalidPackage.
    [[nodiscard]] Result<std::size_t> read(void *buffer, std::size_t size);

private:
    ArchiveHandle();
    [[nodiscard]] std::unexpected<Error> failure(const char *what) const;

    struct Free {
        void operator()(archive *handle) const;
    };
    std::unique_ptr<archive, Free> m_archive;
};

} // namespace assay::core
