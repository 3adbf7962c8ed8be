// SPDX-License-Identifier: GPL-3.0-or-later
// ArchivePlan: what unpacking an archive would make, decided from its headers before anything is written.
#include "core/problems/archive_plan.h"

#include "core/problems/message_text.h"
#include "core/problems/zip_directory.h"

#include <archive_entry.h>

#include <algorithm>

#include <sys/stat.h>

namespace assay::core {

namespace {

using Kind = PlannedEntry::Kind;

constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kLongestName = 255;

std::string mebibytes(Bytes size)
{
    return std::to_string(size.count / (1024 * 1024)) + " MiB";
}

std::unexpected<Error> refused(std::string_view name, std::string_view why)
{
    return invalidPackage(inQuotes(name), why);
}

Result<void> checkText(std::string_view name)
{
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20U || static_cast<unsigned char>(c) == 0x7FU;
    };
    if (std::ranges::any_of(name, isControl))
        return refused(name, "the name has a control character");
    if (name.contains('\\'))
        return refused(name, "the name has a backslash");
    if (!isUtf8(name))
        return refused(name, "the name is not UTF-8");
    return {};
}

/// Where a link leads, seen from the root of the archive, as far as its text tells.
Result<void> checkTarget(const PlannedEntry &link)
{
    if (link.target.empty() || link.target.front() == '/')
        return refused(link.path, "is a link out of the archive");
    if (link.target.size() > kLongestPath)
        return refused(link.path, "is a link with too long a target");
    TRY(checkText(link.target));
    std::ptrdiff_t depth = std::ranges::count(link.path, '/');
    for (std::size_t at = 0; at <= link.target.size();) {
        const std::size_t end = std::min(link.target.find('/', at), link.target.size());
        const std::string_view part = std::string_view{link.target}.substr(at, end - at);
        at = end + 1;
        if (part == "..")
            --depth;
        else if (!part.empty() && part != ".")
            ++depth;
        if (depth < 0)
            return refused(link.path, "is a link out of the archive");
    }
    return {};
}

/// The sums that limits speak of.
class Tally
{
public:
    Tally(const ArchiveLimits &limits, Bytes packed)
        : m_limits(limits)
        , m_packed(packed)
    {
    }

    Result<void> add(const PlannedEntry &entry)
    {
        if (++m_entries > m_limits.entries)
            return fail(Errc::TooLarge, "the archive has more than " + std::to_string(m_limits.entries) + " entries");
        if (entry.size.count < 0 || entry.size > m_limits.single)
            return fail(Errc::TooLarge, inQuotes(entry.path) + " is larger than " + mebibytes(m_limits.single));
        m_total = m_total + entry.size;
        if (m_total > m_limits.total)
            return fail(Errc::TooLarge, "the archive unpacks to more than " + mebibytes(m_limits.total));
        if (m_total > m_limits.ratioFrom && m_total.count / m_limits.ratio > m_packed.count)
            return fail(Errc::TooLarge,
                        "the archive unpacks to more than " + std::to_string(m_limits.ratio) + " times its size");
        return {};
    }

private:
    const ArchiveLimits &m_limits;
    Bytes m_packed;
    std::size_t m_entries = 0;
    Bytes m_total;
};

} // namespace

Result<std::string> cleanEntryName(std::string_view name, int depth)
{
    TRY(checkText(name));
    if (name.empty())
        return refused(name, "an entry has no name");
    if (name.size() > kLongestPath)
        return refused(name, "the name is too long");
    if (name.front() == '/')
        return refused(name, "the name is absolute");
    std::string path;
    int parts = 0;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string_view part = name.substr(at, end - at);
        at = end + 1;
        if (part.empty() || part == ".")
            continue;
        if (part == "..")
            return refused(name, "the name leaves the archive");
        if (part.size() > kLongestName)
            return refused(name, "the name is too long");
        if (++parts > depth)
            return refused(name, "folders are nested too deeply");
        path += path.empty() ? "" : "/";
        path += part;
    }
    return path;
}

