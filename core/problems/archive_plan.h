// SPDX-License-Identifier: GPL-3.0-or-later
// ArchivePlan: what unpacking an archive would make, decided from its headers before anything is written.
#pragma once

#include "base/units.h"
#include "core/problems/archive_handle.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace assay::core {

/// Of what is unpacked. The largest real packages have some thousand files and some hundred MiB.
struct ArchiveLimits {
    std::size_t entries = 50'000;
    Bytes single = 1_GiB;
    Bytes total = 4_GiB;
    /// Unpacked over packed size. Test data of one repeated number packs by several hundred, so that this counts only
    /// from `ratioFrom` on.
    std::int64_t ratio = 200;
    Bytes ratioFrom = 256_MiB;
    int depth = 24;
};

struct PlannedEntry {
    enum class Kind : std::uint8_t { File, Folder, Link, Copy };

    std::string path; ///< Relative, with '/', no "." or "..", UTF-8.
    Kind kind = Kind::File;
    Bytes size;
    bool executable = false;
    std::string target; ///< Of a link, as it stands there; of a copy (a hard link) the other file's path.
};

class ArchivePlan
{
public:
    /// Reads all headers of the archive. Errors: InvalidPackage and TooLarge, both with the entry's name or the limit.
    [[nodiscard]] static Result<ArchivePlan> make(int fd, const ArchiveLimits &limits);

    /// In the order of the archive, one for each of its entries; an entry for the root has an empty path.
    [[nodiscard]] const std::vector<PlannedEntry> &entries() const { return m_entries; }
    /// All folders that are needed, parents before what is in them.
    [[nodiscard]] std::vector<std::string> folders() const;

private:
    ArchivePlan() = default;
    [[nodiscard]] static Result<PlannedEntry> plan(archive_entry *entry, int depth);
    [[nodiscard]] Result<void> place(const PlannedEntry &entry);

    std::vector<PlannedEntry> m_entries;
    std::map<std::string, PlannedEntry::Kind, std::less<>> m_places; ///< Files, links, and folders also when implied.
};

/// The name of an entry as a relative path. Errors: InvalidPackage for one that is absolute, leaves the folder, or is
/// no plain UTF-8 text.
[[nodiscard]] Result<std::string> cleanEntryName(std::string_view name, int depth);

} // namespace assay::core
