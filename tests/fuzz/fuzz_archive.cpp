// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: archives. Whatever the bytes are, nothing is written outside of the folder, and nothing stays on failure.
#include "core/problems/archive_unpack.h"
#include "core/problems/package_reader.h"
#include "core/problems/package_source.h"
#include "tests/fuzz/fuzz_target.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>

using namespace assay;
using namespace assay::core;
using assay::fuzz::require;
namespace fs = std::filesystem;

namespace {

constexpr ArchiveLimits kLimits{
    .entries = 100, .single = 256_KiB, .total = 1_MiB, .ratio = 100, .ratioFrom = 128_KiB, .depth = 8};

/// A small package, packed.
std::string packed(int (*setFormat)(archive *), int (*addFilter)(archive *))
{
    std::string bytes(64 * 1024, '\0');
    std::size_t used = 0;
    archive *a = ::archive_write_new();
    setFormat(a);
    if (addFilter)
        addFilter(a);
    ::archive_write_set_bytes_per_block(a, 0);
    ::archive_write_open_memory(a, bytes.data(), bytes.size(), &used);
    const auto add = [&](const char *name, const std::string &content, const char *link) {
        archive_entry *entry = ::archive_entry_new();
        ::archive_entry_set_pathname(entry, name);
        ::archive_entry_set_filetype(entry, link ? AE_IFLNK : AE_IFREG);
        ::archive_entry_set_perm(entry, 0644);
        ::archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        if (link)
            ::archive_entry_set_symlink(entry, link);
        ::archive_write_header(a, entry);
        ::archive_write_data(a, content.data(), content.size());
        ::archive_entry_free(entry);
    };
    add("sum/problem.yaml", "name: Sum\n", nullptr);
    add("sum/data/secret/1.in", "1 2\n", nullptr);
    add("sum/data/secret/1.ans", "3\n", nullptr);
    add("sum/data/sample/1.in", "", "../secret/1.in");
    add("sum/data/sample/1.ans", "3\n", nullptr);
    ::archive_write_close(a);
    ::archive_write_free(a);
    bytes.resize(used);
    return bytes;
}

std::ptrdiff_t entriesIn(const fs::path &folder)
{
    return std::distance(fs::recursive_directory_iterator{folder}, {});
}

/// A folder for the whole run.
struct Place {
    Place()
    {
        auto made = PrivateFolder::make(fs::temp_directory_path());
        require(made.has_value());
        folder.emplace(std::move(*made));
    }
    std::optional<PrivateFolder> folder;
};

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"zip", packed(::archive_write_set_format_zip, nullptr)},
        {"tar", packed(::archive_write_set_format_pax, nullptr)},
        {"ustar", packed(::archive_write_set_format_ustar, nullptr)},
        {"gnutar", packed(::archive_write_set_format_gnutar, nullptr)},
        {"gz", packed(::archive_write_set_format_ustar, ::archive_write_add_filter_gzip)},
        {"xz", packed(::archive_write_set_format_ustar, ::archive_write_add_filter_xz)},
        {"bz2", packed(::archive_write_set_format_ustar, ::archive_write_add_filter_bzip2)},
        {"zst", packed(::archive_write_set_format_ustar, ::archive_write_add_filter_zstd)},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Place place;
    const fs::path file = place.folder->path() / "archive";
    const fs::path target = place.folder->path() / "target";
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char *>(data), static_cast<std::streamsize>(size));
    fs::create_directory(target);
    const auto unpacked = unpackArchive(file, target, kLimits);
    require(std::distance(fs::directory_iterator{place.folder->path()}, {}) == 2);
    if (!unpacked) {
        require(!unpacked.error().detail.empty() && entriesIn(target) == 0);
        return 0;
    }
    std::uintmax_t total = 0;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator{target}) {
        require(entry.is_symlink() || entry.is_directory() || entry.is_regular_file());
        if (entry.is_symlink()) {
            std::error_code error;
            const fs::path end = fs::weakly_canonical(entry.path(), error);
            const auto [at, rest] = std::ranges::mismatch(target, end);
            require(error || at == target.end());
        } else if (entry.is_regular_file()) {
            total += entry.file_size();
        }
    }
    require(total <= static_cast<std::uintmax_t>(kLimits.total.count));
    if (const auto package = findPackage(target))
        (void)inspectPackage(*package);
    fs::remove_all(target);
    return 0;
}