Result<PlannedEntry> ArchivePlan::plan(archive_entry *entry, int depth)
{
    const char *name = ::archive_entry_pathname(entry);
    if (!name)
        return invalidPackage("the archive", "the name of an entry cannot be read");
    PlannedEntry planned;
    planned.path = TRY(cleanEntryName(name, depth));
    planned.executable = (::archive_entry_perm(entry) & S_IXUSR) != 0;
    if (const char *other = ::archive_entry_hardlink(entry)) {
        planned.kind = Kind::Copy;
        planned.target = TRY(cleanEntryName(other, depth));
        return planned;
    }
    switch (::archive_entry_filetype(entry)) {
    case AE_IFREG:
        planned.size = Bytes{::archive_entry_size_is_set(entry) ? ::archive_entry_size(entry) : 0};
        return planned;
    case AE_IFDIR:
        planned.kind = Kind::Folder;
        return planned;
    case AE_IFLNK: {
        const char *target = ::archive_entry_symlink(entry);
        planned.kind = Kind::Link;
        planned.target = target ? target : "";
        TRY(checkTarget(planned));
        return planned;
    }
    default:
        return refused(planned.path, "is neither a file nor a folder nor a link");
    }
}

Result<void> ArchivePlan::place(const PlannedEntry &entry)
{
    for (auto slash = entry.path.find('/'); slash != std::string::npos; slash = entry.path.find('/', slash + 1)) {
        const std::string folder = entry.path.substr(0, slash);
        if (m_places.try_emplace(folder, Kind::Folder).first->second != Kind::Folder)
            return refused(folder, "is a folder and something else");
    }
    if (entry.path.empty()) {
        if (entry.kind != Kind::Folder)
            return refused(entry.path, "an entry has no name");
        return {};
    }
    if (entry.kind == Kind::Copy) {
        const auto other = m_places.find(entry.target);
        if (other == m_places.end() || (other->second != Kind::File && other->second != Kind::Copy))
            return refused(entry.path, "is a hard link to no file of the archive");
    }
    const auto [place, isNew] = m_places.try_emplace(entry.path, entry.kind);
    if (isNew || (place->second == Kind::Folder && entry.kind == Kind::Folder))
        return {};
    if (place->second == Kind::Folder || entry.kind == Kind::Folder)
        return refused(entry.path, "is a folder and something else");
    return refused(entry.path, "is in the archive twice");
}

Result<ArchivePlan> ArchivePlan::make(int fd, const ArchiveLimits &limits)
{
    struct stat status = {};
    if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return fail(Errc::InvalidPackage, "is no regular file");
    TRY(checkZipDirectory(fd, limits.entries));
    ArchiveHandle handle = TRY(ArchiveHandle::open(fd));
    ArchivePlan plan;
    Tally tally{limits, Bytes{status.st_size}};
    std::map<std::string, Bytes, std::less<>> sizes;
    while (archive_entry *entry = TRY(handle.next())) {
        PlannedEntry planned = TRY(ArchivePlan::plan(entry, limits.depth));
        TRY(plan.place(planned));
        // A hard link is unpacked as one more file.
        if (planned.kind == Kind::Copy)
            planned.size = sizes[planned.target];
        sizes[planned.path] = planned.size;
        TRY(tally.add(planned));
        plan.m_entries.push_back(std::move(planned));
    }
    if (plan.m_entries.empty())
        return fail(Errc::InvalidPackage, "the archive is empty");
    return plan;
}

std::vector<std::string> ArchivePlan::folders() const
{
    std::vector<std::string> folders;
    for (const auto &[path, kind] : m_places) {
        if (kind == Kind::Folder)
            folders.push_back(path);
    }
    return folders; // Sorted, so that "a" is before "a/b".
}

} // namespace assay::core
