// SPDX-License-Identifier: GPL-3.0-or-later
// ArchiveWriter: makes archives for tests, also such as no packer would make.
#pragma once

#include <QByteArray>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <filesystem>

class ArchiveWriter
{
public:
    enum class Format { Zip, Tar, TarGz, TarXz, RawGz };

    ArchiveWriter(const std::filesystem::path &file, Format format)
        : m_archive(::archive_write_new())
    {
        if (format == Format::Zip)
            ::archive_write_set_format_zip(m_archive);
        else if (format == Format::RawGz)
            ::archive_write_set_format_raw(m_archive);
        else
            ::archive_write_set_format_pax_restricted(m_archive);
        if (format == Format::TarGz || format == Format::RawGz)
            ::archive_write_add_filter_gzip(m_archive);
        if (format == Format::TarXz)
            ::archive_write_add_filter_xz(m_archive);
        // Names as they are, whatever the locale is.
        ::archive_write_set_options(m_archive, "hdrcharset=BINARY");
        check(::archive_write_open_filename(m_archive, file.c_str()));
    }
    ArchiveWriter(const ArchiveWriter &) = delete;
    ArchiveWriter &operator=(const ArchiveWriter &) = delete;
    ~ArchiveWriter()
    {
        check(::archive_write_close(m_archive));
        ::archive_write_free(m_archive);
    }

    void add(const char *name, const QByteArray &content, int permissions = 0644)
    {
        archive_entry *entry = header(name, AE_IFREG, permissions);
        ::archive_entry_set_size(entry, content.size());
        check(::archive_write_header(m_archive, entry));
        if (!content.isEmpty() && ::archive_write_data(m_archive, content.constData(),
                                                       static_cast<std::size_t>(content.size())) != content.size())
            qFatal("cannot write %s", name);
        ::archive_entry_free(entry);
    }

    /// `count` pieces of the same content.
    void addLarge(const char *name, const QByteArray &piece, int count)
    {
        archive_entry *entry = header(name, AE_IFREG, 0644);
        ::archive_entry_set_size(entry, piece.size() * count);
        check(::archive_write_header(m_archive, entry));
        for (int i = 0; i < count; ++i) {
            if (::archive_write_data(m_archive, piece.constData(), static_cast<std::size_t>(piece.size())) < 0)
                qFatal("cannot write %s", name);
        }
        ::archive_entry_free(entry);
    }

    void addFolder(const char *name) { addSpecial(name, AE_IFDIR); }

    void addSpecial(const char *name, unsigned int type)
    {
        archive_entry *entry = header(name, type, 0755);
        if (type == AE_IFCHR)
            ::archive_entry_set_rdev(entry, 0x0103); // /dev/null
        ::archive_entry_set_size(entry, 0);
        check(::archive_write_header(m_archive, entry));
        ::archive_entry_free(entry);
    }

    void addSymlink(const char *name, const char *target)
    {
        archive_entry *entry = header(name, AE_IFLNK, 0777);
        ::archive_entry_set_symlink(entry, target);
        ::archive_entry_set_size(entry, 0);
        check(::archive_write_header(m_archive, entry));
        ::archive_entry_free(entry);
    }

    void addHardLink(const char *name, const char *target)
    {
        archive_entry *entry = header(name, AE_IFREG, 0644);
        ::archive_entry_set_hardlink(entry, target);
        ::archive_entry_set_size(entry, 0);
        check(::archive_write_header(m_archive, entry));
        ::archive_entry_free(entry);
    }

    /// A small package without faults below that folder ("" or "sum/").
    void addPackage(const QByteArray &folder)
    {
        const auto file = [&](const char *name, const QByteArray &content) {
            add((folder + name).constData(), content);
        };
        file("problem.yaml", "problem_format_version: 2025-09\nname: Sum\nuuid: 8ee7605a-db66-4a51-8d5a-6a3d6e4cd9b1\n"
                             "limits:\n  time_limit: 1.0\n");
        file("statement/problem.en.md", "Add.\n");
        file("data/sample/1.in", "1 2\n");
        file("data/sample/1.ans", "3\n");
        file("data/secret/1.in", "5 5\n");
        file("data/secret/1.ans", "10\n");
        file("submissions/accepted/a.py", "print(sum(map(int, input().split())))\n");
    }

private:
    static archive_entry *header(const char *name, unsigned int type, int permissions)
    {
        archive_entry *entry = ::archive_entry_new();
        ::archive_entry_set_pathname(entry, name);
        ::archive_entry_set_filetype(entry, type);
        ::archive_entry_set_perm(entry, static_cast<mode_t>(permissions));
        return entry;
    }

    void check(int result) const
    {
        if (result < ARCHIVE_WARN)
            qFatal("%s", ::archive_error_string(m_archive));
    }

    archive *m_archive;
};
